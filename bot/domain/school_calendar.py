"""The days there is school, and clocks in school days."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

START_OF_SCHOOL = time(8, 0)
"""A clock that runs out on a school day rings at this local hour."""

LONGEST_BREAK = 400
"""Days. A calendar that is closed for longer is a mistake, and a clock does not wait for its end."""


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """Days without school in a row, the last one included; or half days, on which there is school."""

    first: date
    last: date
    name: str
    """What the district calls it, e.g. Thanksgiving."""
    half: bool = False


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """An organization's own days off; every other Monday to Friday is a school day."""

    breaks: tuple[Break, ...] = ()
    """In order of their first day; they may overlap."""

    def __post_init__(self) -> None:
        if list(self.breaks) != sorted(self.breaks):
            raise ValueError("breaks out of order")

    def break_on(self, day: date) -> Break | None:
        """The days off that `day` is in; where several are, the one that began last."""
        return next((it for it in self._around(day) if not it.half), None)

    def half_day_on(self, day: date) -> Break | None:
        return next((it for it in self._around(day) if it.half), None)

    def is_school_day(self, day: date) -> bool:
        return day.weekday() < 5 and self.break_on(day) is None

    def on_or_after(self, day: date) -> date:
        return self._nearest(day, timedelta(days=1))

    def on_or_before(self, day: date) -> date:
        return self._nearest(day, -timedelta(days=1))

    def add(self, day: date, count: int) -> date:
        """The school day `count` school days after `day`; with 0, `day` itself or the next school day."""
        day = self.on_or_after(day)
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def nth_after(self, day: date, count: int) -> date:
        """The `count`-th school day after `day`, as people count who say "in 3 school days" on a Saturday."""
        return self.add(day, count - (not self.is_school_day(day)))

    def before(self, day: date, count: int) -> date:
        """The school day `count` school days before `day`; with 0, `day` itself or the school day before it."""
        day = self.on_or_before(day)
        for _ in range(count):
            day = self.on_or_before(day - timedelta(days=1))
        return day

    def between(self, first: date, last: date) -> int:
        """How many school days there are after `first`, up to and with `last`; never less than 0."""
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.is_school_day(day) for day in days)

    def ring(self, after: datetime, school_days: int, time_zone: str) -> datetime:
        """The aware moment a clock of `school_days` started at `after` runs out, in the team's zone.

        With 0 days it rings at once: that is how a demo asks the reporter without a wait.
        """
        if school_days == 0:
            return after
        zone = ZoneInfo(time_zone)
        day = self.add(after.astimezone(zone).date(), school_days)
        return datetime.combine(day, START_OF_SCHOOL, zone)

    def opening(self, at: datetime, time_zone: str) -> datetime:
        """`at` itself; where it falls into a break, the start of the next school day in the team's zone."""
        zone = ZoneInfo(time_zone)
        day = at.astimezone(zone).date()
        return datetime.combine(self.on_or_after(day), START_OF_SCHOOL, zone) if self.break_on(day) else at

    def coming(self, today: date) -> Iterator[Break]:
        """Breaks and half days that are not over yet."""
        return (it for it in self.breaks if it.last >= today)

    def _around(self, day: date) -> Iterator[Break]:
        """Every entry that `day` is in, the one that began last first."""
        end = bisect_right(self.breaks, day, key=lambda it: it.first)
        return (it for it in reversed(self.breaks[:end]) if it.last >= day)

    def _nearest(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_BREAK):
            if self.is_school_day(day):
                return day
            day += step
        return day


WEEKDAYS = SchoolCalendar()
"""What holds until a district has told its own days: every Monday to Friday."""
