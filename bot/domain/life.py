"""The life of a challenge, from one transition table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import duties
from bot.domain.challenge import Challenge
from bot.domain.changes import (
    AlsoAffected,
    Change,
    ConversationRecorded,
    Merged,
    Reported,
    Reviewed,
    StepDone,
    VerdictGiven,
    VisibilitySet,
    Waited,
    Woken,
)
from bot.domain.event import Event, Owed
from bot.domain.evolve import begin, evolve
from bot.domain.refusals import Refusal, Why
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.team import Team
from bot.domain.vocabulary import Duty, Move, Outcome, Platform, Role, Status, Verdict, Visibility

WAITING = frozenset({Status.REPORTED, Status.NEEDS_INFORMATION, Status.TRIAGED})
WORKING = frozenset({Status.PLANNING, Status.IN_PROGRESS})
ASKING = frozenset({Status.REMOVED, Status.UNANSWERED})
OPEN = frozenset(Status) - {Status.CLOSED}
BEFORE_REMOVAL = WAITING | WORKING


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: `move` leads from any of `start` to `to` (None: the status stays)."""

    move: Move
    start: frozenset[Status]
    to: Status | None
    when: str = ""
    """Which of a move's outcomes this row is for; "" fits any."""


TABLE: tuple[Transition, ...] = (
    Transition(Move.ADD_DETAILS, OPEN, None),
    Transition(Move.SET_VISIBILITY, frozenset(Status), None),  # also once it is closed: the name stays until then
    Transition(Move.ASK, frozenset({Status.REPORTED, Status.TRIAGED}), Status.NEEDS_INFORMATION),
    Transition(Move.ANSWER, frozenset({Status.NEEDS_INFORMATION}), Status.REPORTED, "not triaged"),
    Transition(Move.ANSWER, frozenset({Status.NEEDS_INFORMATION}), Status.TRIAGED, "triaged"),
    Transition(Move.TRIAGE, WAITING, Status.TRIAGED),
    Transition(Move.TRIAGE, WORKING, None),
    Transition(Move.ASSIGN, WAITING, Status.PLANNING, "no steps"),
    Transition(Move.ASSIGN, WAITING, Status.IN_PROGRESS, "steps"),
    Transition(Move.ASSIGN, WORKING, None),
    Transition(Move.ADD_STEP, WAITING, None),
    Transition(Move.ADD_STEP, WORKING, Status.IN_PROGRESS),
    Transition(Move.STEP_DONE, BEFORE_REMOVAL, None),
    Transition(Move.NOTE, OPEN, None),
    Transition(Move.WAIT, BEFORE_REMOVAL - {Status.NEEDS_INFORMATION}, None),  # there the reporter is waited for
    Transition(Move.AFFECTS_ME, OPEN, None),
    Transition(Move.MERGE, BEFORE_REMOVAL, Status.CLOSED),
    Transition(Move.REDIRECT, WAITING, Status.CLOSED),
    Transition(Move.WITHDRAW, BEFORE_REMOVAL, Status.CLOSED),
    Transition(Move.REPORT_REMOVAL, WORKING, Status.REMOVED),
    Transition(Move.VERDICT, ASKING, Status.CONFIRMED, "sufficient"),
    Transition(Move.VERDICT, ASKING, None, "sufficient, from somebody else"),
    Transition(Move.VERDICT, ASKING, Status.IN_PROGRESS, "partly or no"),
    Transition(Move.CONVERSATION, ASKING, Status.CONFIRMED, "sufficient"),
    Transition(Move.CONVERSATION, ASKING, Status.IN_PROGRESS, "partly or no"),
    Transition(Move.CONVERSATION, ASKING, Status.UNANSWERED, "no answer"),
    Transition(Move.CLOSE, frozenset({Status.CONFIRMED, Status.UNANSWERED}), Status.CLOSED),
    Transition(Move.SUSTAIN, frozenset({Status.CLOSED}), None),
    Transition(Move.REVIEW, OPEN, None),
    Transition(Move.HAND_OVER, OPEN, None),
    Transition(Move.UNFOLLOW, frozenset(Status), None),
    Transition(Move.WAKE, frozenset(Status), None),
)


def moves(row: Challenge) -> frozenset[Move]:
    """What the table allows now, whoever asks."""
    return frozenset(t.move for t in TABLE if row.status in t.start and _sensible(row, t.move))


