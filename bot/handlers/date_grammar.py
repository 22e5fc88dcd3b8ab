"""A small grammar for days: every shape of tokens that has one meaning, or two that can be offered; nothing else."""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.handlers.date_words import MONTHS, TIME, WEEKDAYS

# A day of the year that passed so short a time ago is more likely a slip than a date of next year.
JUST_PASSED = timedelta(days=60)
# "next friday" said this close to a Friday means either of two.
NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The phrase has two meanings, the earlier first: offer both."""

    options: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Past:
    """The phrase names a day that is over: say so, and ask."""

    day: date


type_of_answer = date | Ambiguous | Past | None
Reading = date | Ambiguous | Past | None
SchoolDays = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a phrase is read against; `school_days(day, n)` is the n-th school day after `day`."""

    today: date
    day_first_too: bool
    school_days: SchoolDays


def weekdays_on(day: date, count: int) -> date:
    """The count-th Monday-to-Friday day after `day`, for when no calendar is known."""
    weeks, rest = divmod(count, 5)
    day += timedelta(weeks=weeks)
    if day.weekday() > 4 and not rest and count:
        return day - timedelta(days=day.weekday() - 4)
    for _ in range(rest):
        day += timedelta(days=max(1, 7 - day.weekday()) if day.weekday() >= 4 else 1)
    return day
