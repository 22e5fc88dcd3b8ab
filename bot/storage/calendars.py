"""School calendars: one row an organization, saved whole."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.domain.known_days import KnownDays
from bot.ports import Conflict
from bot.storage.calendar_tables import school_calendar
from bot.storage.prepared import run
from bot.storage.secrets import Secrets

_KNOWN = TypeAdapter(KnownDays)
_GET = select(school_calendar).where(school_calendar.c.org == bindparam("org"))
_new = upsert(school_calendar)
_SAVE = _new.on_conflict_do_update(
    index_elements=[school_calendar.c.org],
    set_={name: _new.excluded[name] for name in ("version", "days", "address")},
    where=school_calendar.c.version == _new.excluded.version - 1,
).returning(school_calendar.c.version)


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


def _read(row: RowMapping, secrets: Secrets) -> KnownDays:
    address = secrets.open(row["address"]) if row["address"] else None
    return _KNOWN.validate_python({**row["days"], "address": address, "version": row["version"]})


def _values(days: KnownDays, secrets: Secrets) -> dict[str, Any]:
    values = _KNOWN.dump_python(days, mode="json")
    address = values.pop("address")
    return {"version": values.pop("version"), "days": values, "address": secrets.close(address) if address else None}
