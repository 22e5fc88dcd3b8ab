"""What one person owes: the next moves that are theirs, and open steps of theirs."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Duty, Role
from bot.handlers.announce import owing, reminded
from bot.ports import LogFilter, Work
from bot.ui.views.lists import Due

MANY = 200


def dues(person: str, zone: str, work: Work) -> list[Due]:
    """By day, the oldest first."""
    owed, _ = work.challenges.find(LogFilter(owed_by=person), limit=MANY)
    mine = [row for row in owed if row.owed and row.owed.what is not Duty.SUSTAIN and person in owing(row, work)]
    due = [Due(row, _day(row, zone)) for row in mine]
    owned, _ = work.challenges.find(LogFilter(owns=person, open=True), limit=MANY)
    due += [
        Due(row, step.due, step.text)
        for row in owned
        for step in row.steps
        if step.owner == person and step.done_at is None
    ]
    return _in_order(due)


def to_remind(person: str, zone: str, work: Work, now: datetime) -> list[Due]:
    """All that they owe, and what is late and would otherwise hang on somebody who does not answer, or on nobody.

    Empty unless something is late that is theirs to hear of: nobody is reminded of what has time. Left out is what
    they put off or stopped.
    """
    wishes, today = work.wishes.of(person), now.astimezone(ZoneInfo(zone)).date()
    late = LogFilter(open=True, overdue_at=now)
    found = [*work.challenges.find(replace(late, owed_by=person), limit=MANY)[0]]
    if teams := _looked_after(person, work):
        found += work.challenges.find(replace(late, teams=teams), limit=MANY)[0]
    heard = [row for row in found if row.late_since and not wishes.silent(row.id, today)]
    rows = {row.id: row for row in heard if person in reminded(row, work)}
    if not rows:
        return []
    due = [one for one in dues(person, zone, work) if not wishes.silent(one.row.id, today)]
    known = {one.row.id for one in due if not one.step}
    return _in_order([*due, *(Due(row, _day(row, zone)) for row in rows.values() if row.id not in known)])


def _looked_after(person: str, work: Work) -> tuple[str, ...]:
    """Ids of the teams they lead; for a coordinator also of those that nobody leads."""
    held = work.teams.memberships(person)
    teams = {one.team for one in held if one.role is Role.LEAD}
    if any(one.role is Role.COORDINATOR for one in held):
        teams |= {team.id for team in work.teams.all() if not work.teams.members(team.id, Role.LEAD)}
    return tuple(sorted(teams))


def _in_order(due: list[Due]) -> list[Due]:
    return sorted(due, key=lambda one: (one.day or date.max, one.row.number))


def _day(row: Challenge, zone: str) -> date | None:
    due = row.late_since or (row.owed and row.owed.next_at)
    return due.astimezone(ZoneInfo(zone)).date() if due else None
