"""To one person, once a day at most: all that they owe, by number and day.

It quotes nobody: a challenge whose words were erased since must not be read in it, and it may show on a locked screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.event import Owed
from bot.domain.vocabulary import Duty, Move, Role
from bot.ui.card import Act, Block, Button, Card, Item, Items, Paragraph
from bot.ui.form import Form
from bot.ui.text import Plain, plain
from bot.ui.views.follow_up import verdict_buttons
from bot.ui.views.later import later_button
from bot.ui.views.lists import Due, next_move
from bot.ui.views.team_due import BESIDE, TeamDue, team_due_item
from bot.ui.words import Words

SHOWN = 18


def digest(w: Words, due: Sequence[Due], beside: Sequence[TeamDue] = (), *, unread: int = 0) -> Card:
    """`due` in order. `unread`: so many more are theirs, and cannot be read."""
    told = w("What cannot be done yet can be put off, or you say what it is waiting on.")
    count = len(due) + len(beside)
    entries = [*(_item(w, one) for one in due[:SHOWN]), *(team_due_item(w, one) for one in beside[:BESIDE])]
    body: list[Block] = [Items(tuple(entries))]
    if count > len(entries):
        body.append(Paragraph(plain(w("And {count} more.", count=count - len(entries)))))
    if unread:
        more = w.many(
            "{count} more could not be shown. An administrator can find out why.",
            "{count} more could not be shown. An administrator can find out why.",
            count=unread,
        )
        body.append(Paragraph(plain(more)))
    if due:
        body.append(Paragraph(plain(told), quiet=True))
    title = w.many("A reminder: {count} thing waits for you", "A reminder: {count} things wait for you", count=count)
    return Card(
        title,
        tuple(body),
        buttons=(Button(w("What I owe"), Act("todo")), Button(w("Your reminders"), Act("reminders"))),
        language=w.language,
    )


def _item(w: Words, due: Due) -> Item:
    row, parts = due.row, [next_move(due, w)]
    if due.day is not None:
        day = w.short_day(due.day)
        parts.append(w("late since {day}", day=day) if due.late else w("by {day}", day=day))
    line = (Plain(f"#{row.number}", strong=True), *(Plain(f" · {part}") for part in parts))
    show = Button(w("Show"), Act("show", row.id), spoken=w("Show challenge #{number}", number=row.number))
    return Item(line, show, (*_answers(due, w), later_button(row, w)))


def _answers(due: Due, w: Words) -> tuple[Button, ...]:
    """What can be said in one tap."""
    row = due.row
    if due.asked:
        return verdict_buttons(row, w, beside=True)
    if row.waiting and row.late_since and not (due.step or due.instead):
        return _still_waiting(row, w)
    return ()


def _still_waiting(row: Challenge, w: Words) -> tuple[Button, ...]:
    """What it waits for is not quoted."""

    def button(label: str, still: str, spoken: str) -> Button:
        return Button(label, Act(Move.WAIT.value, row.id, row.version, (("still", still),)), spoken=spoken)

    number = row.number
    return (
        button(w("Still waiting"), "yes", w("#{number} is still waiting", number=number)),
        button(w("It goes on"), "no", w("#{number} is waiting no longer", number=number)),
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import stage

    late = stage.late()
    asked = replace(late, owed=Owed(("p-dana",), Role.REPORTER, Duty.ANSWER, late.updated_at, late.updated_at))
    due = (
        Due(late, date(2026, 12, 4), late=True),
        Due(asked, date(2026, 12, 7), instead=True, late=True),
        Due(replace(late, number=14), date(2026, 12, 7), instead=True, late=True),
        Due(stage.hostile(), date(2026, 12, 11), step="Order chargers", late=True),
        Due(replace(late, id="c-4713", number=15, waiting=stage.waiting().waiting), date(2026, 12, 8), late=True),
        Due(stage.removed(), None, asked=True),
        Due(stage.longest(), None, step=stage.longest().summary),
    )
    beside = (
        TeamDue("Lincoln SLT", Act("minutes", "m-5", 3), date(2026, 12, 9)),
        TeamDue("Cedar SLT", Act("agreements", "t-cedar")),
    )
    yield "digest", digest(w, due, beside, unread=1)
    yield "digest-one", digest(w, (Due(asked, date(2026, 12, 7)),))
    yield "digest-beside", digest(w, (), beside)
    yield "digest-longest", digest(w, (Due(stage.longest(), date(2026, 12, 4), late=True),) * 300, beside * 4)
