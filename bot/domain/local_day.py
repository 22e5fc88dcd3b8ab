"""A moment is stored in UTC; what day it is depends on where somebody is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_day(at: datetime, time_zone: str) -> date:
    """The day of an aware moment in a zone, like "America/Chicago"."""
    return at.astimezone(ZoneInfo(time_zone)).date()
