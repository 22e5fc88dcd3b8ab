"""The monthly review: a team's walk through its open challenges, the stamps it gives, and when a month counts."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.event import Event
from bot.domain.local_day import local_day
from bot.domain.school_calendar import START_OF_SCHOOL, SchoolCalendar
from bot.domain.vocabulary import Decision, Move

WARNING = 5
"""School days before a month's end at which the leads hear what has no stamp yet. What is reported later than that
is looked at in the next month's review."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, at: datetime, time_zone: str) -> "Month":
        """The month of a moment, where the team is."""
        day = local_day(at, time_zone)
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        year, number = text.split("-")
        return cls(int(year), int(number))

    @classmethod
    def at(cls, turn: int) -> "Month":
        """The reverse of `turn`."""
        return cls((turn - 1) // 12, (turn - 1) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def turn(self) -> int:
        """Counts up from month to month."""
        return self.year * 12 + self.number

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def next(self) -> "Month":
        day = self.last + timedelta(days=1)
        return Month(day.year, day.month)

    @property
    def before(self) -> "Month":
        day = self.first - timedelta(days=1)
        return Month(day.year, day.month)

    def ends(self, time_zone: str) -> datetime:
        """The first moment that is not in it any more."""
        return datetime.combine(self.next.first, time.min, ZoneInfo(time_zone))


@dataclass(frozen=True, slots=True)
class Stamp:
    """`challenge` was looked at in a month's review."""

    challenge: str
    at: datetime
    by: str | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class Tally:
    """How a month stands: of `rows` challenges that need its stamp, `stamped` have it."""

    month: Month
    rows: int
    stamped: int

    @property
    def reviewed(self) -> bool:
        return self.stamped == self.rows


@dataclass(frozen=True, slots=True)
class Pending:
    """An open challenge without the month's stamp, as it is now."""

    id: str
    number: int
    version: int


class Stage(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Walk:
    """A team going through what has no stamp of the month yet, one at a time, by one card on all its channels.

    Where it stands belongs to the team and to nobody in it: whoever is there goes on with it.
    """

    org: str
    id: str
    team: str
    turn: int
    """Counts up within the team: the last one is the one that goes on."""
    month: Month
    started_at: datetime
    started_by: str
    version: int = 1
    stage: Stage = Stage.RUNNING
    at: str = ""
    """Id of the challenge in front of the team; "" once it is done."""
    seen: int = 0
    """That challenge's version when it came up: what happened to it since happened in the review."""
    skipped: tuple[str, ...] = ()

    def on_to(self, pending: Sequence[Pending]) -> "Walk":
        """In front of the first of `pending` that was not skipped; done where there is none."""
        found = next((one for one in pending if one.id not in self.skipped), None)
        if found is None:
            return replace(self, version=self.version + 1, stage=Stage.DONE, at="", seen=0)
        return replace(self, version=self.version + 1, stage=Stage.RUNNING, at=found.id, seen=found.version)

    def skip(self, pending: Sequence[Pending]) -> "Walk":
        return replace(self, skipped=(*self.skipped, self.at)).on_to(pending)

    def stop(self) -> "Walk":
        return replace(self, version=self.version + 1, stage=Stage.STOPPED)


def decision(since: Iterable[Event]) -> Decision:
    """What was decided about a challenge, by what people did to it while it was in front of the team."""
    made = {event.change.kind for event in since} - {Move.WAKE, Move.REVIEW}
    if Move.ASK in made:
        return Decision.ASKED
    return Decision.CHANGED if made - {Move.AFFECTS_ME} else Decision.KEPT


def warns_at(month: Month, calendar: SchoolCalendar, time_zone: str) -> datetime:
    """When the leads hear what is missing: five school days before the month's end, as school starts."""
    return datetime.combine(calendar.before(month.last, WARNING), START_OF_SCHOOL, ZoneInfo(time_zone))


def settles_at(month: Month, calendar: SchoolCalendar, time_zone: str) -> datetime:
    """When it is written down whether the month was reviewed: the first school day after it, as school starts."""
    return datetime.combine(calendar.on_or_after(month.next.first), START_OF_SCHOOL, ZoneInfo(time_zone))


def in_session(month: Month, calendar: SchoolCalendar) -> bool:
    """Whether there is school at all; a month without it is neither reviewed nor missed."""
    return calendar.on_or_after(month.first) <= month.last
