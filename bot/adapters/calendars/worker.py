"""Reads one calendar from its standard input and says which whole days are in it; run as a process, within limits."""

import json
import re
import resource
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

EVENTS = 5_000
OCCURRENCES = 5_000
MEMORY = 1_000_000_000
"""Bytes."""
PROCESSOR = 10
"""Seconds."""
LONGEST = 120
"""Days; what lasts longer is a school year or a mistake, not a break."""
NAME = 80

_TOO_OFTEN = re.compile(rb"FREQ\s*=\s*(?:SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
_MANY_A_DAY = re.compile(rb"BY(?:HOUR|MINUTE|SECOND)\s*=[^;:\r\n]*,", re.IGNORECASE)
"""Several times a day, which no whole day is."""
_DAILY = re.compile(rb"FREQ\s*=\s*DAILY", re.IGNORECASE)
DAILY = 100
"""Rules of so many days each are expanded within a second or two; a district has none or a few."""
_FOLD = re.compile(rb"\r?\n[ \t]")
_OPEN = re.compile(
    r"resum|return|first day|last day|back to school|begins|starts|deadline|regreso|inicio de clases"
    r"|primer d[ií]a|[uú]ltimo d[ií]a|empieza|comienza",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"no (?:school|classes|students)|clos(?:ed|ure)|holiday|\bbreak\b|recess|vacation|days? off|in-?service"
    r"|professional (?:development|learning)|teacher work ?day|work ?day|\bpd day|institute day|records? day"
    r"|thanksgiving|christmas|new year|labor day|memorial day|independence day|juneteenth|martin luther king|\bmlk\b"
    r"|presidents|veterans|columbus|indigenous|good friday|easter"
    r"|sin clases|no hay clases|feriado|festivo|vacaciones|receso|asueto|descanso|cerrad|d[ií]a libre"
    r"|capacitaci[oó]n|navidad|a[nñ]o nuevo|acci[oó]n de gracias|semana santa",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"half[- ]day|early (?:release|dismissal)|minimum day|late start|medio d[ií]a|media jornada|salida temprana",
    re.IGNORECASE,
)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    first, last = (date.fromisoformat(it) for it in sys.argv[1:3])
    json.dump(answer(sys.stdin.buffer.read(), first, last), sys.stdout)


def answer(content: bytes, first: date, last: date) -> dict[str, object]:
    flat = _FOLD.sub(b"", content)
    if _TOO_OFTEN.search(flat) or _MANY_A_DAY.search(flat):
        return {"trouble": "too_often"}
    if len(_DAILY.findall(flat)) > DAILY or flat.upper().count(b"BEGIN:VEVENT") > EVENTS:
        return {"trouble": "too_many"}
    try:
        days = list(_days(content, first, last))
    except OverflowError:
        return {"trouble": "too_many"}
    except Exception:
        return {"trouble": "broken"}
    return {"days": days} if days else {"trouble": "nothing"}


def _days(content: bytes, first: date, last: date) -> Iterator[dict[str, object]]:
    import icalendar
    import recurring_ical_events  # type: ignore[import-untyped]

    calendar = icalendar.Calendar.from_ical(content)
    seen: set[tuple[date, date, str]] = set()
    events = recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last + timedelta(days=1))
    if len(events) > OCCURRENCES:
        raise OverflowError
    for event in events:
        name = _name(str(event.get("SUMMARY", "")))
        half = bool(_HALF.search(name))
        span = _span(event, half=half)
        if not name or span is None or (*span, name) in seen or str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        seen.add((*span, name))
        yield {
            "first": span[0].isoformat(),
            "last": span[1].isoformat(),
            "kind": "half" if half else "off",
            "name": name,
            "likely": (half or bool(_OFF.search(name))) and not _OPEN.search(name),
        }


def _name(summary: str) -> str:
    """One line, without characters that turn text around or show nothing."""
    seen = (c for c in " ".join(summary.split()) if not unicodedata.category(c).startswith("C"))
    return "".join(seen)[:NAME].strip()


def _span(event: Any, *, half: bool) -> tuple[date, date] | None:
    """The days of a whole-day event, weekends alone left out; of one with a time only where it names a half day."""
    start, end = event.start, event.end
    if isinstance(start, datetime):
        return (start.date(), start.date()) if half else None
    last = max(start, end - timedelta(days=1))
    touches = any((start + timedelta(days=n)).weekday() < 5 for n in range(min((last - start).days, 6) + 1))
    return (start, last) if touches and (last - start).days <= LONGEST else None


if __name__ == "__main__":
    main()
