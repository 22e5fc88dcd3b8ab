"""Months, the moments that belong to them, and a team's walk through what is pending."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Asked, Assigned, Change, Noted, Redirected, Reviewed, VerdictGiven, Withdrawn, Woken
from bot.domain.event import Event
from bot.domain.heard import heard
from bot.domain.refusals import Refusal, Why
from bot.domain.review import Month, Pending, Stage, Walk, decision, in_session, settles_at, warns_at
from bot.domain.school_calendar import WEEKDAYS, Break, SchoolCalendar
from bot.domain.vocabulary import Decision, Duty, Platform, Redirect, Verdict
from tests.domain.lives import ASSIGNEE, LEAD, MONDAY, after, removed, reported
from tests.support.walks import REPORTER

ZONE = "America/Chicago"
WALK = Walk("district", "w", "leaders", 1, Month(2026, 11), MONDAY, LEAD, version=4, at="c2", seen=7)
PENDING = (Pending("c1", 1, 3), Pending("c2", 2, 7), Pending("c5", 5, 2))
WINTER = SchoolCalendar((Break(date(2026, 12, 21), date(2027, 1, 1), "Winter"),))
SUMMER = SchoolCalendar((Break(date(2026, 6, 5), date(2026, 8, 20), "Summer"),))


def test_a_moment_belongs_to_the_month_of_the_teams_own_zone() -> None:
    midnight = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    assert (Month.of(midnight, ZONE), Month.of(midnight, "UTC")) == (Month(2026, 11), Month(2026, 12))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_month_knows_its_neighbours_its_days_and_its_names(day: date) -> None:
    month = Month(day.year, day.month)
    assert month.first <= day <= month.last
    assert month.next.first - month.last == month.first - month.before.last == timedelta(days=1)
    assert (month.next.before, Month.parse(str(month)), Month.at(month.turn)) == (month, month, month)
    assert month.next.turn == month.turn + 1


@pytest.mark.parametrize(
    ("month", "calendar", "warned", "settled"),
    [
        (Month(2026, 11), WEEKDAYS, date(2026, 11, 23), date(2026, 12, 1)),
        (Month(2026, 12), WINTER, date(2026, 12, 11), date(2027, 1, 4)),
        (Month(2026, 2), WEEKDAYS, date(2026, 2, 20), date(2026, 3, 2)),
    ],
)
def test_leads_hear_five_school_days_before_the_end_and_it_is_settled_on_the_first_school_day_after(
    month: Month, calendar: SchoolCalendar, warned: date, settled: date
) -> None:
    at_eight = [datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo(ZONE)) for day in (warned, settled)]
    assert [warns_at(month, calendar, ZONE), settles_at(month, calendar, ZONE)] == at_eight


def test_a_month_without_school_is_not_in_session() -> None:
    found = [in_session(Month(2026, number), SUMMER) for number in (5, 6, 7, 8)]
    assert found == [True, True, False, True]


def test_a_walk_goes_to_the_oldest_that_was_not_skipped_and_ends_when_there_is_none() -> None:
    skipped = WALK.skip(PENDING)
    assert (skipped.at, skipped.seen, skipped.skipped, skipped.version) == ("c1", 3, ("c2",), 5)
    assert skipped.on_to(PENDING[1:]).at == "c5"
    ended = skipped.on_to(PENDING[1:2])
    assert (ended.stage, ended.at) == (Stage.DONE, "")


def test_a_walk_that_stopped_goes_on_where_it_was() -> None:
    stopped = WALK.stop()
    assert (stopped.stage, stopped.at) == (Stage.STOPPED, "c2")
    assert (stopped.on_to(PENDING[1:]).stage, stopped.on_to(PENDING[1:]).at) == (Stage.RUNNING, "c2")


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ((), Decision.KEPT),
        ((Woken(Duty.TRIAGE),), Decision.KEPT),
        ((Noted("Two were found"),), Decision.CHANGED),
        ((Assigned(ASSIGNEE), Asked("Which two?")), Decision.ASKED),
    ],
)
def test_what_was_decided_follows_from_what_was_done(made: tuple[Change, ...], found: Decision) -> None:
    events = [Event("district", "c2", seq, MONDAY, LEAD, Platform.SLACK, it, None) for seq, it in enumerate(made, 8)]
    assert decision(events) is found


@pytest.mark.parametrize("month", ["2026-10", "2026-09"])
def test_a_challenge_is_stamped_once_a_month_and_never_for_one_that_is_over(month: str) -> None:
    row = after(reported(), Reviewed("2026-10", Decision.KEPT))
    with pytest.raises(Refusal) as refused:
        after(row, Reviewed(month, Decision.CHANGED))
    again = after(row, Reviewed("2026-11", Decision.CHANGED))
    assert refused.value.why is Why.ALREADY
    assert again.reviewed is not None
    assert (again.reviewed.month, again.reviewed.by) == ("2026-11", LEAD)


def test_a_stamp_moves_no_duty() -> None:
    row = after(reported(), Assigned(ASSIGNEE), now=MONDAY - timedelta(days=9))
    assert after(row, Reviewed("2026-10", Decision.KEPT)).owed == row.owed


OCTOBER = Month(2026, 10)


def test_what_was_heard_in_a_month_counts_challenges_and_not_what_was_taken_back() -> None:
    new = reported(when=MONDAY)
    changed = [new, after(new, Redirected(Redirect.TICKET)), after(new, (Withdrawn(), REPORTER)), reported()]
    found = heard(OCTOBER, changed, [new, after(new, Assigned(ASSIGNEE))], ZONE)
    assert (found.reported, found.elsewhere, found.waiting, found.working) == (2, 1, 1, 1)


def test_what_was_done_is_what_was_removed_in_the_month_and_was_not_opened_again() -> None:
    gone = removed()
    opened = after(gone, (VerdictGiven(Verdict.NO), REPORTER))
    assert heard(OCTOBER, [gone, opened], [], ZONE).removed == (gone,)
    assert heard(OCTOBER.next, [gone], [], ZONE).removed == ()


def test_where_nothing_happened_and_nothing_is_open_there_is_nothing_to_say() -> None:
    assert not heard(OCTOBER, [reported()], [], ZONE).anything
    assert heard(OCTOBER, [], [reported()], ZONE).anything
