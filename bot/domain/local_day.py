"""Days: what day a moment is depends on where somebody is, and a form or button carries one as 2026-12-01."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_day(at: datetime, time_zone: str) -> date:
    """The day of an aware moment in a zone, like "America/Chicago"."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def read_iso(text: str) -> date | None:
    """The day that 2026-12-01 names; None for anything else, since whoever sends a form may send what they like."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
