"""What one person owes: the next moves that are theirs, and open steps of theirs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.challenge import Challenge
from bot.domain.team import Team
from bot.domain.vocabulary import Duty, Role
from bot.handlers.who_owes import owing, reminded
from bot.ports import LogFilter, Work
from bot.ui.views.lists import Due

MANY = 200


def dues(person: str, zone: str, work: Work, now: datetime) -> list[Due]:
    """By day, the oldest first; with it what is late and would otherwise hang on somebody who does not answer or does
    not want to hear of it, or on nobody."""
    return _all(person, zone, _late(person, work, now), work)


def to_remind(person: str, zone: str, work: Work, now: datetime) -> list[Due]:
    """The same without what they put off or stopped.

    Empty unless something is late that is theirs to hear of: nobody is reminded of what has time.
    """
    wishes, today = work.wishes.of(person), now.astimezone(ZoneInfo(zone)).date()
    late = [row for row in _late(person, work, now) if not wishes.silent(row.id, today)]
    if not late:
        return []
    return [one for one in _all(person, zone, late, work) if not wishes.silent(one.row.id, today)]


def _all(person: str, zone: str, late: Sequence[Challenge], work: Work) -> list[Due]:
    owed, _ = work.challenges.find(LogFilter(owed_by=person), limit=MANY)
    mine = [row for row in owed if row.owed and row.owed.what is not Duty.SUSTAIN and person in owing(row, work)]
    due = [Due(row, _day(row, zone)) for row in mine]
    known = {row.id for row in mine}
    due += [Due(row, _day(row, zone), instead=bool(owing(row, work))) for row in late if row.id not in known]
    owned, _ = work.challenges.find(LogFilter(owns=person, open=True), limit=MANY)
    due += [
        Due(row, step.due, step.text)
        for row in owned
        for step in row.steps
        if step.owner == person and step.done_at is None
    ]
    return sorted(due, key=lambda one: (one.day or date.max, one.row.number))


def _late(person: str, work: Work, now: datetime) -> list[Challenge]:
    """What is late and theirs to hear of."""
    late = LogFilter(open=True, overdue_at=now)
    found = [*work.challenges.find(replace(late, owed_by=person), limit=MANY)[0]]
    if teams := _looked_after(person, work):
        found += work.challenges.find(replace(late, teams=teams), limit=MANY)[0]
    rows = {row.id: row for row in found if row.late_since}
    return [row for row in rows.values() if person in reminded(row, work)]


def _looked_after(person: str, work: Work) -> tuple[str, ...]:
    """Ids of the teams they lead; for a coordinator also of those that nobody leads, or whose leads may not hear of
    everything."""
    held = work.teams.memberships(person)
    teams = {one.team for one in held if one.role is Role.LEAD}
    if any(one.role is Role.COORDINATOR for one in held):
        teams |= {team.id for team in work.teams.all() if not _led(team, work)}
    return tuple(sorted(teams))


def _led(team: Team, work: Work) -> bool:
    """Whether it has leads, and all of them hear of everything that is theirs."""
    leads = work.teams.members(team.id, Role.LEAD)
    return bool(leads) and not any(work.wishes.of(lead.id).some_stopped for lead in leads)


def _day(row: Challenge, zone: str) -> date | None:
    due = row.late_since or (row.owed and row.owed.next_at)
    return due.astimezone(ZoneInfo(zone)).date() if due else None
