"""Not now: until when somebody wants to hear no more of one challenge."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Move
from bot.ui.card import Act, Button, Card, Paragraph
from bot.ui.form import DayField, Form
from bot.ui.limits import SPOKEN_LABEL, cut
from bot.ui.text import Line, Said, plain
from bot.ui.views.buttons import move_button, show_button
from bot.ui.views.reminders import stop_one
from bot.ui.views.scene import say
from bot.ui.views.similar import offer
from bot.ui.words import Words

Ways = Sequence[tuple[str, date]]
"""What a button says, and the day it means."""


def later_button(row: Challenge, w: Words) -> Button:
    spoken = w("Remind me of challenge #{number} later", number=row.number)
    return Button(w("Remind me later"), Act("later", row.id), spoken=spoken)


def choose(
    row: Challenge, ways: Ways, w: Words, *, first: str = "", unread: str = "", line: str = "", waits: bool = False
) -> Card:
    """`first`: why nothing was done yet. `unread`: what was typed and not understood. `line`: all that was typed, which
    may have been a report. `waits`: they may say what it waits for."""
    asked: Line = plain(first or w("When shall I remind you again?"))
    if unread:
        asked = say(
            w("I cannot read “{phrase}” as a day. When shall I remind you again?"), phrase=Said(cut(unread, 80))
        )
    buttons = [_until(row, label, day, w) for label, day in ways]
    buttons.append(Button(w("Another day"), Act("later_day", row.id), opens=True))
    if waits:
        buttons.append(move_button(Move.WAIT, row, w))
    buttons.append(offer(w, line) if line else stop_one(row, w))
    return _card(row, w, asked, *buttons)


def put_off(row: Challenge, day: date, w: Words, *, before: str) -> Card:
    """`before`: what they wished until now, as the way back carries it."""
    told = w(
        "I remind you of #{number} again on {day}. If something new of it becomes yours before, you hear of it then.",
        number=row.number,
        day=w.day(day),
    )
    undo = Button(
        w("Undo"),
        Act("later_undo", row.id, args=(("before", before),)),
        spoken=w("Undo: remind me of challenge #{number} as before", number=row.number),
    )
    return _card(row, w, plain(told), undo, show_button(row, w))


def undone(row: Challenge, w: Words) -> Card:
    return _card(
        row, w, plain(w("Undone. Reminders of #{number} are as before.", number=row.number)), show_button(row, w)
    )


def day_form(row: Challenge, w: Words, *, value: date | None = None, error: str = "") -> Form:
    return Form(
        name="later_day",
        title=w("Later: #{number}", number=row.number),
        fields=(DayField("day", w("Remind me again on"), required=True, value=value),),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=row.id,
        language=w.language,
        errors=(("day", error),) if error else (),
    )


def _until(row: Challenge, label: str, day: date, w: Words) -> Button:
    spoken = cut(w("#{number}: remind me on {day}", number=row.number, day=w.day(day)), SPOKEN_LABEL)
    return Button(label, Act("later", row.id, args=(("until", day.isoformat()),)), spoken=spoken)


def _card(row: Challenge, w: Words, told: Line, *buttons: Button) -> Card:
    return Card(w("Challenge #{number}", number=row.number), (Paragraph(told),), buttons=buttons, language=w.language)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    row, monday = stage.in_progress(), date(2026, 12, 14)
    ways = (
        (w("Tomorrow"), date(2026, 12, 10)),
        (w("Next week"), monday),
        (w("After the break"), date(2027, 1, 4)),
    )
    yield "later", choose(row, ways, w, waits=True)
    yield "later-unread", choose(row, ways, w, unread=sample.HOSTILE, line=sample.HOSTILE)
    yield "later-longest", choose(stage.longest(), ways, w, unread=sample.LONG, line=sample.LONG)
    yield "later-put-off", put_off(row, monday, w, before="")
    yield "later-undone", undone(row, w)
    yield "form-later", day_form(row, w, value=monday, error=w("Choose a later day."))
