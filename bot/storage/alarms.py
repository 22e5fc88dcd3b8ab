"""Alarms: one row for each thing to look at again. A look costs what is due, not what is waiting."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, delete, literal_column, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.ports import Alarm, AlarmKind
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.queues import alarm
from bot.storage.saving import replacing

_b = bindparam

_SET = replacing(alarm)
_new = upsert(alarm)
_HASTEN = _new.on_conflict_do_update(
    index_elements=list(alarm.primary_key.columns),
    set_={"at": _new.excluded.at},
    where=alarm.c.at > _new.excluded.at,
)
_THIS = (alarm.c.org == _b("org_id"), alarm.c.kind == _b("of_kind"), alarm.c.subject == _b("about"))
_CLEAR = delete(alarm).where(*_THIS)
_AT = select(alarm.c.at).where(*_THIS)
# In so many words: a list of parameters would be spelled out anew each time.
_known = alarm.c.kind.in_([literal_column(f"'{kind}'") for kind in AlarmKind])
_DUE = (
    select(alarm.c.org, alarm.c.kind, alarm.c.subject)
    .where(alarm.c.at <= _b("now", type_=Moment), _known)
    .order_by(alarm.c.at, alarm.c.org, alarm.c.kind, alarm.c.subject)
    .limit(_b("limit", type_=Integer))
    .offset(_b("past", type_=Integer))
    .with_for_update(skip_locked=True)
)
_UNKNOWN = select(alarm.c.kind).where(alarm.c.at <= _b("now", type_=Moment), ~_known).distinct()
_TAKE = delete(alarm).where(*_THIS, alarm.c.at <= _b("now", type_=Moment))


def _key(org: str, kind: AlarmKind, subject: str) -> dict[str, str]:
    return {"org_id": org, "of_kind": kind, "about": subject}


class StoredAlarms:
    """Those of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def set(self, kind: AlarmKind, subject: str, at: datetime) -> None:
        run(self._connection, _SET, {"org": self._org, "kind": kind, "subject": subject, "at": at})

    def hasten(self, kind: AlarmKind, subject: str, at: datetime) -> None:
        run(self._connection, _HASTEN, {"org": self._org, "kind": kind, "subject": subject, "at": at})

    def clear(self, kind: AlarmKind, subject: str) -> None:
        run(self._connection, _CLEAR, _key(self._org, kind, subject))

    def at(self, kind: AlarmKind, subject: str) -> datetime | None:
        return run(self._connection, _AT, _key(self._org, kind, subject)).scalar()


class StoredRinging:
    """Those of the whole installation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, *, limit: int, past: int = 0) -> Sequence[Alarm]:
        found = run(self._connection, _DUE, {"now": now, "limit": limit, "past": past})
        return [Alarm(org, AlarmKind(kind), subject) for org, kind, subject in found]

    def unknown(self, now: datetime) -> Sequence[str]:
        return run(self._connection, _UNKNOWN, {"now": now}).scalars().all()

    def take(self, alarm: Alarm, now: datetime) -> bool:
        taken = run(self._connection, _TAKE, {**_key(alarm.org, alarm.kind, alarm.subject), "now": now})
        return taken.rowcount == 1
