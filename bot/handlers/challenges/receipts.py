"""The receipt of a report, for its reporter."""

from collections.abc import Sequence

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Role
from bot.handlers.desk.desk import Desk
from bot.ui.card import Card
from bot.ui.text import Line, Who
from bot.ui.views import owing
from bot.ui.views import receipt as view
from bot.ui.views.scene import Scene


def receipt(
    row: Challenge, desk: Desk, *, code: str = "", further: Sequence[tuple[int, str]] = (), title: str = ""
) -> Card:
    return view.receipt(
        row,
        desk.words,
        team=desk.team(row).name,
        leads=leads(row, desk),
        next_move=next_move(row, desk),
        code=code,
        further=further,
        title=title,
    )


def leads(row: Challenge, desk: Desk) -> Sequence[Who]:
    """Those who lead the row's team, as many as fit on a line."""
    return [desk.who(person.id) for person in desk.work.teams.members(row.team, Role.LEAD)[:5]]


def next_move(row: Challenge, desk: Desk) -> Line:
    """Who does what by when, with the day in full; to the reporter, whoever that is."""
    number = row.number
    scene = Scene(
        desk.words, desk.who, lambda _: number, desk.team(row).time_zone, frozenset({Role.REPORTER}), row.reporter
    )
    return owing.owes(row, scene)
