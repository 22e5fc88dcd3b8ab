"""Who tells whom what becomes of a challenge: the bot in private, or a person where it cannot."""

from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Visibility
from bot.ui.card import Block, Heading, Paragraph
from bot.ui.text import plain
from bot.ui.views.scene import Scene
from bot.ui.words import Words

NUMBERS = 12


def on_agenda(rows: Sequence[Challenge], minutes: int, w: Words) -> Iterator[Block]:
    """The end of an agenda, for the challenges it talks about."""
    nameless = [row.number for row in rows if row.visibility is Visibility.UNLINKED]
    if rows:
        yield Heading(w("Who tells whom ({minutes} min)", minutes=minutes))
    if len(nameless) < len(rows):
        yield Paragraph(plain(w("What is decided here, I tell in private to whoever reported it or is affected too.")))
    if nameless:
        numbers = ", ".join(f"#{number}" for number in nameless[:NUMBERS]) + (", …" if nameless[NUMBERS:] else "")
        said = w(
            "Reported without a name: {numbers}. Tell the staff whom it concerns; the code shows it to its reporter.",
            numbers=numbers,
        )
        yield Paragraph(plain(said))


def in_minutes(row: Challenge, scene: Scene, *, reached: bool) -> str:
    """One line of the minutes. `reached`: the bot can write to everybody who reported it or is affected too.

    Of a report in confidence only the coordinator knows whom to tell.
    """
    w, number = scene.w, row.number
    who = scene.who(row.assignee).name if row.assignee else w("one of the team's leads")
    if row.visibility is Visibility.UNLINKED:
        return w("#{number}: {who} tells the staff whom it concerns; its code shows it.", number=number, who=who)
    if reached:
        return w("#{number}: the bot tells the person who reported it, in private.", number=number)
    if row.visibility is Visibility.CONFIDENTIAL:
        who = w("the district coordinator")
    return w("#{number}: {who} tells the person who reported it, in person.", number=number, who=who)


def to_talk(row: Challenge, scene: Scene) -> str:
    """The reporter was asked whether it is gone, and did not answer."""
    w = scene.w
    day = scene.day(row.owed.next_at) if row.owed else ""
    return w(
        "#{number}: one of the team's leads talks with the person who reported it, by {day}.",
        number=row.number,
        day=day,
    )
