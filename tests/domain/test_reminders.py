from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reminders import Hours, Reminding, next_opening, open_at
from bot.domain.school_calendar import Break, SchoolCalendar

ZONE = "America/Detroit"
CALENDAR = SchoolCalendar((Break(date(2026, 11, 25), date(2026, 11, 27), "Thanksgiving"),))
USUAL = Reminding()

FIRST, LAST = datetime(2026, 9, 1), datetime(2027, 6, 1)  # noqa: DTZ001 - the zone comes beside them
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
zones = st.sampled_from(["America/Detroit", "America/Los_Angeles", "Pacific/Honolulu", "Asia/Kolkata", "UTC"])
hours = st.tuples(st.times(time(0), time(11)), st.times(time(12), time(23, 59))).map(lambda both: Hours(*both))
wishes = st.builds(Reminding, hours, st.none() | st.dates(date(2026, 9, 1), date(2027, 6, 1)))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-19T09:00", "2026-11-19T09:00"),
        ("2026-11-19T07:29", "2026-11-19T07:30"),
        ("2026-11-19T16:30", "2026-11-20T07:30"),
        ("2026-11-20T18:00", "2026-11-23T07:30"),  # a Friday evening
        ("2026-11-24T16:31", "2026-11-30T07:30"),  # before the break
        ("2026-10-30T17:00", "2026-11-02T07:30"),  # summer time ends on the Sunday between
    ],
)
def test_a_reminder_waits_for_the_persons_hours_on_a_school_day(now: str, opens: str) -> None:
    assert next_opening(local(now), USUAL, ZONE, CALENDAR) == local(opens)


def test_a_second_reminder_waits_for_the_next_school_day() -> None:
    told = Reminding(last=date(2026, 11, 19))
    assert next_opening(local("2026-11-19T09:00"), told, ZONE, CALENDAR) == local("2026-11-20T07:30")
    assert next_opening(local("2026-11-19T06:00"), told, ZONE, CALENDAR) == local("2026-11-20T07:30")


def test_a_clock_that_was_set_back_brings_no_second_reminder() -> None:
    told = Reminding(last=date(2026, 11, 20))
    assert next_opening(local("2026-11-19T17:00"), told, ZONE, CALENDAR) == local("2026-11-23T07:30")


def test_hours_end_after_they_start() -> None:
    with pytest.raises(ValueError, match="after"):
        Hours(time(16), time(8))


@settings(max_examples=60, deadline=None)
@given(moments, wishes, zones)
def test_what_is_named_is_open_and_nothing_before_it_is(now: datetime, wish: Reminding, zone: str) -> None:
    found = next_opening(now, wish, zone, CALENDAR)
    assert found >= now
    assert open_at(found, wish, zone, CALENDAR)
    earlier = (now + timedelta(minutes=20 * step) for step in range(int((found - now) / timedelta(minutes=20))))
    assert not any(open_at(moment, wish, zone, CALENDAR) for moment in earlier if moment < found)
