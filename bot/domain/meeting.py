"""A team's meetings: the series they come from, one meeting with its roles, and what changes about either."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from bot.domain.local_day import local_day
from bot.domain.recurrence import Rule, held_on, moment, slots
from bot.domain.school_calendar import START_OF_SCHOOL, SchoolCalendar

SOON = timedelta(minutes=30)
"""Before the meeting, the agenda is brought to mind again."""
USUAL_MINUTES = 45
MOST_MINUTES = 480
MOST_SERIES = 6
"""Series of one team at once: as many as can be shown, each with what may be done about it."""
LOOK_AHEAD = 500
"""Slots of a rule. Whoever has so many in a row without school has no calendar but a mistake."""


class MeetingRole(StrEnum):
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    TIMEKEEPER = "timekeeper"


class MeetingState(StrEnum):
    PLANNED = "planned"
    POSTED = "posted"
    """Its agenda is there, and is redrawn when what it shows changes."""
    OVER = "over"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Series:
    """A team's meetings by one rule, on the wall clock of the team's own time zone."""

    org: str
    id: str
    team: str
    rule: Rule
    time: time
    starts: date
    made_at: datetime
    ends: date | None = None
    """The last day on which one may be."""
    minutes: int = USUAL_MINUTES
    places: tuple[str, ...] = ()
    """Ids of the team's places its agendas go to; none means all of them."""
    cancelled: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Meeting:
    """`scheduled` is the slot of the rule and with the series its unique key; `at` is when it really is. Both UTC."""

    org: str
    id: str
    series: str
    team: str
    scheduled: datetime
    at: datetime
    minutes: int
    state: MeetingState = MeetingState.PLANNED
    facilitator: str | None = None
    note_taker: str | None = None
    timekeeper: str | None = None
    backups: tuple[str | None, ...] = (None, None, None)
    """Who stands in, in the order of MeetingRole."""
    moved_by: str | None = None
    """Who moved or posted it by hand; what moved by the calendar has nobody here."""
    skipped_by: str | None = None
    kept: bool = False
    """Its agenda was posted before the rhythm was changed: neither the new one nor the calendar moves it."""
    posts: int = 0
    """How often its agenda was posted anew; redraws go to the last one."""
    reminded: bool = False
    edits: int = 0
    """Changes that people made, or the calendar: whoever acts on an older picture reads what was changed first."""
    version: int = 1

    @property
    def live(self) -> bool:
        """It is still to come, or under way."""
        return self.state in {MeetingState.PLANNED, MeetingState.POSTED}

    @property
    def stays(self) -> bool:
        """People have seen it or decided about it: another rhythm changes it no more."""
        return self.state is not MeetingState.PLANNED or bool(self.posts) or self.moved_by is not None

    @property
    def ends(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)

    def holder(self, role: MeetingRole) -> str | None:
        return {
            MeetingRole.FACILITATOR: self.facilitator,
            MeetingRole.NOTE_TAKER: self.note_taker,
            MeetingRole.TIMEKEEPER: self.timekeeper,
        }[role]

    def backup(self, role: MeetingRole) -> str | None:
        return self.backups[list(MeetingRole).index(role)]


def nth(meeting: Meeting, series: Series, zone: str) -> int:
    """Which of the rule's slots it has, from 0; skipped ones count, so that a turn never comes twice."""
    found = slots(series.rule, series.time, zone, starts=series.starts)
    return sum(1 for _ in takewhile(lambda slot: slot < meeting.scheduled, found))


def changed(meeting: Meeting, **values: object) -> Meeting:
    """`meeting` with `values`, one version on."""
    return replace(meeting, version=meeting.version + 1, **values)  # type: ignore[arg-type]


def edited(meeting: Meeting, **values: object) -> Meeting:
    """`changed`, by a person or by the calendar."""
    return changed(meeting, edits=meeting.edits + 1, **values)


def following(
    series: Series, zone: str, calendar: SchoolCalendar, *, after: datetime, now: datetime
) -> tuple[datetime, datetime] | None:
    """(slot, when it is held) of the first meeting with a slot later than `after` that is not over by `now`."""
    named = slots(series.rule, series.time, zone, starts=series.starts, ends=series.ends, after=after)
    for slot in islice(named, LOOK_AHEAD):
        at = held_at(series, slot, zone, calendar)
        if at is not None and at + timedelta(minutes=series.minutes) > now:
            return slot, at
    return None


def held_at(series: Series, slot: datetime, zone: str, calendar: SchoolCalendar) -> datetime | None:
    """When the meeting of a slot is held by the calendar; None when it falls out."""
    day = held_on(series.rule, local_day(slot, zone), starts=series.starts, calendar=calendar)
    return moment(day, series.time, zone) if day else None


def beyond(slot: datetime, zone: str) -> datetime:
    """The last moment of a slot's day: a series has one meeting a day, also where its time of day is changed."""
    return moment(local_day(slot, zone), time.max, zone)


def preview(
    series: Series, zone: str, calendar: SchoolCalendar, *, now: datetime, after: datetime, count: int = 3
) -> list[tuple[datetime, datetime]]:
    """The next meetings there will be, as (slot, when it is held), of the slots later than `after`."""
    found: list[tuple[datetime, datetime]] = []
    while len(found) < count and (one := following(series, zone, calendar, after=after, now=now)):
        found.append(one)
        after = one[0]
    return found


def eve(at: datetime, zone: str, calendar: SchoolCalendar) -> datetime:
    """When the agenda is posted: at the start of school on the school day before."""
    day = local_day(at, zone)
    return moment(calendar.on_or_before(day - timedelta(days=1)), START_OF_SCHOOL, zone)


def turns(members: Sequence[str], last: str | None) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """(who has each role, who stands in): the roles go round the team, beginning after the facilitator of last time.

    With fewer people than roles some have two; nobody stands in for themselves.
    """
    people = sorted(set(members))
    if not people:
        return (None, None, None), (None, None, None)
    start = next((i for i, one in enumerate(people) if last is not None and one > last), 0)
    around = people[start:] + people[:start]
    holders = tuple(around[i % len(around)] for i in range(3))
    return holders, tuple(_stand_in(around, i) for i in range(3))


def _stand_in(around: Sequence[str], turn: int) -> str | None:
    own = around[turn % len(around)]
    candidates = (around[(turn + ahead) % len(around)] for ahead in (3, 1))
    return next((one for one in candidates if one != own), None)


def staffed(meeting: Meeting, members: Sequence[str], last: str | None) -> Meeting:
    """With a holder and a backup for each role. Whoever has left since is replaced by the backup, then by turns."""
    there = set(members)
    holders, backups = turns(members, last)
    kept, behind = [], []
    for i, role in enumerate(MeetingRole):
        held, stands_in = meeting.holder(role), meeting.backups[i]
        holder = next((one for one in (held, stands_in, holders[i]) if one in there), None)
        others = (stands_in, backups[i], *sorted(there))
        kept.append(holder)
        behind.append(next((one for one in others if one in there and one != holder), None))
    return replace(meeting, facilitator=kept[0], note_taker=kept[1], timekeeper=kept[2], backups=tuple(behind))
