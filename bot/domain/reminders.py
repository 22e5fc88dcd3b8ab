"""When a person may be reminded, and of what: in their own hours on a school day, once a day, as they wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.folding import fold
from bot.domain.school_calendar import LONGEST_BREAK, SchoolCalendar

FARTHEST = timedelta(days=120)
"""So far ahead a reminder can be put off: over a long summer, and not out of everybody's mind."""


SHORTEST = timedelta(minutes=30)
"""Shorter hours would be over before a reminder has found its way."""
EVERY_DAY = (0, 1, 2, 3, 4)
"""Monday to Friday: no other day is a school day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Local times between which a person hears from the bot by itself, on these weekdays as far as there is school."""

    starts: time = time(7, 30)
    ends: time = time(16, 30)
    days: tuple[int, ...] = EVERY_DAY
    """0 is Monday."""

    def __post_init__(self) -> None:
        if _minutes(self.ends) - _minutes(self.starts) < SHORTEST / timedelta(minutes=1):
            raise ValueError("hours end some time after they start")
        if not self.days or list(self.days) != sorted({*self.days} & {*EVERY_DAY}):
            raise ValueError("hours are of some weekdays, in order")

    def on(self, day: date, calendar: SchoolCalendar) -> bool:
        return calendar.is_school_day(day) and day.weekday() in self.days

    def on_or_after(self, day: date, calendar: SchoolCalendar) -> date:
        """The first such day; the first school day where for a year there is none."""
        for ahead in range(LONGEST_BREAK):
            if self.on(day + timedelta(days=ahead), calendar):
                return day + timedelta(days=ahead)
        return calendar.on_or_after(day)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person asked of their reminders."""

    hours: Hours = Hours()
    stopped: bool = False
    """They are reminded of nothing."""
    about: Mapping[str, date | None] = field(default_factory=dict)
    """By a challenge's id, the local day from which they are reminded of it again; None: not before they say so."""

    def stops(self, subject: str) -> bool:
        return self.stopped or (subject in self.about and self.about[subject] is None)

    @property
    def some_stopped(self) -> bool:
        return self.stopped or None in self.about.values()

    def puts_off(self, subject: str, today: date) -> bool:
        until = self.about.get(subject)
        return until is not None and until > today

    def silent(self, subject: str, today: date) -> bool:
        return self.stops(subject) or self.puts_off(subject, today)

    def wishing(self, subject: str, until: date | None) -> "Wishes":
        return replace(self, about={**self.about, subject: until})

    def without(self, *subjects: str) -> "Wishes":
        return replace(self, about={id: until for id, until in self.about.items() if id not in subjects})

    def current(self, today: date) -> "Wishes":
        """Without what was put off to a day that has come."""
        return replace(self, about={id: day for id, day in self.about.items() if day is None or day > today})

    @property
    def next_day(self) -> date | None:
        """The first day to which something is put off."""
        return min((day for day in self.about.values() if day is not None), default=None)


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
    return within and local.date() != wish.last and wish.hours.on(local.date(), calendar)


def next_opening(now: datetime, wish: Reminding, time_zone: str, calendar: SchoolCalendar) -> datetime:
    """`now` where a reminder may go out at once, else the first moment when one may."""
    if open_at(now, wish, time_zone, calendar):
        return now
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    day = wish.hours.on_or_after(local.date() + timedelta(days=local.time() >= wish.hours.starts), calendar)
    if day == wish.last:  # also where the clock was set back
        day = wish.hours.on_or_after(day + timedelta(days=1), calendar)
    return datetime.combine(day, wish.hours.starts, zone).astimezone(UTC)


def put_off_to(day: date, calendar: SchoolCalendar, *, today: date) -> date | None:
    """The school day on which a reminder put off to `day` comes again; None when that is too soon or too far."""
    found = calendar.on_or_after(day)
    return found if today < found <= today + FARTHEST else None


def after_the_break(calendar: SchoolCalendar, *, today: date, named: str = "") -> date | None:
    """The first school day after the next break, or after the one that is; None when none comes before long. A day off
    by itself is no break, unless it is `named`: folded words of its name."""
    for off in calendar.coming(today):
        days = (off.first + timedelta(days=n) for n in range((off.last - off.first).days + 1))
        meant = named in fold(off.name) if named else sum(day.weekday() < 5 for day in days) > 1
        if meant and not off.half:
            return put_off_to(off.last + timedelta(days=1), calendar, today=today)
    return None
