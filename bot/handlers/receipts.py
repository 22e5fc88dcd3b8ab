"""The receipt of a report, for its reporter."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Role
from bot.handlers.desk import Desk
from bot.ui.card import Card
from bot.ui.text import Who
from bot.ui.views import receipt as view


def receipt(row: Challenge, desk: Desk, *, code: str = "", title: str = "") -> Card:
    return view.receipt(
        row,
        desk.words,
        team=desk.team(row).name,
        leads=leads(row, desk),
        next_day=next_day(row, desk),
        code=code,
        title=title,
    )


def leads(row: Challenge, desk: Desk) -> Sequence[Who]:
    """Those who lead the row's team, as many as fit on a line."""
    return [desk.who(person.id) for person in desk.work.teams.members(row.team, Role.LEAD)[:5]]


def next_day(row: Challenge, desk: Desk) -> date | None:
    """The day of the next move, where the team is."""
    return row.owed.next_at.astimezone(ZoneInfo(desk.team(row).time_zone)).date() if row.owed else None
