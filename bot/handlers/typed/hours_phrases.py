"""Hours of the day, as people say them: "7:30 to 15:30", "from 8 to 4", "de 7:30 a 15:30"."""

import re
from datetime import time

from bot.domain.folding import fold
from bot.handlers.typed.series_words import RANGE, clock, time_of

_ONE = re.compile(clock("a"))


def read_hours(words: str) -> tuple[time, time] | None:
    """Two times of one day, in order; None for anything else."""
    found = RANGE.fullmatch(fold(words).strip(" .!"))
    if found is None:
        return None
    starts, ends = _early(found), time_of(found, "b")
    return (starts, ends) if starts and ends and starts < ends else None


def read_time(words: str, *, early: bool) -> time | None:
    """`early`: it is when a day begins, so that a bare 6 is in the morning."""
    found = _ONE.fullmatch(fold(words).strip(" ."))
    if found is None:
        return None
    return _early(found) if early else time_of(found, "a")


def _early(found: re.Match[str]) -> time | None:
    """School meets in the afternoon where nothing else is said, and begins in the morning."""
    at = time_of(found, "a")
    bare = at and at.hour > 12 and not (found["ahalf"] or found["apart"]) and int(found["ah"] or 12) < 12
    return at.replace(hour=at.hour - 12) if at and bare else at
