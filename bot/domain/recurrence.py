"""When a series meets: rules as data, and the moments they name on the clock on the wall.

A rule speaks of local time. An hour that the clocks leave out in spring is as long after midnight as it says, so that
2:30 is then shown as 3:30; of an hour that comes twice in autumn, the first is meant (RFC 5545, section 3.3.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

from bot.domain.local_day import local_day
from bot.domain.school_calendar import SchoolCalendar

LAST = -1
MOST_EVERY = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weekly:
    """On these weekdays (0: Monday) of each week, or of every so many weeks."""

    weekdays: tuple[int, ...]
    every: int = 1
    kind: Literal["weekly"] = "weekly"

    def __post_init__(self) -> None:
        _check(self.weekdays, range(7))
        _check((self.every,), range(1, MOST_EVERY + 1))


@dataclass(frozen=True, slots=True)
class MonthlyByWeekday:
    """On the n-th such weekdays of each month, or of every so many months; n from 1 to 5, or LAST."""

    nths: tuple[int, ...]
    weekdays: tuple[int, ...]
    every: int = 1
    kind: Literal["by_weekday"] = "by_weekday"

    def __post_init__(self) -> None:
        _check(self.nths, (LAST, *range(1, 6)))
        _check(self.weekdays, range(7))
        _check((self.every,), range(1, MOST_EVERY + 1))


@dataclass(frozen=True, slots=True)
class MonthlyByDay:
    """On these days of each month, or of every so many months; from 1 to 31, or LAST."""

    days: tuple[int, ...]
    every: int = 1
    kind: Literal["by_day"] = "by_day"

    def __post_init__(self) -> None:
        _check(self.days, (LAST, *range(1, 32)))
        _check((self.every,), range(1, MOST_EVERY + 1))


@dataclass(frozen=True, slots=True)
class MonthlyBySchoolDay:
    """On the first or the last school day of each month. Its slots are the month's first or last day, which stay
    what they are when the calendar changes."""

    last: bool
    kind: Literal["by_school_day"] = "by_school_day"


Rule = Weekly | MonthlyByWeekday | MonthlyByDay | MonthlyBySchoolDay


def _check(values: tuple[int, ...], allowed: range | tuple[int, ...]) -> None:
    if not values or list(values) != sorted(set(values)) or not set(values) <= set(allowed):
        raise ValueError("a rule that names nothing, or nothing there is")


def moment(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a time on the wall; of an hour that autumn repeats, the first."""
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def days(rule: Rule, starts: date, *, since: date | None = None) -> Iterator[date]:
    """The days the rule names from `starts` on, in order; those before `since` are left out without counting them up.

    "Every other" counts from the first day the rule names, so that a series begins with the next such day.
    """
    first = next(_named(rule, starts, 1), None)
    if first is None:
        return
    every, begin = getattr(rule, "every", 1), max(first, since or first)
    if isinstance(rule, Weekly):
        monday = first - timedelta(days=first.weekday())
        jump = monday + timedelta(weeks=(begin - monday).days // 7 // every * every)
    else:
        months = (begin.year - first.year) * 12 + begin.month - first.month
        jump = _months_on(first.replace(day=1), months // every * every)
    yield from (day for day in _named(rule, jump, every) if day >= begin)


def slots(
    rule: Rule, at: time, zone: str, *, starts: date, ends: date | None = None, after: datetime | None = None
) -> Iterator[datetime]:
    """The UTC moments later than `after` that the rule names, `ends` included."""
    since = local_day(after, zone) - _DAY if after else None
    named = takewhile(lambda day: ends is None or day <= ends, days(rule, starts, since=since))
    found = (moment(day, at, zone) for day in named)
    return (slot for slot in found if after is None or slot > after)


def held_on(rule: Rule, slot: date, *, starts: date, calendar: SchoolCalendar) -> date | None:
    """The school day on which the meeting of `slot` is really held; None when it falls out.

    Without school that day it moves to the school day before. It falls out when that is the day of the meeting before
    or earlier (in a long break only the first one is moved), before the start, or in another month than the month's
    own first or last school day.
    """
    if isinstance(rule, MonthlyBySchoolDay):
        day = calendar.on_or_before(slot) if rule.last else calendar.on_or_after(slot)
        return day if (day.year, day.month) == (slot.year, slot.month) else None
    day = calendar.on_or_before(slot)
    if day == slot:
        return day
    earlier = takewhile(lambda it: it < slot, days(rule, starts, since=slot - _reach(rule)))
    return day if day > max(earlier, default=starts - _DAY) else None


def leaves_out_months(rule: Rule) -> bool:
    """Some months have no such day: a fifth Friday, a 30th."""
    match rule:
        case MonthlyByWeekday(nths):
            return set(nths) == {5}
        case MonthlyByDay(named):
            return all(day > 28 for day in named)
        case _:
            return False


def _reach(rule: Rule) -> timedelta:
    """Longer than from any day of the rule to the next, where that matters for `held_on`."""
    every = getattr(rule, "every", 1)
    return timedelta(days=7 * every) if isinstance(rule, Weekly) else timedelta(days=100 * every)


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _named(rule: Rule, begin: date, every: int) -> Iterator[date]:
    from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

    start = datetime.combine(begin, time())
    match rule:
        case Weekly(weekdays):
            found = rrule(WEEKLY, start, every, MO, byweekday=weekdays)
        case MonthlyByWeekday(nths, weekdays):
            found = rrule(MONTHLY, start, every, byweekday=[weekday(day, nth) for nth in nths for day in weekdays])
        case MonthlyByDay(named):
            found = rrule(MONTHLY, start, every, bymonthday=named)
        case MonthlyBySchoolDay(last):
            found = rrule(MONTHLY, start, every, bymonthday=LAST if last else 1)
        case _:
            assert_never(rule)
    return (one.date() for one in found)