def start(
    said: Reported,
    *,
    id: str,
    number: int,
    team: Team,
    calendar: SchoolCalendar,
    actor: str | None,
    platform: Platform | None,
    now: datetime,
) -> tuple[Challenge, Event]:
    """A new challenge and its first event; the team's leads owe its triage."""
    if said.visibility is Visibility.UNLINKED:
        said, actor = replace(said, link=""), None
    owed = Owed((), Role.LEAD, Duty.TRIAGE, calendar.ring(now, team.clocks.triage, team.time_zone))
    event = Event(team.org, id, 1, now, actor, platform, said, owed)
    return begin(event, number=number, team=team.id), event


def move(
    row: Challenge,
    change: Change,
    *,
    team: Team,
    calendar: SchoolCalendar,
    actor: str | None,
    platform: Platform | None,
    now: datetime,
) -> tuple[Challenge, Event]:
    """`row` after `change`, and the event that says so; refuses what the table does not hold."""
    status = _destination(row, change, actor)
    if change == VisibilitySet(Visibility.UNLINKED):
        actor = platform = None
    event = Event(row.org, row.id, row.version + 1, now, actor, platform, change, None)
    after = evolve(row, event, status)
    if isinstance(change, Woken) and change.put_off and row.owed:
        owed: Owed | None = replace(row.owed, next_at=calendar.opening(row.owed.next_at, team.time_zone))
    else:
        restart, rang = duties.restarts(row, change, actor), isinstance(change, Woken)
        owed = duties.duty(after, team, calendar, now, before=row.owed, restart=restart, rang=rang)
    if isinstance(change, Waited) and not change.over and owed:
        owed = replace(owed, next_at=calendar.ring(now, max(1, team.clocks.waiting), team.time_zone))
    event = Event(row.org, row.id, row.version + 1, now, actor, platform, change, owed)
    return evolve(row, event, status), event


def rebuild(events: Iterable[Event], *, number: int, team: str) -> Challenge:
    """The row, from its history alone; same as the stored one."""
    first, *rest = events
    row = begin(first, number=number, team=team)
    for event in rest:
        row = evolve(row, event, _destination(row, event.change, event.actor))
    return row


def _destination(row: Challenge, change: Change, actor: str | None) -> Status:
    if change.kind not in moves(row):
        raise Refusal(Why.NOT_NOW, move=change.kind, status=row.status)
    _check(row, change, actor)
    when = _branch(row, change, actor)
    found = next(t for t in TABLE if t.move is change.kind and row.status in t.start and t.when in ("", when))
    return found.to or row.status


def _branch(row: Challenge, change: Change, actor: str | None) -> str:
    match change:
        case VerdictGiven(Verdict.SUFFICIENT) if actor != row.reporter:
            return "sufficient, from somebody else"
        case VerdictGiven(verdict) | ConversationRecorded(Verdict() as verdict):
            return "sufficient" if verdict is Verdict.SUFFICIENT else "partly or no"
        case ConversationRecorded(None):
            return "no answer"
    if change.kind is Move.ASSIGN:
        return "steps" if row.steps else "no steps"
    return "triaged" if row.triaged else "not triaged"


def _check(row: Challenge, change: Change, actor: str | None) -> None:
    match change:
        case StepDone(number):
            if not 1 <= number <= len(row.steps):
                raise Refusal(Why.STEP_UNKNOWN, step=number, steps=len(row.steps))
            if row.steps[number - 1].done_at:
                raise Refusal(Why.ALREADY, move=change.kind)
        case Waited(over=True) if row.waiting is None:
            raise Refusal(Why.ALREADY, move=change.kind)
        case AlsoAffected(came_from=None) if actor in row.followers:
            raise Refusal(Why.ALREADY, move=change.kind)
        case Reviewed(month) if row.reviewed and row.reviewed.month >= month:  # a clock may step back
            raise Refusal(Why.ALREADY, move=change.kind, by=row.reviewed.by)
        case Merged(into) if into == row.id:
            raise Refusal(Why.INTO_ITSELF, move=change.kind)
        case _:
            pass


def _sensible(row: Challenge, kind: Move) -> bool:
    """Moves that the status allows but that would mean nothing for this row."""
    match kind:
        case Move.STEP_DONE:
            return any(step.done_at is None for step in row.steps)
        case Move.SUSTAIN:
            return row.outcome is Outcome.SUFFICIENT and row.sustained is None
        case Move.SET_VISIBILITY:
            return row.visibility is not Visibility.UNLINKED  # no id was kept: there is no way back
        case Move.CONVERSATION:  # in place of an answer that was asked for, or of one that nobody is there to give
            return row.status is not Status.REMOVED or row.asked > 0 or not row.followers
        case _:
            return True
