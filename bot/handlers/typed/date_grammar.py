"""A small grammar for days: the shapes that have one meaning, or two that can both be offered; nothing else."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bot.handlers.typed.date_readings import (
    Ambiguous,
    Moment,
    Past,
    Reading,
    month_end,
    months_on,
    real_date,
    weekdays_after,
)
from bot.handlers.typed.date_words import MONTHS, TIME, WEEKDAYS

# A day of the year that passed so short a time ago is more likely a slip than a date of next year.
JUST_PASSED = timedelta(days=60)
# "Next friday", said this close to a Friday, may mean either of two.
NEAR_DAYS = 3
WEEK = timedelta(weeks=1)


def read_tokens(tokens: str, moment: Moment) -> Reading:
    """The day that the tokens (see `date_words.tokens`) name; None when they fit no shape."""
    if tokens in ("eod", f"{TIME} eod"):
        return moment.today
    timeless = " ".join(token for token in tokens.split() if token not in (TIME, "eod"))
    timeless = re.sub(rf"\b({_WD}) next$", r"next \1", re.sub(r"\b(week|month) next\b", r"next \1", timeless))
    for shape, read in _SHAPES:
        if found := shape.fullmatch(timeless):
            return read(found, moment)
    return None


def _choice(days: Iterable[date], moment: Moment) -> Reading:
    """The one day that is still to come, or both; when all are over, the latest."""
    every = sorted(set(days))
    ahead = [day for day in every if day >= moment.today]
    match ahead:
        case [day]:
            return day
        case [first, second]:
            return Ambiguous((first, second))
        case _:
            return Past(every[-1]) if every and not ahead else None


def _relative(found: re.Match[str], moment: Moment) -> Reading:
    days = {"today": 0, "tomorrow": 1, "overmorrow": 2, "next week": 7, "fortnight": 14, "yesterday": -1}
    day = moment.today + timedelta(days=days[found[0]])
    return _choice([day], moment)


def _weekday(found: re.Match[str], moment: Moment) -> Reading:
    ahead = (WEEKDAYS.index(found["wd"]) - moment.today.weekday()) % 7
    first = moment.today + timedelta(days=ahead)
    match found["which"]:
        case "next" if ahead == 0:
            return first + WEEK
        case "next" if ahead <= NEAR_DAYS:
            return Ambiguous((first, first + WEEK))
        case None | "this" if ahead == 0:
            return Ambiguous((first, first + WEEK))
    return first


def _weekday_past(found: re.Match[str], moment: Moment) -> Reading:
    back = (moment.today.weekday() - WEEKDAYS.index(found["wd"]) - 1) % 7 + 1
    return Past(moment.today - timedelta(days=back))


def _weekday_of_week(found: re.Match[str], moment: Moment) -> Reading:
    """A week begins on Sunday for some and on Monday for others; where that matters, both days are offered."""
    wd = WEEKDAYS.index(found["wd"])
    monday = moment.today - timedelta(days=moment.today.weekday())
    sunday = moment.today - timedelta(days=(moment.today.weekday() + 1) % 7)
    later = WEEK if found["which"] == "next" else timedelta()
    return _choice((monday + timedelta(days=wd) + later, sunday + timedelta(days=(wd + 1) % 7) + later), moment)


def _week_end(found: re.Match[str], moment: Moment) -> Reading:
    friday = moment.today + timedelta(days=(4 - moment.today.weekday()) % 7)
    if found["which"] != "next":
        return friday
    return Ambiguous((friday, friday + WEEK)) if moment.today.weekday() > 4 else friday + WEEK


def _end_of_month(found: re.Match[str], moment: Moment) -> Reading:
    return month_end(months_on(moment.today, 1 if found["which"] == "next" else 0))


def _end_of_named_month(found: re.Match[str], moment: Moment) -> Reading:
    month = MONTHS.index(found["month"]) + 1
    year = moment.today.year + (month < moment.today.month)
    return month_end(date(year, month, 1))


def _next_month(_: re.Match[str], moment: Moment) -> Reading:
    return months_on(moment.today, 1)


def _span(found: re.Match[str], moment: Moment) -> Reading:
    start = read_tokens(found["start"], moment) if found["start"] else moment.today
    if not isinstance(start, date):
        return None
    count = int(found["count"] or 1)
    match found["unit"]:
        case "day":
            return start + timedelta(days=count)
        case "week":
            return start + timedelta(weeks=count)
        case "month":
            return months_on(start, count)
        case "workday":
            return weekdays_after(start, count)
    return moment.school_days(start, count)


def _month_day(found: re.Match[str], moment: Moment) -> Reading:
    return _readings(((MONTHS.index(found["month"]) + 1, int(found["day"])),), found, moment)


def _mid_month(found: re.Match[str], moment: Moment) -> Reading:
    return _upcoming(MONTHS.index(found["month"]) + 1, 15, moment)


def _figures(found: re.Match[str], moment: Moment) -> Reading:
    first, second = int(found["first"]), int(found["second"])
    return _readings(((first, second), (second, first))[: 1 + moment.day_first_too], found, moment)


def _iso(found: re.Match[str], moment: Moment) -> Reading:
    return _readings(((int(found["first"]), int(found["second"])),), found, moment)


def _readings(pairs: Iterable[tuple[int, int]], found: re.Match[str], moment: Moment) -> Reading:
    """The days that (month, day) pairs mean, with the year and weekday of the phrase where it has them."""
    year = found["year"]
    days = []
    for month, day in pairs:
        if year:
            days.append(real_date(int(year) + 2000 * (len(year) == 2), month, day))
        else:
            reading = _upcoming(month, day, moment)
            days.append(reading.day if isinstance(reading, Past) else reading)
    wanted = found["wd"]
    return _choice((d for d in days if d and (not wanted or WEEKDAYS[d.weekday()] == wanted)), moment)


def _upcoming(month: int, day: int, moment: Moment) -> date | Past | None:
    this_year = real_date(moment.today.year, month, day)
    if this_year and this_year >= moment.today:
        return this_year
    if this_year and moment.today - this_year <= JUST_PASSED:
        return Past(this_year)
    before = real_date(moment.today.year - 1, month, day)
    if before and moment.today - before <= JUST_PASSED:
        return Past(before)
    return real_date(moment.today.year + 1, month, day)


def _day_of_month(found: re.Match[str], moment: Moment) -> Reading:
    first = moment.today.replace(day=1)
    months = [months_on(first, ahead) for ahead in range(3)]
    days = [real_date(month.year, month.month, int(found["day"])) for month in months]
    nearest = next((day for day in days if day and day >= moment.today), None)
    return nearest if nearest and found["wd"] in (None, WEEKDAYS[nearest.weekday()]) else None


def _nth_weekday(found: re.Match[str], moment: Moment) -> Reading:
    wd, named = WEEKDAYS.index(found["wd"]), found["month"]
    first = moment.today.replace(day=1)
    match found["which"]:
        case "next":
            months = [months_on(first, 1)]
        case "this":
            months = [first]
        case _:
            months = [months_on(first, ahead) for ahead in range(13 if named else 3)]
    if named:
        months = [month for month in months if MONTHS[month.month - 1] == named]
    days = [day for month in months if (day := _nth(month, wd, found["nth"]))]
    return next((day for day in days if day >= moment.today), Past(days[-1]) if days else None)


def _nth(month: date, wd: int, nth: str) -> date | None:
    if nth in ("last", "final"):
        end = month_end(month)
        return end - timedelta(days=(end.weekday() - wd) % 7)
    return real_date(month.year, month.month, 1 + (wd - month.weekday()) % 7 + 7 * (int(nth[-1]) - 1))


_WD, _MONTH, _DAY, _YEAR = "|".join(WEEKDAYS), "|".join(MONTHS), r"(?:#|nth)?(?P<day>\d{1,2})", r"(?: (?P<year>\d{4}))?"
_OF_WEEK = rf"(?P<wd>{_WD})"
_MAYBE_WD, _OF_MONTH = rf"(?:{_OF_WEEK} )?", rf"(?P<month>{_MONTH})"
_THIS_NEXT = "(?:(?P<which>this|next) )"
_NTH = "(?:#|nth)[1-5]"
_UNIT = r"(?P<unit>day|week|month|schoolday|workday)"
_Shape = Callable[[re.Match[str], Moment], Reading]
_SHAPES: tuple[tuple[re.Pattern[str], _Shape], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"today|tomorrow|overmorrow|next week|fortnight|yesterday", _relative),
        (rf"{_THIS_NEXT}?{_OF_WEEK}", _weekday),
        (rf"last {_OF_WEEK}", _weekday_past),
        (rf"{_OF_WEEK} last", _weekday_past),
        (rf"{_OF_WEEK} {_THIS_NEXT}week", _weekday_of_week),
        (rf"{_THIS_NEXT}week {_OF_WEEK}", _weekday_of_week),
        (rf"end {_THIS_NEXT}?week", _week_end),
        (rf"end {_THIS_NEXT}?month", _end_of_month),
        (rf"end {_OF_MONTH}", _end_of_named_month),
        (rf"mid {_OF_MONTH}", _mid_month),
        (r"next month", _next_month),
        (rf"(?:in )?(?P<count>\d{{1,3}}) {_UNIT}(?: from (?P<start>[^~]+))?", _span),
        (rf"(?P<count>){_UNIT} from (?P<start>.+)", _span),
        (rf"{_MAYBE_WD}{_OF_MONTH} {_DAY}{_YEAR}", _month_day),
        (rf"{_MAYBE_WD}{_DAY} {_OF_MONTH}{_YEAR}", _month_day),
        (rf"{_MAYBE_WD}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d{{2}}))?", _figures),
        (rf"{_MAYBE_WD}(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})-(?P<year>\d{{4}})", _figures),
        (rf"{_MAYBE_WD}(?P<year>\d{{4}})-(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})", _iso),
        (rf"{_MAYBE_WD}#(?P<day>\d{{1,2}})", _day_of_month),
        (rf"{_OF_WEEK} {_DAY}", _day_of_month),
        (rf"(?P<nth>{_NTH}|last|final) {_OF_WEEK}(?: {_THIS_NEXT}?(?:month|(?P<month>{_MONTH})))", _nth_weekday),
        (rf"(?P<nth>{_NTH}) {_OF_WEEK}(?P<which>)(?P<month>)", _nth_weekday),
    )
)
