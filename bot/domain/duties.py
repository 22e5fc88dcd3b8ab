"""Who owes the next move of a challenge, and by when: it follows from the status."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.challenge import Challenge
from bot.domain.changes import Change
from bot.domain.event import Owed
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.team import Team
from bot.domain.vocabulary import Duty, Move, Outcome, Role, Status

WAITED_FOR = frozenset({Duty.VERDICT, Duty.SUSTAIN})
"""Nobody is late with an answer to the bot's own question."""


def duty(
    row: Challenge,
    team: Team,
    calendar: SchoolCalendar,
    now: datetime,
    *,
    before: Owed | None,
    restart: bool,
    rang: bool,
) -> Owed | None:
    """Who owes the next move after something happened at `now`; never None while the row is open.

    A clock that runs for the same duty goes on running, unless what happened restarts it.
    """
    fresh = _fresh(row, team, calendar, now, asked_to_sustain=before is not None and before.what is Duty.SUSTAIN)
    if fresh and before and (fresh.role, fresh.what) == (before.role, before.what):
        if not restart:
            return replace(fresh, next_at=before.next_at, late_since=before.late_since)
        if rang and fresh.what not in WAITED_FOR:  # a reminder sets a new date for itself, not for what is owed
            fresh = replace(fresh, late_since=before.late_since or before.next_at)
        if fresh.next_at <= now:  # a clock of no days would ring for ever
            return replace(fresh, next_at=calendar.ring(now, 1, team.time_zone))
    return fresh


def _fresh(
    row: Challenge, team: Team, calendar: SchoolCalendar, now: datetime, *, asked_to_sustain: bool
) -> Owed | None:
    clocks, zone = team.clocks, team.time_zone

    def owed(role: Role, what: Duty, days: int, *people: str | None) -> Owed:
        return Owed(tuple(p for p in people if p), role, what, calendar.ring(now, days, zone))

    match row.status:
        case Status.REPORTED:
            return owed(Role.LEAD, Duty.TRIAGE, clocks.triage)
        case Status.NEEDS_INFORMATION:
            return owed(Role.REPORTER, Duty.ANSWER, clocks.answer, row.reporter)
        case Status.TRIAGED:
            return owed(Role.LEAD, Duty.ASSIGN, clocks.assign)
        case Status.PLANNING | Status.IN_PROGRESS if row.assignee is None:  # who had it left, and nobody could take it
            return owed(Role.LEAD, Duty.ASSIGN, clocks.assign)
        case Status.PLANNING:
            return owed(Role.ASSIGNEE, Duty.PLAN, clocks.plan, row.assignee)
        case Status.IN_PROGRESS:
            return owed(Role.ASSIGNEE, Duty.PROGRESS, clocks.progress, row.assignee)
        case Status.REMOVED:
            waits = (clocks.ask_after, *clocks.ask_again)
            if row.asked < len(waits) and row.followers:
                return owed(Role.REPORTER, Duty.VERDICT, waits[row.asked], *row.followers)
            return owed(Role.LEAD, Duty.CONVERSATION, clocks.conversation)  # silence is never yes
        case Status.UNANSWERED | Status.CONFIRMED:
            return owed(Role.LEAD, Duty.CLOSE, clocks.close)
        case Status.CLOSED:
            done = row.outcome is not Outcome.SUFFICIENT or row.sustained is not None
            if done or asked_to_sustain or not row.followers:
                return None
            at = now + timedelta(days=clocks.sustain)
            return Owed(row.followers, Role.REPORTER, Duty.SUSTAIN, calendar.ring(at, 1, zone))


def restarts(row: Challenge, change: Change, actor: str | None) -> bool:
    """Whether a move restarts the clock of a duty that stays the same: time passed, or its owner made progress."""
    if change.kind is Move.NOTE:
        return actor is not None and actor == row.assignee
    return change.kind in {Move.WAKE, Move.WAIT, Move.ASSIGN, Move.ADD_STEP, Move.STEP_DONE, Move.REPORT_REMOVAL}
