"""Series and meetings, and the codec between their rows and the domain."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Integer, RowMapping, Select, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.meeting import Meeting, MeetingState, Series
from bot.ports import Conflict
from bot.storage.columns import Moment
from bot.storage.meetings_tables import meeting, series
from bot.storage.prepared import run
from bot.storage.saving import within

_b = bindparam

_SERIES = TypeAdapter(Series)
_MEETING = TypeAdapter(Meeting)
_SERIES_COLUMNS = ("org", "id", "team", "version", "cancelled")
_MEETING_COLUMNS = ("org", "id", "series", "team", "scheduled", "at", "state", "version")
_KEY = {"org", "id"}


def _in_state(*states: MeetingState) -> ColumnElement[bool]:
    """Not `in_`, whose list SQLAlchemy spells out at each execution."""
    return or_(*(meeting.c.state == state.value for state in states))


_ours = select(meeting).where(meeting.c.org == _b("org"))
_of_series = _ours.where(meeting.c.series == _b("series"))
_of_team = _ours.where(meeting.c.team == _b("team"))
_active = select(series).where(series.c.org == _b("org"), series.c.cancelled.is_(False))

_GET_SERIES = select(series).where(series.c.org == _b("org"), series.c.id == _b("id"))
_SERIES_OF = _active.where(series.c.team == _b("team"))
_ADD_SERIES = upsert(series).on_conflict_do_nothing().returning(series.c.id)
_SAVE_SERIES = update(series).where(
    series.c.org == _b("org_id"), series.c.id == _b("row_id"), series.c.version == _b("before")
)
_GET = _ours.where(meeting.c.id == _b("id"))
_OF_SLOT = _of_series.where(meeting.c.scheduled == _b("scheduled", type_=Moment))
_NEXT = _of_series.where(_in_state(MeetingState.PLANNED, MeetingState.POSTED)).order_by(meeting.c.scheduled).limit(1)
_LAST = _of_series.order_by(meeting.c.scheduled.desc()).limit(1)
_LATEST = _of_team.where(meeting.c.state == MeetingState.OVER.value).order_by(meeting.c.at.desc()).limit(1)
_ADD = upsert(meeting).on_conflict_do_nothing().returning(meeting.c.id)
_SAVE = update(meeting).where(
    meeting.c.org == _b("org_id"), meeting.c.id == _b("row_id"), meeting.c.version == _b("before")
)
_REMOVE = delete(meeting).where(
    meeting.c.org == _b("org"), meeting.c.id == _b("id"), meeting.c.version == _b("version")
)


@cache
def _of_team_in(*states: MeetingState) -> Select[Any]:
    found = _of_team.where(_in_state(*states)) if states else _of_team
    return found.order_by(meeting.c.at.desc()).limit(_b("limit", type_=Integer))


class StoredMeetings:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org
        self._read: dict[str, Series] = {}

    def series(self, id: str) -> Series | None:
        """Read once in a transaction, and again after any was saved."""
        if id not in self._read:
            found = run(self._connection, _GET_SERIES, {"org": self._org, "id": id}).mappings().first()
            if found is None:
                return None
            self._read[id] = _series(found)
        return self._read[id]

    def series_of(self, team: str) -> Sequence[Series]:
        return self._several(_SERIES_OF, {"team": team})

    def all_series(self) -> Sequence[Series]:
        return self._several(_active, {})

    def save_series(self, it: Series) -> None:
        within(self._org, it.org)
        values = {name: getattr(it, name) for name in _SERIES_COLUMNS}
        rest = _SERIES.dump_python(it, mode="json", exclude=set(_SERIES_COLUMNS))
        self._save(_ADD_SERIES, _SAVE_SERIES, {**values, "rest": rest})
        self._read.clear()

    def get(self, id: str) -> Meeting | None:
        return self._one(_GET, id=id)

    def of_slot(self, series: str, scheduled: datetime) -> Meeting | None:
        return self._one(_OF_SLOT, series=series, scheduled=scheduled)

    def next(self, series: str) -> Meeting | None:
        return self._one(_NEXT, series=series)

    def last(self, series: str) -> Meeting | None:
        return self._one(_LAST, series=series)

    def latest(self, team: str) -> Meeting | None:
        return self._one(_LATEST, team=team)

    def of_team(self, team: str, *states: MeetingState, limit: int = 20) -> Sequence[Meeting]:
        asked = {"org": self._org, "team": team, "limit": limit}
        return [_meeting(row) for row in run(self._connection, _of_team_in(*states), asked).mappings()]

    def save(self, it: Meeting) -> None:
        within(self._org, it.org)
        values = {name: getattr(it, name) for name in _MEETING_COLUMNS}
        rest = _MEETING.dump_python(it, mode="json", exclude=set(_MEETING_COLUMNS))
        self._save(_ADD, _SAVE, {**values, "rest": rest})

    def remove(self, it: Meeting) -> None:
        within(self._org, it.org)
        if run(self._connection, _REMOVE, {"org": it.org, "id": it.id, "version": it.version}).rowcount != 1:
            raise Conflict

    def _one(self, asked: Select[Any], **by: object) -> Meeting | None:
        found = run(self._connection, asked, {"org": self._org, **by}).mappings().first()
        return _meeting(found) if found else None

    def _several(self, asked: Select[Any], by: dict[str, object]) -> Sequence[Series]:
        found = run(self._connection, asked, {"org": self._org, **by}).mappings()
        return sorted(map(_series, found), key=lambda it: (it.made_at, it.id))

    def _save(self, add: Any, save: Any, values: dict[str, Any]) -> None:
        if values["version"] == 1:
            done = run(self._connection, add, values).first() is not None
        else:
            changed = {name: value for name, value in values.items() if name not in _KEY}
            where = {"org_id": values["org"], "row_id": values["id"], "before": values["version"] - 1}
            done = run(self._connection, save, {**changed, **where}).rowcount == 1
        if not done:
            raise Conflict


def _series(row: RowMapping) -> Series:
    return _SERIES.validate_python({**row["rest"], **{name: row[name] for name in _SERIES_COLUMNS}})


def _meeting(row: RowMapping) -> Meeting:
    return _MEETING.validate_python({**row["rest"], **{name: row[name] for name in _MEETING_COLUMNS}})
