"""Random lives of a challenge: every move the table allows now, by whoever it could be, with any words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Assigned,
    Change,
    Closed,
    ConversationRecorded,
    DetailsAdded,
    HandedOver,
    Merged,
    Noted,
    Redirected,
    RemovalReported,
    Reported,
    Reviewed,
    StepAdded,
    StepDone,
    SustainAnswered,
    Triaged,
    Unfollowed,
    VerdictGiven,
    VisibilitySet,
    Waited,
    Withdrawn,
    Woken,
)
from bot.domain.event import Event
from bot.domain.permission import BY_THE_CLOCK
from bot.domain.refusals import Refusal, Why
from bot.domain.school_calendar import Break, SchoolCalendar
from bot.domain.team import Team
from bot.domain.vocabulary import (
    Decision,
    Driver,
    Duty,
    Level,
    Move,
    Nature,
    Platform,
    Reach,
    Redirect,
    Verdict,
    Visibility,
)

REPORTER, PEOPLE = "reporter-person", ("lead-person", "assignee-person", "teacher-person", "aide-person")
CALENDAR = SchoolCalendar(
    (
        Break(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving"),
        Break(date(2026, 12, 21), date(2027, 1, 1), "Winter"),
    )
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
person = st.sampled_from(PEOPLE)
day = st.dates(date(2026, 9, 1), date(2027, 6, 30))

reports = st.builds(
    Reported,
    summary=words.filter(bool),
    visibility=st.sampled_from(Visibility),
    school=words,
    practice=words,
    link=words,
    level=st.sampled_from(Level),
)
CHANGES: dict[Move, st.SearchStrategy[Change]] = {
    Move.ADD_DETAILS: st.builds(DetailsAdded, summary=st.none() | words, tried=st.none() | words, idea=words),
    Move.SET_VISIBILITY: st.builds(VisibilitySet, st.sampled_from(Visibility)),
    Move.ASK: st.builds(Asked, words),
    Move.ANSWER: st.builds(Answered, words),
    Move.TRIAGE: st.builds(
        Triaged,
        words,
        st.sampled_from(Reach),
        st.sampled_from(Nature),
        st.sampled_from(Driver),
        st.just(Level.DISTRICT),
    ),
    Move.ASSIGN: st.builds(Assigned, person, st.none() | person, st.none() | day),
    Move.ADD_STEP: st.builds(StepAdded, words, st.none() | person, st.none() | day),
    Move.STEP_DONE: st.builds(StepDone, st.integers(1, 3)),
    Move.NOTE: st.builds(Noted, words),
    Move.WAIT: st.builds(Waited, words, st.booleans()),
    Move.AFFECTS_ME: st.just(AlsoAffected())
    | st.builds(AlsoAffected, st.tuples(person, st.just(REPORTER)), st.just("an older challenge")),
    Move.MERGE: st.just(Merged("another challenge")),
    Move.REDIRECT: st.builds(Redirected, st.sampled_from(Redirect)),
    Move.WITHDRAW: st.just(Withdrawn()),
    Move.REPORT_REMOVAL: st.builds(RemovalReported, words),
    Move.VERDICT: st.builds(VerdictGiven, st.sampled_from(Verdict), words),
    Move.CONVERSATION: st.builds(ConversationRecorded, st.none() | st.sampled_from(Verdict), words),
    Move.CLOSE: st.just(Closed()),
    Move.SUSTAIN: st.builds(SustainAnswered, st.booleans(), words),
    Move.REVIEW: st.builds(Reviewed, st.sampled_from(["2026-10", "2026-11"]), st.sampled_from(Decision)),
    Move.HAND_OVER: st.builds(HandedOver, person, st.none() | person),
    Move.UNFOLLOW: st.just(Unfollowed()),
    Move.WAKE: st.builds(Woken, st.sampled_from(Duty), st.booleans()),
}
ENDS = frozenset({Move.MERGE, Move.REDIRECT, Move.WITHDRAW})
REPORTERS_OWN = frozenset({Move.ADD_DETAILS, Move.SET_VISIBILITY, Move.ANSWER, Move.WITHDRAW})


def moves(row: Challenge) -> st.SearchStrategy[Move]:
    """The moves of the table, those that end a life early only now and then."""
    open_to = sorted(life.moves(row))
    going_on = [move for move in open_to if move not in ENDS] or open_to
    return st.sampled_from(going_on * 4 + open_to)


def actors(row: Challenge, move: Move) -> st.SearchStrategy[str | None]:
    if move in BY_THE_CLOCK:
        return st.none()
    if move in REPORTERS_OWN:
        return st.just(row.reporter)
    if move is Move.VERDICT:
        return st.sampled_from([row.reporter, *row.also_affected])
    return st.sampled_from([*PEOPLE, REPORTER])


@dataclass(frozen=True, slots=True)
class Passage:
    """One move of a walk, and the moment it was made."""

    row: Challenge
    event: Event
    now: datetime


def walk(data: st.DataObject, row: Challenge, *, team: Team, now: datetime, most: int = 25) -> Iterator[Passage]:
    """Up to `most` moves on from `row`; what is refused for its sense, like a step done twice, is passed over."""
    for _ in range(data.draw(st.integers(1, most))):
        move = data.draw(moves(row))
        now += timedelta(hours=data.draw(st.integers(0, 400)))
        change, actor = data.draw(CHANGES[move]), data.draw(actors(row, move))
        try:
            row, event = life.move(
                row, change, team=team, calendar=CALENDAR, actor=actor, platform=Platform.SLACK, now=now
            )
        except Refusal as refused:
            assert refused.why in {Why.ALREADY, Why.STEP_UNKNOWN}
            continue
        yield Passage(row, event, now)
