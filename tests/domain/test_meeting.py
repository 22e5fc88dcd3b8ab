"""Series and meetings: which comes next, when its agenda is posted, and whose turn each role is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.meeting import (
    Meeting,
    MeetingRole,
    Series,
    changed,
    eve,
    following,
    nth,
    preview,
    staffed,
    turns,
)
from bot.domain.recurrence import MonthlyByWeekday, Weekly
from bot.domain.school_calendar import WEEKDAYS, Break, SchoolCalendar

ZONE = "America/Chicago"
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TUESDAYS = Series("o-7", "s-1", "t-1", MonthlyByWeekday((2,), (1,)), time(15, 30), date(2026, 9, 1), NOW, minutes=40)
THURSDAYS = replace(TUESDAYS, rule=Weekly((3,)), ends=date(2026, 12, 11))
OURS = SchoolCalendar((Break(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving"),))
SLOT = datetime(2026, 12, 8, 21, 30, tzinfo=UTC)
MEETING = Meeting("o-7", "m-1", "s-1", "t-1", SLOT, SLOT, 40)


def test_the_next_meeting_is_the_first_that_is_not_over() -> None:
    assert following(TUESDAYS, ZONE, OURS, after=NOW, now=NOW) == (SLOT, SLOT)
    over = SLOT + timedelta(minutes=40)
    assert following(TUESDAYS, ZONE, OURS, after=NOW, now=over - timedelta(minutes=1)) == (SLOT, SLOT)
    later = datetime(2027, 1, 12, 21, 30, tzinfo=UTC)
    assert following(TUESDAYS, ZONE, OURS, after=NOW, now=over) == (later, later)


def test_a_meeting_on_a_day_off_keeps_its_slot_and_is_held_the_school_day_before() -> None:
    slot, at = datetime(2026, 11, 26, 21, 30, tzinfo=UTC), datetime(2026, 11, 25, 21, 30, tzinfo=UTC)
    assert following(THURSDAYS, ZONE, OURS, after=NOW, now=NOW) == (slot, at)


def test_the_preview_ends_with_the_series() -> None:
    shown = [at.date() for _, at in preview(THURSDAYS, ZONE, OURS, now=NOW, after=NOW)]
    assert shown == [date(2026, 11, 25), date(2026, 12, 3), date(2026, 12, 10)]
    assert len(preview(replace(THURSDAYS, ends=date(2026, 12, 4)), ZONE, OURS, now=NOW, after=NOW)) == 2
    assert preview(replace(THURSDAYS, ends=date(2026, 9, 2)), ZONE, OURS, now=NOW, after=NOW) == []


def test_a_calendar_closed_for_ever_ends_the_search() -> None:
    closed = SchoolCalendar((Break(date(2026, 9, 1), date(2090, 1, 1), "a typing error"),))
    assert following(THURSDAYS, ZONE, closed, after=NOW, now=NOW) is None


@pytest.mark.parametrize(
    ("at", "posted"),
    [
        (datetime(2026, 12, 8, 21, 30, tzinfo=UTC), datetime(2026, 12, 7, 14, tzinfo=UTC)),
        (datetime(2026, 11, 30, 13, 45, tzinfo=UTC), datetime(2026, 11, 25, 14, tzinfo=UTC)),
    ],
)
def test_the_agenda_is_posted_at_the_start_of_school_on_the_school_day_before(at: datetime, posted: datetime) -> None:
    assert eve(at, ZONE, OURS) == posted


people = st.lists(st.sampled_from([f"p-{n}" for n in range(7)]), max_size=7, unique=True)


@settings(max_examples=60, deadline=None)
@given(people)
def test_the_roles_go_round_everybody_in_turn(members: list[str]) -> None:
    last: str | None = None
    led = []
    for _ in members:
        (last, *_), _ = turns(members, last)
        led.append(last)
    assert sorted(filter(None, led)) == sorted(members)


@settings(max_examples=60, deadline=None)
@given(people, st.sampled_from([None, "p-3", "p-9"]))
def test_nobody_stands_in_for_themselves_and_three_people_have_three_roles(
    members: list[str], last: str | None
) -> None:
    holders, backups = turns(members, last)
    assert len({*holders}) == max(1, min(3, len(members)))
    assert not [one for one, other in zip(holders, backups, strict=True) if one is not None and one == other]
    assert backups.count(None) == (3 if len(members) < 2 else 0)


def test_whoever_left_is_replaced_by_who_stands_in() -> None:
    given = staffed(MEETING, ["p-1", "p-2", "p-3", "p-4"], None)
    assert [given.holder(role) for role in MeetingRole] == ["p-1", "p-2", "p-3"]
    assert given.backup(MeetingRole.FACILITATOR) == "p-4"
    without = staffed(given, ["p-2", "p-3", "p-4"], None)
    assert [without.holder(role) for role in MeetingRole] == ["p-4", "p-2", "p-3"]
    assert None not in without.backups
    assert staffed(given, [], None).facilitator is None


def test_whoever_holds_a_role_keeps_it_while_they_are_there() -> None:
    given = replace(MEETING, note_taker="p-9", backups=(None, "p-1", None))
    assert staffed(given, ["p-1", "p-2", "p-9"], "p-1").note_taker == "p-9"


def test_a_change_is_one_version_on() -> None:
    assert changed(MEETING, reminded=True) == replace(MEETING, reminded=True, version=2)
    assert MEETING.ends == SLOT + timedelta(minutes=40)


def test_weekdays_alone_are_a_calendar() -> None:
    assert eve(SLOT, ZONE, WEEKDAYS) == datetime(2026, 12, 7, 14, tzinfo=UTC)


def test_a_meeting_knows_which_of_its_series_it_is_whatever_became_of_the_others() -> None:
    slots = [datetime(2026, 9, 8, 20, 30, tzinfo=UTC), datetime(2026, 10, 13, 20, 30, tzinfo=UTC), SLOT]
    assert [nth(replace(MEETING, scheduled=slot), TUESDAYS, ZONE) for slot in slots] == [0, 1, 3]
