"""A meeting's rhythm as people type it: "every 2nd Tuesday at 3:30pm", "el último día de clases del mes a las 8".

What is understood is shown back in words that are made from the rule; what is not is asked for, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.folding import fold
from bot.domain.meeting import MOST_MINUTES
from bot.domain.recurrence import LAST, MOST_EVERY, MonthlyByDay, MonthlyBySchoolDay, MonthlyByWeekday, Rule, Weekly
from bot.handlers.typed.dates import read_day
from bot.handlers.typed.series_words import AT, BARE, RANGE, surely_a_time, time_of, tokens

WEEKDAYS = (0, 1, 2, 3, 4)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was understood; None is what was not said. `unread` names what was said and not understood."""

    rule: Rule | None = None
    at: time | None = None
    minutes: int | None = None
    starts: date | None = None
    ends: date | None = None
    otherwise: Rule | None = None
    """The other meaning the words may have."""
    unread: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return self.rule is not None and self.at is not None and not self.unread


_FROM = r"from|starting(?: on| from)?|beginning(?: on)?|starts(?: on)?|desde|a partir de|empezando|comenzando"
_TO = r"until|till|through|ending(?: on)?|ends(?: on)?|hasta"
_FOR = r"for|durante|por"
_NEXT = rf"(?=\s(?:{_FROM}|{_TO}|{_FOR}|at|a las?|@|every|each|cada|on the)\s|$)"
_STARTS = re.compile(rf"(?<!\S)(?:{_FROM})\s(.+?){_NEXT}")
_ENDS = re.compile(rf"(?<!\S)(?:{_TO})\s(.+?){_NEXT}")
_LENGTH = re.compile(
    rf"(?<!\S)(?:{_FOR})\s(?:(?P<n>\d{{1,3}})\s?(?P<unit>m|mins?|minutes?|minutos?|h|hrs?|hours?|horas?)"
    r"|(?P<said>half an hour|an hour and a half|an hour|media hora|hora y media|una hora y media|una hora))(?!\S)"
)
_LENGTHS = {"half an hour": 30, "media hora": 30, "an hour": 60, "una hora": 60}


def read(text: str, *, today: date, language: str) -> Rhythm:
    """All of the line, or as much of it as has one meaning."""
    said = " ".join(fold(text[:LONGEST]).replace(",", " ").replace(";", " ").split()).strip(" .!")
    unread: list[str] = []
    minutes, said = _length(said)
    at, until, said = split_clock(said)
    minutes = minutes or until
    starts, said = _day(_STARTS, said, (today,), language, unread, "starts")
    # an end before the start is understood as well: what is wrong with it is said by whoever shows it back
    ends, said = _day(_ENDS, said, (starts or today, today), language, unread, "ends")
    rule, otherwise = read_rule(said)
    if rule is None and said:
        unread.append("rule")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        minutes, unread = None, [*unread, "minutes"]
    return Rhythm(rule, at, minutes, starts, ends, otherwise, tuple(unread))


def read_time(text: str) -> time | None:
    """A time of day by itself; here a bare hour will do."""
    found = BARE.fullmatch(" ".join(fold(text).split()).removeprefix("a las ").removeprefix("a la "))
    return time_of(found, "a") if found else None


def read_rule(said: str) -> tuple[Rule | None, Rule | None]:
    """(the rule, the other meaning it may have) of folded words without time and dates."""
    found = tokens(said)
    if found is None:
        return None, None
    line = " ".join(found)
    for shape, make in _SHAPES:
        if fits := shape.fullmatch(line):
            try:
                return make(fits)
            except ValueError:
                return None, None
    return None, None


def _length(said: str) -> tuple[int | None, str]:
    found = _LENGTH.search(said)
    if found is None:
        return None, said
    rest = _cut(said, found)
    if found["said"]:
        return _LENGTHS.get(found["said"], 90), rest
    return int(found["n"]) * (60 if found["unit"].startswith("h") else 1), rest


def split_clock(said: str) -> tuple[time | None, int | None, str]:
    """(the time, the minutes where an end was said as well, the rest) of folded words."""
    if (both := RANGE.search(said)) and (both["am"] or both["ahalf"] or both["bm"] or both["bhalf"]):
        first, last = time_of(both, "a"), time_of(both, "b")
        if first and last:
            day = date(2000, 1, 1)
            length = datetime.combine(day, last) - datetime.combine(day, first)
            return first, int(length.total_seconds()) // 60, _cut(said, both)
    if found := AT.search(said):
        return time_of(found, "a"), None, _cut(said, found)
    found = next((one for one in BARE.finditer(said) if surely_a_time(one)), None)
    return (time_of(found, "a"), None, _cut(said, found)) if found else (None, None, said)


