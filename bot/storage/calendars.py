"""School calendars: one row an organization, saved whole."""

import json
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.domain.known_days import KnownDays
from bot.ports import Conflict, Wanted
from bot.storage.calendar_tables import school_calendar
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.secrets import Secrets

_b = bindparam

_KNOWN = TypeAdapter(KnownDays)
_SECRET = ("address", "offered")
_COLUMNS = (school_calendar.c.version, school_calendar.c.days, school_calendar.c.address)
_GET = select(*_COLUMNS).where(school_calendar.c.org == _b("org"))
_new = upsert(school_calendar)
_SAVE = _new.on_conflict_do_update(
    index_elements=[school_calendar.c.org],
    set_={name: _new.excluded[name] for name in ("version", "days", "address")},
    where=school_calendar.c.version == _new.excluded.version - 1,
).returning(school_calendar.c.version)
_LOOK = update(school_calendar).where(school_calendar.c.org == _b("org_id"))
_DUE = (
    select(school_calendar.c.org, school_calendar.c.content, *_COLUMNS)
    .where(school_calendar.c.look_at <= _b("now", type_=Moment))
    .order_by(school_calendar.c.look_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)


_SEALED = select(school_calendar.c.address).where(school_calendar.c.address.is_not(None))
_WAITING = select(school_calendar.c.org).where(school_calendar.c.look_at <= _b("now", type_=Moment)).limit(1)


class StoredSchoolDays:
    def __init__(self, connection: Connection, org: str, secrets: Secrets) -> None:
        self._connection, self._org, self._secrets = connection, org, secrets
        self._known: KnownDays | None = None

    def known(self) -> KnownDays:
        if self._known is None:
            row = run(self._connection, _GET, {"org": self._org}).mappings().first()
            self._known = _read(row, self._secrets) if row else KnownDays()
        return self._known

    def save(self, days: KnownDays) -> None:
        saved = run(self._connection, _SAVE, {"org": self._org, **_values(days, self._secrets)})
        if saved.first() is None:
            raise Conflict
        self._known = days

    def look(self, at: datetime | None, content: str = "") -> None:
        run(self._connection, _LOOK, {"org_id": self._org, "look_at": at, "content": content or None})


class StoredLooks:
    """Those of the whole installation."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection, self._secrets = connection, secrets

    def waiting(self, now: datetime) -> bool:
        return run(self._connection, _WAITING, {"now": now}).first() is not None

    def unreadable(self) -> int:
        return sum(not self._secrets.opens(sealed) for sealed in self._connection.execute(_SEALED).scalars())

    def claim(self, now: datetime, until: datetime) -> Wanted | None:
        row = run(self._connection, _DUE, {"now": now}).mappings().first()
        if row is None:
            return None
        known = _read(row, self._secrets)
        source = known.to_read()
        again = until if source else None
        run(self._connection, _LOOK, {"org_id": row["org"], "look_at": again, "content": row["content"]})
        return Wanted(row["org"], source.url, row["content"] or "", source is known.offered) if source else None


def _read(row: RowMapping, secrets: Secrets) -> KnownDays:
    """Without the addresses where no key opens them any more: the days that are known go on counting."""
    sealed = row["address"]
    closed = secrets.open(sealed) if sealed and secrets.opens(sealed) else {}
    hidden = {name: json.loads(value) for name, value in closed.items()}
    return _KNOWN.validate_python({**row["days"], **hidden, "version": row["version"]})


def _values(days: KnownDays, secrets: Secrets) -> dict[str, Any]:
    values = _KNOWN.dump_python(days, mode="json")
    hidden = {name: json.dumps(it) for name in _SECRET if (it := values.pop(name))}
    return {"version": values.pop("version"), "days": values, "address": secrets.close(hidden) if hidden else None}
