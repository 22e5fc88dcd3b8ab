"""Who owes what by when: clocks that go on, restart, wait for school, and are handed over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import life
from bot.domain.changes import (
    Assigned,
    Closed,
    DetailsAdded,
    HandedOver,
    Noted,
    RemovalReported,
    StepAdded,
    StepDone,
    SustainAnswered,
    Triaged,
    VerdictGiven,
    Woken,
)
from bot.domain.refusals import Refusal
from bot.domain.school_calendar import WEEKDAYS, Break, SchoolCalendar
from bot.domain.team import Clocks
from bot.domain.vocabulary import (
    Driver,
    Duty,
    Level,
    Nature,
    Reach,
    Role,
    Status,
    Verdict,
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
from tests.support.walks import REPORTER


def test_a_clock_goes_on_running_when_nothing_was_done_about_its_duty() -> None:
    row = reported()
    assert row.owed
    later = after(row, (Noted("Any news?"), TEACHER), (DetailsAdded(idea="A second cart"), REPORTER))
    assert later.owed and later.owed.next_at == row.owed.next_at


def test_the_assignees_own_note_restarts_their_clock_and_others_do_not() -> None:
    row = after(reported(), Assigned(ASSIGNEE), now=MONDAY - timedelta(days=14))
    assert row.owed
    by_teacher, by_assignee = (after(row, (Noted("Ordered"), who)) for who in (TEACHER, ASSIGNEE))
    assert by_teacher.owed and by_teacher.owed.next_at == row.owed.next_at
    assert by_assignee.owed and by_assignee.owed.next_at > row.owed.next_at


def test_what_is_owed_is_late_since_it_was_first_due_until_its_owner_moves() -> None:
    row = after(reported(), Assigned(ASSIGNEE), now=MONDAY - timedelta(days=14))
    assert row.late_since is None
    reminded = after(row, Woken(Duty.PLAN), Woken(Duty.PLAN), (Noted("Any news?"), TEACHER))
    assert reminded.late_since == owes(row).next_at
    assert after(reminded, Woken(Duty.PLAN, put_off=True)).late_since == owes(row).next_at
    assert after(reminded, (Noted("Ordered"), ASSIGNEE)).late_since is None
    assert after(reminded, StepAdded("Order chargers")).late_since is None


def test_nobody_is_late_with_an_answer_to_the_bots_own_question() -> None:
    assert after(removed(), Woken(Duty.VERDICT), Woken(Duty.VERDICT)).late_since is None


def test_a_sustained_removal_is_asked_about_once_sixty_days_later() -> None:
    row = after(removed(), (VerdictGiven(Verdict.SUFFICIENT), REPORTER), Closed())
    assert row.owed and row.owed.what is Duty.SUSTAIN
    assert 60 <= local_days(row) <= 64
    asked = after(row, (Woken(Duty.SUSTAIN), None))
    assert asked.owed is None
    answered = after(asked, (SustainAnswered(False, recurrence="c10"), REPORTER))
    assert (answered.sustained, answered.owed) == (False, None)
    with pytest.raises(Refusal):
        after(answered, (SustainAnswered(True), REPORTER))


def test_every_clock_counts_the_districts_own_school_days() -> None:
    week_off = SchoolCalendar((Break(MONDAY.date(), MONDAY.date() + timedelta(days=4), "Fall break"),))
    triaged = Triaged("Time", Reach.INTERNAL, Nature.TECHNICAL, Driver.LEADERSHIP, Level.SCHOOL)
    row = late = reported()
    for change in (triaged, Assigned(ASSIGNEE), RemovalReported("Signed out by name now")):
        row, _ = life.move(row, change, team=TEAM, calendar=WEEKDAYS, actor=LEAD, platform=None, now=MONDAY)
        late, _ = life.move(late, change, team=TEAM, calendar=week_off, actor=LEAD, platform=None, now=MONDAY)
        assert owes(late).next_at - owes(row).next_at == timedelta(days=7)


def test_a_clock_set_before_its_day_was_taken_off_waits_for_the_next_school_day_and_counts_no_question() -> None:
    row = removed()
    off = SchoolCalendar((Break(owes(row).next_at.date(), owes(row).next_at.date(), "Snow day"),))
    change = Woken(Duty.VERDICT, put_off=True)
    waiting, event = life.move(row, change, team=TEAM, calendar=off, actor=None, platform=None, now=owes(row).next_at)
    assert (waiting.asked, owes(waiting).what, owes(waiting).by) == (0, Duty.VERDICT, (REPORTER,))
    assert owes(waiting).next_at - owes(row).next_at == timedelta(days=1)
    assert event.owed == waiting.owed


@pytest.mark.parametrize("status", [Status.REPORTED, Status.TRIAGED, Status.PLANNING, Status.IN_PROGRESS])
def test_a_clock_of_no_days_rings_once_and_then_not_before_the_next_school_day(status: Status) -> None:
    hasty = replace(TEAM, clocks=Clocks(triage=0, assign=0, plan=0, progress=0))
    row, _ = life.move(
        in_status(status), Woken(Duty.PROGRESS), team=hasty, calendar=WEEKDAYS, actor=None, platform=None, now=MONDAY
    )
    again, _ = life.move(
        row, Woken(owes(row).what), team=hasty, calendar=WEEKDAYS, actor=None, platform=None, now=MONDAY
    )
    assert owes(again).next_at > MONDAY


def test_what_somebody_had_to_do_is_handed_over_and_their_clock_goes_on() -> None:
    row = after(reported(), Assigned(ASSIGNEE, ASSIGNEE), StepAdded("Order carts", ASSIGNEE), StepAdded("Ask", TEACHER))
    row = after(row, (StepDone(1), ASSIGNEE), StepAdded("Label them", ASSIGNEE))
    handed = after(row, (HandedOver(ASSIGNEE, LEAD), None), now=MONDAY + timedelta(days=2))
    assert (handed.assignee, handed.decision_maker) == (LEAD, None)
    assert [step.owner for step in handed.steps] == [ASSIGNEE, TEACHER, LEAD]  # what is done stays theirs
    assert (owes(handed).by, owes(handed).next_at) == ((LEAD,), owes(row).next_at)


def test_with_nobody_to_hand_it_to_it_is_to_be_assigned_anew() -> None:
    row = after(reported(), Assigned(ASSIGNEE), (HandedOver(ASSIGNEE, None), None))
    assert (row.status, row.assignee) == (Status.PLANNING, None)
    assert (owes(row).role, owes(row).what) == (Role.LEAD, Duty.ASSIGN)


def test_it_is_to_be_assigned_anew_also_when_it_comes_back_only_later() -> None:
    row = after(removed(), (HandedOver(ASSIGNEE, None), None), (Woken(Duty.VERDICT), None))
    row = after(row, (VerdictGiven(Verdict.NO), REPORTER))
    assert (row.status, owes(row).role, owes(row).what) == (Status.IN_PROGRESS, Role.LEAD, Duty.ASSIGN)


def test_a_step_that_nobody_is_left_for_stays_without_an_owner() -> None:
    row = after(reported(), Assigned(ASSIGNEE), StepAdded("Ask", TEACHER), (HandedOver(TEACHER, None), None))
    assert (row.status, row.assignee, row.steps[0].owner) == (Status.IN_PROGRESS, ASSIGNEE, None)
