"""One's own reminders: when they come, what was put off or stopped, and how to have it otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from bot.domain.challenge import Challenge
from bot.domain.reminders import EVERY_DAY, Hours, Wishes
from bot.ui.card import Act, Block, Button, Card, Confirm, Heading, Item, Items, Paragraph
from bot.ui.form import ChecksField, Form, Option, TextField
from bot.ui.text import Line, Plain, plain
from bot.ui.words import Words

SHOWN = 15


def state(
    wishes: Wishes,
    rows: Sequence[tuple[Challenge, date | None]],
    w: Words,
    *,
    title: str = "",
    undo: Hours | None = None,
) -> Card:
    """`rows`: what they put off, with the day, or stopped. `undo`: the hours before, where those were just changed."""
    body: list[Block] = [Paragraph(plain(_stopped(w) if wishes.stopped else _when(wishes.hours, w)))]
    if rows:
        body += [Heading(w("Put off or stopped")), Items(tuple(_item(row, day, w) for row, day in rows[:SHOWN]))]
    if len(rows) > SHOWN:
        body.append(Paragraph(plain(w("And {count} more.", count=len(rows) - SHOWN))))
    hours = Button(w("Other hours or days"), Act("reminders_hours"), opens=True)
    buttons = [_again("", w) if wishes.stopped else stop_all(w), hours, Button(w("What I owe"), Act("todo"))]
    if undo:
        before = (("starts", f"{undo.starts:%H:%M}"), ("ends", f"{undo.ends:%H:%M}"), ("days", _figures(undo)))
        spoken = w("Undo: remind me at the hours before")
        buttons.insert(0, Button(w("Undo"), Act("reminders_undo", args=before), spoken=spoken))
    return Card(title or w("Your reminders"), tuple(body), buttons=tuple(buttons), language=w.language)


def stop_one(row: Challenge, w: Words) -> Button:
    return Button(
        w("Stop for this one"),
        Act("reminders_stop", row.id),
        confirm=Confirm(
            w("No more reminders of #{number}?", number=row.number),
            w(
                "It stays yours. If nobody else who owes it is reminded, its card says so, and the team's leads are "
                "reminded instead. You can start again at any time."
            ),
            w("Stop"),
            w("Go on"),
        ),
        spoken=w("Stop reminding me of challenge #{number}", number=row.number),
    )


def stop_all(w: Words) -> Button:
    return Button(
        w("Stop all"),
        Act("reminders_stop"),
        confirm=Confirm(
            w("No more reminders?"),
            w(
                "What you owe stays yours. Where nobody else who owes it is reminded, the card says so, and the team's "
                "leads are reminded instead. You can start again at any time."
            ),
            w("Stop all"),
            w("Go on"),
        ),
        spoken=w("Stop all reminders to me"),
    )


def stopped_one(row: Challenge, w: Words) -> Card:
    told = w("I do not remind you of #{number} any more.", number=row.number)
    return _of_one(row, told, _again(row.id, w), w)


def started_one(row: Challenge, w: Words) -> Card:
    told = w("I remind you of #{number} again.", number=row.number)
    return _of_one(row, told, stop_one(row, w), w)


def hours_form(
    hours: Hours, w: Words, *, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Form:
    """`values`: what was typed so far."""
    given = values or {"starts": w.clock(hours.starts), "ends": w.clock(hours.ends)}
    days = tuple(Option(str(day), w.weekday(day)) for day in EVERY_DAY)
    return Form(
        name="reminders_hours",
        title=w("When to remind you"),
        fields=(
            TextField(
                "starts", w("Not before"), True, max_length=20, value=given["starts"], hint=w("For example 7:30.")
            ),
            TextField("ends", w("Not after"), True, max_length=20, value=given["ends"], hint=w("For example 3:30 PM.")),
            ChecksField(
                "days", w("On"), days, tuple(_figures(hours)), w("Only on school days, in your own time zone.")
            ),
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def _when(hours: Hours, w: Words) -> str:
    starts, ends = w.clock(hours.starts), w.clock(hours.ends)
    if hours.days == EVERY_DAY:
        told = w(
            "One message a day at most, on school days from {starts} to {ends} of your own time.",
            starts=starts,
            ends=ends,
        )
        return told
    return w(
        "One message a day at most, on {days} with school, from {starts} to {ends} of your own time.",
        days=w.listed([w.weekday(day) for day in hours.days]),
        starts=starts,
        ends=ends,
    )


def _stopped(w: Words) -> str:
    return w("Stopped: I remind you of nothing. What becomes late goes to the team's leads instead.")


def _item(row: Challenge, day: date | None, w: Words) -> Item:
    what = w("put off until {day}", day=w.day(day)) if day else w("stopped")
    line: Line = (Plain(f"#{row.number}", strong=True), Plain(f" · {what}"))
    show = Button(w("Show"), Act("show", row.id), spoken=w("Show challenge #{number}", number=row.number))
    again = replace(_again(row.id, w), spoken=w("Remind me of challenge #{number} again", number=row.number))
    return Item(line, show, (again,))


def _again(subject: str, w: Words) -> Button:
    return Button(w("Remind me again"), Act("reminders_start", subject))


def _of_one(row: Challenge, told: str, button: Button, w: Words) -> Card:
    mine = Button(w("Your reminders"), Act("reminders"))
    title = w("Challenge #{number}", number=row.number)
    return Card(title, (Paragraph(plain(told)),), buttons=(button, mine), language=w.language)


def _figures(hours: Hours) -> str:
    return "".join(map(str, hours.days))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import stage

    row, other = stage.in_progress(), replace(stage.late(), id="c-4712", number=13)
    some = ((row, date(2026, 12, 14)), (other, None))
    own = Hours(time(9), time(15, 30), (0, 2))
    yield "reminders", state(Wishes(), (), w)
    yield "reminders-some", state(Wishes(own), some, w, title=w("Saved"), undo=Hours())
    yield "reminders-stopped", state(Wishes(stopped=True), some, w)
    yield "reminders-longest", state(Wishes(), some * 40, w)
    yield "reminders-stopped-one", stopped_one(row, w)
    yield "reminders-started-one", started_one(row, w)
    yield "form-reminders", hours_form(own, w)
    wrong = {"starts": w("Write a time, for example 7:30."), "ends": w("It has to be half an hour later, or more.")}
    yield "form-reminders-wrong", hours_form(own, w, values={"starts": "early", "ends": "7"}, errors=wrong)