def _day(
    shape: re.Pattern[str], said: str, todays: tuple[date, ...], language: str, unread: list[str], name: str
) -> tuple[date | None, str]:
    """The day as read from the first of `todays` that gives it one meaning, and the rest of the words."""
    found = shape.search(said)
    if found is None:
        return None, said
    read = (read_day(found[1], today=today, language=language) for today in todays)
    day = next((one for one in read if isinstance(one, date)), None)
    if day is None:
        unread.append(name)
    return day, _cut(said, found)


def _cut(said: str, found: re.Match[str]) -> str:
    return " ".join(f"{said[: found.start()]} {said[found.end() :]}".split())


# --- Shapes of tokens ------------------------------------------------------------------------------------------------

_W = r"(?P<w>W\d(?: W\d)*)"
_N = r"(?P<n>(?:#\d|L)(?: (?:#\d|L))*)"
_D = r"(?P<d>(?:(?:day )?[#=]\d+|L day)(?: (?:(?:day )?[#=]\d+|L day))*)"
_OTHER = r"(?P<o>O|=\d+)"
_MONTH = r"(?: (?:E )?month)?"
_MONTHS = rf"E {_OTHER} month"
_Made = tuple[Rule, Rule | None]


def _numbers(text: str | None, mark: str = "") -> tuple[int, ...]:
    found = re.findall(r"[W#=](\d+)|(L)", text or "")
    return tuple(sorted({LAST if last else int(number) for number, last in found}))


def _every(found: re.Match[str]) -> int:
    said = found.groupdict().get("o")
    every = 1 if said is None else 2 if said == "O" else int(said[1:])
    if not 1 <= every <= MOST_EVERY:
        raise ValueError("not that seldom")
    return every


def _weekly(found: re.Match[str]) -> _Made:
    return Weekly(_numbers(found["w"]), _every(found)), None


def _fortnightly(found: re.Match[str]) -> _Made:
    return Weekly(_numbers(found["w"]), 2), None


def _each_weekday(_: re.Match[str]) -> _Made:
    return Weekly(WEEKDAYS), None


def _nth_weekday(found: re.Match[str]) -> _Made:
    return MonthlyByWeekday(_numbers(found["n"]), _numbers(found["w"]), _every(found)), None


def _second_weekday(found: re.Match[str]) -> _Made:
    """ "Every second Tuesday" is the second of the month to some, and every other to others."""
    weekdays = _numbers(found["w"])
    return MonthlyByWeekday((2,), weekdays), Weekly(weekdays, 2)


def _day_of_month(found: re.Match[str]) -> _Made:
    return MonthlyByDay(_numbers(found["d"].replace("L day", "L")), _every(found)), None


def _school_day(found: re.Match[str]) -> _Made:
    return MonthlyBySchoolDay(found["which"] == "L"), None


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Made]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"(?:E )?(?:weekday|schoolday)|daily|E days?", _each_weekday),
        (rf"E #2 {_W}", _second_weekday),
        (rf"(?:E |weekly |E week )?{_W}(?: weekly| E week)?", _weekly),
        (rf"(?:E )?{_OTHER} {_W}", _weekly),
        (rf"(?:E )?{_OTHER} week {_W}", _weekly),
        (rf"{_W} (?:E )?{_OTHER}(?: week)?", _weekly),
        (rf"biweekly {_W}", _fortnightly),
        (rf"{_W} biweekly", _fortnightly),
        (rf"(?:E |monthly |E month )?{_N} {_W}(?: monthly)?{_MONTH}", _nth_weekday),
        (rf"{_MONTHS} {_N} {_W}", _nth_weekday),
        (rf"{_N} {_W} {_MONTHS}", _nth_weekday),
        (rf"(?:monthly|E month) {_D}", _day_of_month),
        (rf"(?:E )?{_D} (?:monthly|(?:E )?month)", _day_of_month),
        (r"(?:E )?(?P<d>(?:day )?[#=](?:[6-9]|[12]\d|3[01])(?: (?:day )?[#=]\d+)*|day [#=]\d+|L day)", _day_of_month),
        (rf"{_MONTHS} {_D}", _day_of_month),
        (rf"{_D} {_MONTHS}", _day_of_month),
        (rf"(?:E |monthly |E month )?(?P<which>#1|L) schoolday{_MONTH}", _school_day),
    )
)
