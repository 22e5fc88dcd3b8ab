"""The minutes of meetings, on their table."""

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.minutes import Minutes
from bot.ports import Conflict
from bot.storage.minutes_tables import minutes as table
from bot.storage.prepared import run
from bot.storage.saving import within

_b = bindparam

_GET = select(table).where(table.c.org == _b("org"), table.c.meeting == _b("meeting"))
_HOLD = _GET.with_for_update(read=True)
_ADD = insert(table)
_CHANGE = update(table).where(
    table.c.org == _b("org_id"), table.c.meeting == _b("meeting_id"), table.c.version == _b("before")
)


class StoredMinutes:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def get(self, meeting: str, *, hold: bool = False) -> Minutes | None:
        asked = {"org": self._org, "meeting": meeting}
        found = run(self._connection, _HOLD if hold else _GET, asked).mappings().first()
        if found is None:
            return None
        return Minutes(
            found["org"],
            found["meeting"],
            found["drafted_at"],
            found["texts"],
            found["confirmed_by"],
            found["confirmed_at"],
            bool(found["posted"]),
            found["version"],
        )

    def save(self, minutes: Minutes) -> None:
        within(self._org, minutes.org)
        values = {
            "drafted_at": minutes.drafted_at,
            "texts": dict(minutes.texts),
            "confirmed_by": minutes.confirmed_by,
            "confirmed_at": minutes.confirmed_at,
            "posted": minutes.posted,
            "version": minutes.version,
        }
        if minutes.version == 1:
            run(self._connection, _ADD, {"org": self._org, "meeting": minutes.meeting, **values})
            return
        where = {"org_id": self._org, "meeting_id": minutes.meeting, "before": minutes.version - 1}
        if run(self._connection, _CHANGE, {**values, **where}).rowcount != 1:
            raise Conflict
