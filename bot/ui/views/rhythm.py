"""A rule in words, made from the rule alone: what was typed is never repeated as if it had been understood."""

from typing import assert_never

from bot.domain.meeting import Series
from bot.domain.recurrence import LAST, MonthlyByDay, MonthlyBySchoolDay, MonthlyByWeekday, Rule, Weekly
from bot.ui.words import Words

_WEEKDAYS = (0, 1, 2, 3, 4)


def rule_in_words(rule: Rule, w: Words) -> str:
    """ "on the second Tuesday of each month"."""
    match rule:
        case Weekly(days, every):
            named = w.listed([w.weekday(day) for day in days])
            if every == 1:
                return w("every weekday") if days == _WEEKDAYS else w("every {days}", days=named)
            return w("every {count} weeks on {days}", count=every, days=named)
        case MonthlyByWeekday(nths, days, every):
            turns = w.listed([_nth(nth, w) for nth in _last_at_the_end(nths)])
            named = w.listed([w.weekday(day) for day in days])
            if every == 1:
                return w("on the {turns} {days} of each month", turns=turns, days=named)
            return w("every {count} months on the {turns} {days}", count=every, turns=turns, days=named)
        case MonthlyByDay(numbers, every):
            named = w.listed(
                [w("the last day") if day == LAST else w("day {day}", day=day) for day in _last_at_the_end(numbers)]
            )
            if every == 1:
                return w("on {days} of each month", days=named)
            return w("every {count} months on {days}", count=every, days=named)
        case MonthlyBySchoolDay(last):
            if last:
                return w("on the last school day of each month")
            return w("on the first school day of each month")
        case _:
            assert_never(rule)


def series_in_words(series: Series, w: Words) -> str:
    """ "on the second Tuesday of each month at 3:30 PM for 45 minutes"."""
    said = w(
        "{rule} at {time} for {minutes} minutes",
        rule=rule_in_words(series.rule, w),
        time=w.clock(series.time),
        minutes=series.minutes,
    )
    return w("{rhythm} until {day}", rhythm=said, day=w.day(series.ends)) if series.ends else said


def short_series(series: Series, w: Words) -> str:
    """For a button: which of several."""
    return w("{rule}, {time}", rule=rule_in_words(series.rule, w), time=w.clock(series.time))


def _last_at_the_end(numbers: tuple[int, ...]) -> list[int]:
    return sorted(numbers, key=lambda it: (it == LAST, it))


def _nth(nth: int, w: Words) -> str:
    return {1: w("first"), 2: w("second"), 3: w("third"), 4: w("fourth"), 5: w("fifth"), LAST: w("last")}[nth]
