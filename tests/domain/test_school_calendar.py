"""Which days are school days, and what a clock in school days makes of weekends, breaks and half days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.school_calendar import LONGEST_BREAK, WEEKDAYS, Break, SchoolCalendar

THANKSGIVING = Break(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving")
SHORT_FRIDAY = Break(date(2026, 12, 4), date(2026, 12, 4), "Conferences", half=True)
WINTER = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
OURS = SchoolCalendar((THANKSGIVING, SHORT_FRIDAY, WINTER))

days = st.dates(date(2026, 11, 1), date(2027, 2, 1))
breaks = st.builds(
    lambda first, length, half: Break(first, first + timedelta(days=length), "off", half=half),
    days,
    st.integers(0, 20),
    st.booleans(),
)
calendars = st.lists(breaks, max_size=5).map(lambda found: SchoolCalendar(tuple(sorted(found))))


def by_hand(calendar: SchoolCalendar, day: date) -> bool:
    off = any(it.first <= day <= it.last and not it.half for it in calendar.breaks)
    return day.isoweekday() not in (6, 7) and not off


@given(calendars, days)
def test_a_school_day_is_a_weekday_outside_every_break(calendar: SchoolCalendar, day: date) -> None:
    assert calendar.is_school_day(day) == by_hand(calendar, day)


@given(calendars, days, st.integers(0, 15))
def test_counting_there_and_back_is_the_same(calendar: SchoolCalendar, day: date, count: int) -> None:
    start = calendar.on_or_after(day)
    end = calendar.add(day, count)
    assert calendar.is_school_day(end)
    assert calendar.between(start, end) == count
    assert calendar.before(end, count) == start


@given(calendars, days, st.integers(1, 15))
def test_the_nth_school_day_after_any_day_has_as_many_school_days_behind_it(
    calendar: SchoolCalendar, day: date, count: int
) -> None:
    assert calendar.between(day, calendar.nth_after(day, count)) == count


def test_a_break_is_named_and_a_half_day_is_a_school_day() -> None:
    assert OURS.break_on(date(2026, 11, 27)) == THANKSGIVING
    assert OURS.break_on(date(2026, 11, 30)) is None
    assert OURS.is_school_day(date(2026, 12, 4))
    assert OURS.half_day_on(date(2026, 12, 4)) == SHORT_FRIDAY
    assert OURS.half_day_on(date(2026, 12, 22)) is None


def test_the_nearest_school_days_around_a_break() -> None:
    assert OURS.on_or_before(date(2026, 12, 28)) == date(2026, 12, 18)
    assert OURS.on_or_after(date(2026, 12, 28)) == date(2027, 1, 4)
    assert OURS.before(date(2027, 1, 5), 2) == date(2026, 12, 18)


@pytest.mark.parametrize("count", [0, -1])
def test_between_a_day_and_one_not_after_it_there_are_none(count: int) -> None:
    assert OURS.between(date(2026, 11, 23), date(2026, 11, 23) + timedelta(days=count)) == 0


def test_a_clock_over_thanksgiving_waits_for_the_school_to_open() -> None:
    monday = datetime(2026, 11, 23, 20, tzinfo=UTC)
    chicago = "America/Chicago"
    assert OURS.ring(monday, 3, chicago) == datetime(2026, 11, 30, 14, tzinfo=UTC)
    assert WEEKDAYS.ring(monday, 3, chicago) == datetime(2026, 11, 26, 14, tzinfo=UTC)
    assert OURS.ring(monday, 0, chicago) == monday


def test_a_clock_that_would_ring_in_a_break_rings_when_there_is_school_again() -> None:
    friday = datetime(2026, 11, 27, 14, tzinfo=UTC)
    monday = datetime(2026, 11, 30, 14, tzinfo=UTC)
    assert OURS.opening(friday, "America/Chicago") == monday
    assert OURS.opening(monday, "America/Chicago") == monday
    late_on_wednesday = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)  # it is still Wednesday in Chicago
    assert OURS.opening(late_on_wednesday, "America/Chicago") == late_on_wednesday


def test_breaks_that_are_over_do_not_come() -> None:
    assert list(OURS.coming(date(2026, 11, 27))) == [THANKSGIVING, SHORT_FRIDAY, WINTER]
    assert list(OURS.coming(date(2026, 12, 5))) == [WINTER]


def test_a_calendar_closed_for_ever_still_gives_a_day() -> None:
    closed = SchoolCalendar((Break(date(2026, 1, 1), date(2090, 1, 1), "a typing error"),))
    assert closed.on_or_after(date(2026, 3, 2)) == date(2026, 3, 2) + timedelta(days=LONGEST_BREAK)


def test_breaks_must_come_in_order() -> None:
    with pytest.raises(ValueError, match="order"):
        SchoolCalendar((WINTER, THANKSGIVING))
