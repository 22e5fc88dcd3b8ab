"""Understand a day typed in English or Spanish: our own grammar first, then dateparser under guards, else ask."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.handlers.typed.date_grammar import read_tokens
from bot.handlers.typed.date_readings import Ambiguous, Moment, Past, Reading, weekdays_after
from bot.handlers.typed.date_words import TONGUES, UNITS, WEEKDAYS, beyond, plain, tokens

__all__ = ["Ambiguous", "Past", "Reading", "read_day", "says_a_day", "trailing_day"]

FARTHEST = timedelta(days=400)
LONGEST_PHRASE = 60
# For who writes the day first, it would be the 24th of July.
_NEVER_A_DAY = frozenset({"24/7"})
_INTRODUCTION = re.compile(
    r"(?<!\S)(?:due\s+(?:by|before|on)|due|by|before|until|para\s+antes\s+del?|para|antes\s+del?|hasta)(?=\s+\S)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?<!\S)(?:in|within|en|dentro\s+de)(?=\s+\S)", re.IGNORECASE)
_AMOUNT = re.compile(rf"\d{{1,3}} (?:{'|'.join(UNITS)})")


def read_day(
    phrase: str, *, today: date, language: str, school_days: Callable[[date, int], date] | None = None
) -> Reading:
    """The day that the whole phrase names, or None: then ask. A day is never before today nor over 400 days ahead.

    `language` is "en" or "es"; the other one is tried when the phrase has a word unknown to it. Without `school_days`
    (the n-th school day after a day), Monday to Friday count.
    """
    text = plain(phrase) if len(phrase) <= LONGEST_PHRASE else ""
    if not text or text in _NEVER_A_DAY:
        return None
    spoken = _spoken(text, language)
    if spoken:
        name, read = spoken
        moment = Moment(today, "es" in (name, language), school_days or weekdays_after)
        return _within_reach(read_tokens(read, moment), today)
    for name in _order(language):
        if beyond(text, TONGUES[name]):
            return _within_reach(_ask_dateparser(text, name, today), today)
    return None


def trailing_day(
    words: str, *, today: date, language: str, school_days: Callable[[date, int], date] | None = None
) -> tuple[str, Reading, str]:
    """Split "Order chargers by Dec 1" into ("Order chargers", that day, "by Dec 1"); else the words stay whole.

    The phrase begins with the last by, before, due, until, para, antes de or hasta, or is "in 2 weeks". An amount
    ("Cut the wait by 3 days", "Comida para 2 semanas") is no day.
    """
    introduced = list(_INTRODUCTION.finditer(words))[-1:]
    if introduced and _is_amount(words[introduced[0].end() :], language):
        introduced = []
    for match in (*introduced, *list(_SPAN.finditer(words))[-1:]):
        phrase = words[match.start() :].strip()
        day = read_day(phrase, today=today, language=language, school_days=school_days)
        if day is not None:
            return words[: match.start()].rstrip(" \t\n,;:-–—"), day, phrase
    return words, None, ""


def says_a_day(phrase: str) -> bool:
    """Whether the phrase holds nothing but words for days, English or Spanish; which day, is not asked."""
    text = plain(phrase) if len(phrase) <= LONGEST_PHRASE else ""
    return bool(text) and _spoken(text, "en") is not None


def _order(language: str) -> tuple[str, str]:
    return ("es", "en") if language == "es" else ("en", "es")


def _spoken(text: str, language: str) -> tuple[str, str] | None:
    """The tongue that knows every word of the text, the person's own first, and the text's tokens."""
    for name in _order(language):
        read = tokens(text, TONGUES[name])
        if read is not None:
            return name, read
    return None


def _is_amount(rest: str, language: str) -> bool:
    spoken = _spoken(plain(rest), language) if len(rest) <= LONGEST_PHRASE else None
    return spoken is not None and _AMOUNT.fullmatch(spoken[1]) is not None


def _within_reach(reading: Reading, today: date) -> Reading:
    match reading:
        case Ambiguous(options=(_, latest)) if latest - today > FARTHEST:
            return None
        case date() if reading - today > FARTHEST:
            return None
    return reading


def _ask_dateparser(text: str, language: str, today: date) -> date | None:
    """What the library makes of words that only it knows. It is slow to import, and few phrases come here."""
    import dateparser

    found = dateparser.parse(
        text,
        languages=[language],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "MDY",
            "STRICT_PARSING": True,
        },
    )
    if found is None or found.date() < today:
        return None
    read = tokens(text, TONGUES[language]) or ""
    weekdays = [token for token in read.split() if token in WEEKDAYS]
    return found.date() if all(WEEKDAYS[found.weekday()] == token for token in weekdays) else None
