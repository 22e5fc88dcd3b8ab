"""The life of a challenge: the table, what follows from it, and the fold of its history."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import life
from bot.domain.changes import (
    AlsoAffected,
    Assigned,
    Change,
    Closed,
    ConversationRecorded,
    Merged,
    Noted,
    RemovalReported,
    Reported,
    StepAdded,
    StepDone,
    VerdictGiven,
    VisibilitySet,
    Waited,
    Woken,
)
from bot.domain.refusals import Refusal, Why
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.vocabulary import (
    Duty,
    Move,
    Outcome,
    Reach,
    Role,
    Status,
    Verdict,
    Visibility,
)
from tests.domain.lives import (
    ASSIGNEE,
    LEAD,
    MONDAY,
    TEACHER,
    TEAM,
    after,
    in_status,
    local_days,
    owes,
    removed,
    reported,
)
from tests.support.walks import CHANGES, REPORTER, reports, walk


def _rang(change: Change) -> bool:
    return isinstance(change, Woken) and not change.put_off


@given(st.data())
def test_somebody_always_owes_the_next_move_of_an_open_challenge(data: st.DataObject) -> None:
    start = reported(data.draw(st.sampled_from(Visibility)))
    for passage in walk(data, start, team=TEAM, now=MONDAY):
        row, owed = passage.row, passage.row.owed
        assert owed == passage.event.owed
        assert owed is not None or not row.open
        assert owed is None or owed.next_at.tzinfo is not None
        assert owed is None or owed.by or owed.role in {Role.LEAD, Role.REPORTER}
        assert owed is None or not _rang(passage.event.change) or owed.next_at > passage.now
        assert (row.closed_at is None) == row.open
        assert row.visibility is not Visibility.UNLINKED or row.reporter is None


@given(reports, st.data())
def test_the_history_alone_gives_the_row(said: Reported, data: st.DataObject) -> None:
    row, first = life.start(
        said, id="c", number=4, team=TEAM, calendar=WEEKDAYS, actor=REPORTER, platform=None, now=MONDAY
    )
    passages = list(walk(data, row, team=TEAM, now=MONDAY))
    last = passages[-1].row if passages else row
    assert life.rebuild([first, *(p.event for p in passages)], number=4, team=TEAM.id) == last


def _sample(transition: life.Transition) -> tuple[Change, str | None, dict[str, Any]]:
    """A change that takes this row of the table, who makes it, and what the challenge must be for it."""
    by_branch: dict[tuple[Move, str], tuple[Change, str | None, dict[str, Any]]] = {
        (Move.VERDICT, "sufficient"): (VerdictGiven(Verdict.SUFFICIENT), REPORTER, {}),
        (Move.VERDICT, "sufficient, from somebody else"): (
            VerdictGiven(Verdict.SUFFICIENT),
            TEACHER,
            {"also_affected": (TEACHER,)},
        ),
        (Move.VERDICT, "partly or no"): (VerdictGiven(Verdict.PARTLY), REPORTER, {}),
        (Move.CONVERSATION, "sufficient"): (ConversationRecorded(Verdict.SUFFICIENT), LEAD, {"asked": 1}),
        (Move.CONVERSATION, "partly or no"): (ConversationRecorded(Verdict.NO), LEAD, {"asked": 1}),
        (Move.CONVERSATION, "no answer"): (ConversationRecorded(None), LEAD, {"reporter": None}),
        (Move.ASSIGN, "no steps"): (Assigned(ASSIGNEE), LEAD, {"steps": ()}),
        (Move.ANSWER, "triaged"): (CHANGES[Move.ANSWER].example(), REPORTER, {"reach": Reach.INTERNAL}),
        (Move.STEP_DONE, ""): (StepDone(1), ASSIGNEE, {}),
        (Move.AFFECTS_ME, ""): (AlsoAffected(), TEACHER, {}),
        (Move.WAIT, ""): (Waited("the district"), LEAD, {}),
    }
    default: tuple[Change, str | None, dict[str, Any]] = (CHANGES[transition.move].example(), LEAD, {})
    return by_branch.get((transition.move, transition.when), default)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
@pytest.mark.parametrize("transition", life.TABLE, ids=lambda t: f"{t.move} {t.when}".strip())
def test_every_line_of_the_table_can_be_walked_from_each_of_its_statuses(transition: life.Transition) -> None:
    change, actor, needs = _sample(transition)
    for status in sorted(transition.start):
        row = replace(in_status(status), **needs)
        assert after(row, (change, actor)).status is (transition.to or status)


REFUSED = [
    (move, status)
    for move in CHANGES
    for status in Status
    if not any(t.move is move and status in t.start for t in life.TABLE)
]


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
@pytest.mark.parametrize(("move", "status"), REFUSED)
def test_a_move_that_the_table_does_not_hold_is_refused(move: Move, status: Status) -> None:
    with pytest.raises(Refusal) as refused:
        after(in_status(status), CHANGES[move].example())
    assert refused.value.why is Why.NOT_NOW
    assert refused.value.facts == {"move": move, "status": status}


def test_some_moves_are_refused_at_every_status_but_a_few() -> None:
    assert len(REFUSED) > 60
    assert (Move.CLOSE, Status.REMOVED) in REFUSED
    assert (Move.REDIRECT, Status.IN_PROGRESS) in REFUSED


def test_the_reporter_is_asked_after_five_school_days_again_at_eight_and_twelve_then_a_lead_talks_to_them() -> None:
    row = removed()
    assert row.owed and (row.owed.by, row.owed.what) == ((REPORTER,), Duty.VERDICT)
    assert local_days(row) == 7  # Monday to Monday: five school days
    rings = []
    for _ in range(3):
        row = after(row, (Woken(Duty.VERDICT), None), now=owes(row).next_at)
        rings.append((row.asked, owes(row).what, local_days(row)))
    assert rings == [(1, Duty.VERDICT, 10), (2, Duty.VERDICT, 16), (3, Duty.CONVERSATION, 23)]
    assert row.owed and row.owed.role == Role.LEAD
    assert row.status is Status.REMOVED


def test_silence_is_never_yes() -> None:
    row = after(removed(), (Woken(Duty.VERDICT), None), (Woken(Duty.VERDICT), None), (Woken(Duty.VERDICT), None))
    row = after(row, ConversationRecorded(None), Closed())
    assert row.outcome is Outcome.NO_ANSWER
    assert row.owed is None


def test_a_conversation_counts_only_after_somebody_was_asked_or_where_nobody_is_there_to_ask() -> None:
    row = removed()
    assert Move.CONVERSATION not in life.moves(row)
    with pytest.raises(Refusal) as refused:
        after(row, ConversationRecorded(Verdict.SUFFICIENT))
    assert refused.value.why is Why.NOT_NOW
    assert Move.CONVERSATION in life.moves(after(row, (Woken(Duty.VERDICT), None)))
    assert Move.CONVERSATION in life.moves(removed(Visibility.UNLINKED))


@pytest.mark.parametrize("somebody_else", [TEACHER, ASSIGNEE, LEAD])
def test_only_the_reporters_yes_confirms(somebody_else: str) -> None:
    row = after(removed(), (AlsoAffected(), somebody_else), (VerdictGiven(Verdict.SUFFICIENT), somebody_else))
    assert (row.status, row.verdict) == (Status.REMOVED, None)
    assert after(row, (VerdictGiven(Verdict.SUFFICIENT), REPORTER)).status is Status.CONFIRMED


def test_an_assignee_who_reported_it_too_confirms_as_the_reporter() -> None:
    row = after(reported(), Assigned(REPORTER), RemovalReported("x"), (VerdictGiven(Verdict.SUFFICIENT), REPORTER))
    assert after(row, Closed()).outcome is Outcome.SUFFICIENT


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.NO])
@pytest.mark.parametrize("who", [REPORTER, TEACHER])
def test_a_partly_or_a_no_from_anybody_affected_reopens(verdict: Verdict, who: str) -> None:
    row = replace(removed(), also_affected=(TEACHER,))
    row = after(row, (VerdictGiven(verdict, "Two rooms still wait"), who))
    assert (row.status, row.reopened) == (Status.IN_PROGRESS, 1)
    assert row.owed and row.owed.by == (ASSIGNEE,)


def test_a_second_removal_asks_from_the_beginning() -> None:
    row = after(removed(), (Woken(Duty.VERDICT), None), (VerdictGiven(Verdict.NO), REPORTER), RemovalReported("Again"))
    assert (row.asked, row.answers) == (0, ())
    assert local_days(row) == 7


def test_the_code_of_an_unlinked_report_gives_its_verdict() -> None:
    row = after(removed(Visibility.UNLINKED), (VerdictGiven(Verdict.SUFFICIENT), None))
    assert row.status is Status.CONFIRMED


def test_an_unlinked_report_never_has_a_reporter_or_a_link() -> None:
    row = reported(Visibility.UNLINKED)
    assert (row.reporter, row.link, row.followers) == (None, "", ())


def test_becoming_unlinked_takes_the_reporter_out_of_everything_said() -> None:
    row = after(removed(), (Noted("Mine", by_follower=True), REPORTER), (VerdictGiven(Verdict.SUFFICIENT), REPORTER))
    row, event = life.move(
        row, VisibilitySet(Visibility.UNLINKED), team=TEAM, calendar=WEEKDAYS, actor=REPORTER, platform=None, now=MONDAY
    )
    assert REPORTER not in repr((row, event))
    assert "https" not in row.link
    assert row.verdict and row.verdict.verdict is Verdict.SUFFICIENT
    assert after(row, Closed()).outcome is Outcome.SUFFICIENT


def test_who_was_unlinked_stays_so() -> None:
    row = after(reported(), (VisibilitySet(Visibility.UNLINKED), REPORTER))
    with pytest.raises(Refusal):
        after(row, (VisibilitySet(Visibility.NAMED), None))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (StepDone(2), Why.STEP_UNKNOWN),
        (StepDone(0), Why.STEP_UNKNOWN),
        (Merged("c9"), Why.INTO_ITSELF),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(change: Change, why: Why) -> None:
    row = after(reported(), StepAdded("Order a second cart"))
    with pytest.raises(Refusal) as refused:
        after(row, change)
    assert refused.value.why is why


def test_a_step_is_done_once_and_somebody_is_affected_once() -> None:
    row = after(reported(), StepAdded("a"), StepAdded("b"), StepDone(1), (AlsoAffected(), TEACHER))
    for again in (StepDone(1), (AlsoAffected(), TEACHER), (AlsoAffected(), REPORTER)):
        with pytest.raises(Refusal) as refused:
            after(row, again)
        assert refused.value.why is Why.ALREADY
