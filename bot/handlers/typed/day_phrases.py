"""School days as people type them: "no school Dec 22 to Jan 2", "medio día el viernes: reuniones"."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.known_days import DayKind, Days
from bot.handlers.typed.dates import Ambiguous, Past, Reading, read_day

LONGEST = timedelta(days=120)
"""A longer break is a slip; a summer is 80 days."""
NAME = 80

_HEADS: tuple[tuple[re.Pattern[str], DayKind], ...] = tuple(
    (re.compile(rf"(?:{pattern})\b\s*:?\s*"), kind)
    for pattern, kind in (
        (
            r"(?:there is |there will be )?no (?:school|class(?:es)?)|school(?: is)? closed|closed|days? off"
            r"|(?:no (?:hay|habra|tenemos) |sin )(?:clases?|escuela)|escuela cerrada|cerrado|dias? libres?",
            DayKind.OFF,
        ),
        (
            r"half[- ]days?|early (?:release|dismissal)|medios? dias?|media jornada|salida temprana",
            DayKind.HALF,
        ),
        (r"(?:there is )?school(?: after all)?|(?:si )?hay (?:clases?|escuela)|clases", DayKind.SCHOOL),
    )
)
_BEGIN = re.compile(r"^(?:(?:on|for|from|el|los|la|las|de|del|desde|para)\s+)+")
_BETWEEN = re.compile(r"(?:between|entre)\s+(.+?)\s+(?:and|y)\s+(.+)")
_TO = re.compile(r"\s*(?:\s(?:to|through|thru|until|till|hasta|al?)\s|\s[-–—]\s|[–—])\s*")
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_FIGURES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")
_AND = re.compile(r"\s*(?:&|\band\b|\by\b)\s*")
_COMMA = re.compile(r"\s*[,;]\s*(?:(?:and|y)\s+)?|\s*(?:&|\band\b|\by\b)\s*")
_BARE = re.compile(r"(?:the |el )?(\d{1,2})(?:st|nd|rd|th)?")
_NAMED = re.compile(r"(?P<days>.+?)\s*(?::\s+|\()(?P<name>[^()]+)\)?")


@dataclass(frozen=True, slots=True)
class Said:
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """The one day of the line has two meanings; `lines` say the same with one of them each."""

    options: tuple[date, date]
    lines: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unread:
    """`phrase` is what was not understood; `past` is the day it names when that is over."""

    phrase: str
    past: date | None = None


def head(words: str) -> tuple[DayKind, str] | None:
    """What a line says of its days, and the rest of it; None when it says nothing of school days."""
    plain = _plain(words)
    for pattern, kind in _HEADS:
        if found := pattern.match(plain):
            return kind, words[found.end() :]
    return None


def read(words: str, *, today: date, language: str) -> Said | Either | Unread:
    """All days of the line, or what has to be asked; nothing is guessed."""
    words = " ".join(unicodedata.normalize("NFC", words).split())
    said = head(words)
    if said is None:
        return Unread(words)
    kind, rest = said
    named = _NAMED.fullmatch(rest)
    phrase, name = (named["days"], named["name"].strip()[:NAME]) if named else (rest, "")
    text = _plain(phrase).strip(" .!")
    reader = _Reader(today, language)
    spans: Sequence[tuple[date, date]] | Unread = Unread(phrase)
    for parts in _partings(text):
        spans = reader.spans(parts)
        if not isinstance(spans, Unread) or spans.past:
            break
        if reader.either:
            lines = [_line(kind, day, name) for day in reader.either]
            return Either(reader.either, (lines[0], lines[1]))
    if isinstance(spans, Unread):
        return Unread(phrase or words, spans.past)
    return Said(tuple(Days(first, last, kind, name) for first, last in spans))


def _line(kind: DayKind, day: date, name: str) -> str:
    """The same said so that it has one meaning."""
    said = {DayKind.OFF: "no school", DayKind.HALF: "half day", DayKind.SCHOOL: "school"}[kind]
    return f"{said} {day}" + (f": {name}" if name else "")


def _partings(text: str) -> list[list[str]]:
    """The ways to take a list of days apart, the likeliest first. A comma may also stand within a date."""
    bare = _BEGIN.sub("", text)
    joined = _AND.search(bare) and not _BETWEEN.fullmatch(bare)
    whole = [_AND.split(bare)] if joined else [[bare]]
    return [[_BEGIN.sub("", part) for part in parts if part] for parts in (*whole, _COMMA.split(bare))]


class _Reader:
    """Reads the days of one line, each against the one before it."""

    def __init__(self, today: date, language: str) -> None:
        self._today, self._language = today, language
        self.either: tuple[date, date] | None = None

    def spans(self, parts: Sequence[str]) -> Sequence[tuple[date, date]] | Unread:
        ends = [_ends(part) for part in parts]
        phrases = [phrase for pair in ends for phrase in pair]
        days: list[date] = []
        for index, phrase in enumerate(phrases):
            read = self._day(phrase, days[-1] if days else None, phrases[index + 1 :])
            if not isinstance(read, date):
                self.either = read.options if isinstance(read, Ambiguous) and len(phrases) == 1 else None
                return Unread(phrase, read.day if isinstance(read, Past) else None)
            days.append(read)
        taken = iter(days)
        found = [(first, next(taken) if len(pair) == 2 else first) for pair in ends for first in [next(taken)]]
        wrong = any(last < first or last - first > LONGEST for first, last in found)
        return Unread(" ".join(parts)) if wrong or not found else found

    def _day(self, phrase: str, before: date | None, following: Sequence[str]) -> Reading:
        bare = _BARE.fullmatch(phrase)
        if bare and before:
            return _in_month(before, int(bare[1]), lambda day: day > before)
        if bare and following and not _BARE.fullmatch(following[0]):
            after = self._day(following[0], None, ())
            return _in_month(after, int(bare[1]), lambda day: day < after) if isinstance(after, date) else after
        read = read_day(phrase, today=self._today, language=self._language)
        if before and not (isinstance(read, date) and read >= before):
            return read_day(phrase, today=before, language=self._language)
        return read


def _ends(part: str) -> tuple[str, ...]:
    """The two ends of "Dec 22 to Jan 2", or the one day."""
    between = _BETWEEN.fullmatch(part)
    ends = list(between.groups()) if between else [it for it in _TO.split(part) if it]
    if len(ends) == 1 and not _FIGURES.search(part):
        ends = _HYPHEN.split(part)
    return tuple(ends) if len(ends) == 2 else (part,)


def _in_month(other: date, day: int, fits: Callable[[date], bool]) -> date | None:
    try:
        found = other.replace(day=day)
    except ValueError:
        return None
    return found if fits(found) else None


def _plain(words: str) -> str:
    """In lower case and without accents, each letter in its place."""
    return "".join(unicodedata.normalize("NFKD", letter)[0] for letter in words.lower())
