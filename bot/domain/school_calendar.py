"""Clocks in school days; for now every Monday to Friday is one."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

START_OF_SCHOOL = time(8, 0)
"""A clock that runs out on a school day rings at this local hour."""


def is_school_day(day: date) -> bool:
    return day.weekday() < 5


def add_school_days(day: date, count: int) -> date:
    """The school day `count` school days after `day`; with 0, `day` itself or the next school day."""
    while not is_school_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_school_day(day):
            day += timedelta(days=1)
    return day


def ring(after: datetime, school_days: int, time_zone: str) -> datetime:
    """The aware UTC-comparable moment a clock of `school_days` started at `after` runs out, in the team's zone.

    With 0 days it rings at once: that is how a demo asks the reporter without a wait.
    """
    if school_days == 0:
        return after
    zone = ZoneInfo(time_zone)
    day = add_school_days(after.astimezone(zone).date(), school_days)
    return datetime.combine(day, START_OF_SCHOOL, zone)
