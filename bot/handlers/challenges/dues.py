"""What one person owes: the next moves that are theirs, and open steps of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.challenge import Challenge, Step
from bot.domain.life import BEFORE_REMOVAL
from bot.domain.local_day import local_day
from bot.domain.team import Team
from bot.domain.vocabulary import Duty, Role, Status
from bot.handlers.desk.who_owes import owing, reminded
from bot.ports import LogFilter, Work
from bot.ui.views.lists import Due

MANY = 200
STEP_AGAIN = 5
"""School days between one reminder of a late step and the next."""


def dues(person: str, zone: str, work: Work, now: datetime) -> list[Due]:
    """By day, the oldest first; with it what is late and would otherwise hang on somebody who does not answer or does
    not want to hear of it, or on nobody."""
    return _all(person, _Day(zone, now), _late(person, work, now), work)


def to_remind(person: str, zone: str, work: Work, now: datetime) -> list[Due]:
    """The same without what they put off or stopped.

    Empty unless something is late that is theirs to hear of: nobody is reminded of what has time.
    """
    wishes, day = work.wishes.of(person), _Day(zone, now)
    late = [row for row in _late(person, work, now) if not wishes.silent(row.id, day.today)]
    due = [one for one in _all(person, day, late, work) if not wishes.silent(one.row.id, day.today)]
    return due if late or any(one.late or one.asked for one in due) else []


def looked_at(person: str, zone: str, work: Work, now: datetime) -> list[date]:
    """Days on which open steps of theirs are looked at again: no clock rings for a step. One that is late comes again
    after a week of school."""
    today, calendar = _Day(zone, now).today, work.calendar()
    due = [step.due for _, step in _steps(person, work) if step.due]
    return [day + timedelta(days=1) if day >= today else calendar.add(today, STEP_AGAIN) for day in due]


def unreadable(person: str, work: Work) -> int:
    """How many challenges that are theirs cannot be read, and so are in no list."""
    every = (LogFilter(owed_by=person, open=True), LogFilter(owns=person, open=True))
    found = [work.challenges.find(wanted, limit=MANY) for wanted in every]
    return max(min(total, MANY) - len(rows) for rows, total in found)


@dataclass(frozen=True, slots=True)
class _Day:
    """Somebody's day."""

    zone: str
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)

    def of(self, row: Challenge) -> date | None:
        due = row.late_since or (row.owed and row.owed.next_at)
        return local_day(due, self.zone) if due else None


def _all(person: str, day: _Day, late: Sequence[Challenge], work: Work) -> list[Due]:
    owed, _ = work.challenges.find(LogFilter(owed_by=person), limit=MANY)
    mine = [row for row in owed if row.owed and row.owed.what is not Duty.SUSTAIN and person in owing(row, work)]
    mine = [row for row in mine if row.owed and not (row.owed.what is Duty.VERDICT and row.asked > 1)]
    known = {row.id for row in mine}
    due = [Due(row, day.of(row), late=row.late_since is not None) for row in mine]
    due += [Due(row, None, asked=True) for row in _asked_again(person, work)]
    instead = [row for row in late if row.id not in known]
    due += [Due(row, day.of(row), instead=bool(owing(row, work)), late=True) for row in instead]
    for row, step in _steps(person, work):
        due.append(Due(row, step.due, step.text, late=step.due is not None and step.due < day.today))
    return sorted(due, key=lambda one: (one.day or date.max, one.row.number))


def _steps(person: str, work: Work) -> list[tuple[Challenge, Step]]:
    """Those of theirs that are open; what is said to be gone needs none of them any more."""
    owned, _ = work.challenges.find(LogFilter(owns=person, open=True), limit=MANY)
    going = [row for row in owned if row.status in BEFORE_REMOVAL]
    return [(row, step) for row in going for step in row.steps if step.owner == person and step.done_at is None]


def _asked_again(person: str, work: Work) -> list[Challenge]:
    """What they were asked about again, whether it is gone, until a lead is late with talking to them instead."""
    found, _ = work.challenges.find(LogFilter(follower=person, open=True), limit=MANY)
    return [
        row
        for row in found
        if row.status is Status.REMOVED
        and row.asked > 1
        and row.late_since is None
        and person not in {answer.person for answer in row.answers}
    ]


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
