"""Until when, as people say it: "tomorrow", "next week", "after the break", "la próxima semana", or any day."""

import re
from datetime import date, timedelta

from bot.domain.folding import fold
from bot.domain.reminders import after_the_break
from bot.domain.school_calendar import SchoolCalendar
from bot.handlers.typed.dates import Reading, read_day, says_a_day

_UNTIL = r"(?:until |till |hasta |para )?"
_NEXT_WEEK = re.compile(
    rf"{_UNTIL}(?:next week|(?:la )?(?:proxima semana|semana (?:proxima|siguiente|que (?:viene|entra))))"
)
_BREAK = r"(?:break|holidays?|vacations?|vacaciones|receso|descanso|puente)"
_AFTER = re.compile(
    rf"{_UNTIL}(?:after|despues del?|tras) (?:the |las? |los? |el )?(?P<before>(?:\S+ ){{0,3}}?){_BREAK}"
    r"(?: del?)?(?P<behind>(?: \S+){0,3}?)"
)


def says_when(words: str) -> bool:
    """Whether the words name a time and nothing else; which one, is not asked."""
    said = _plain(words)
    return bool(_NEXT_WEEK.fullmatch(said) or _AFTER.fullmatch(said)) or says_a_day(words)


def read(words: str, *, today: date, language: str, calendar: SchoolCalendar) -> Reading:
    """The day that the words name, before it is moved to a school day; next week begins on its Monday."""
    said = _plain(words)
    if _NEXT_WEEK.fullmatch(said):
        return next_week(today)
    if found := _AFTER.fullmatch(said):
        named = f"{found['before']} {found['behind']}".strip()
        return after_the_break(calendar, today=today, named=named)
    return read_day(words, today=today, language=language, school_days=calendar.nth_after)


def next_week(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _plain(words: str) -> str:
    return fold(words).strip(" .!¡,;:")
