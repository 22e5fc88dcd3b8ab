"""When a person may be reminded: within their own hours, on a school day, and once a day at most."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.school_calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class Hours:
    """Local times between which a person hears from the bot by itself."""

    starts: time = time(7, 30)
    ends: time = time(16, 30)

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError("hours end after they start")


@dataclass(frozen=True, slots=True)
class Reminding:
    """When one person may be reminded."""

    hours: Hours = Hours()
    last: date | None = None
    """The local day of the last one."""


def open_at(now: datetime, wish: Reminding, time_zone: str, calendar: SchoolCalendar) -> bool:
    """Whether a reminder may go out now: asked again when it really does, however long it waited."""
    local = now.astimezone(ZoneInfo(time_zone))
    within = wish.hours.starts <= local.time() < wish.hours.ends
    return within and local.date() != wish.last and calendar.is_school_day(local.date())


def next_opening(now: datetime, wish: Reminding, time_zone: str, calendar: SchoolCalendar) -> datetime:
    """`now` where a reminder may go out at once, else the first moment when one may."""
    if open_at(now, wish, time_zone, calendar):
        return now
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    day = calendar.on_or_after(local.date() + timedelta(days=local.time() >= wish.hours.starts))
    if day == wish.last:  # also where the clock was set back
        day = calendar.add(day, 1)
    return datetime.combine(day, wish.hours.starts, zone).astimezone(UTC)
