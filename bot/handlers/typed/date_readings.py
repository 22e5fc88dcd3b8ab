"""What a phrase about a day can turn out to mean, what it is read against, and the steps from one day to another."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The phrase has two meanings, the earlier one first: offer both."""

    options: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Past:
    """The phrase names a day that is over: say so, and ask."""

    day: date


Reading = date | Ambiguous | Past | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a phrase is read against; `school_days(day, n)` is the n-th school day after `day`."""

    today: date
    day_first_too: bool
    school_days: Callable[[date, int], date]


def weekdays_after(day: date, count: int) -> date:
    """The count-th Monday-to-Friday day after `day`: school days where no calendar is known."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def real_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def months_on(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
