"""Successes, on their table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, insert, select

from bot.domain.success import Success
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.saving import within
from bot.storage.success_tables import success as table

_b = bindparam
_EVER = datetime(1970, 1, 1, tzinfo=UTC)

_ADD = insert(table)
_ours = select(table).where(table.c.org == _b("org"))
_GET = _ours.where(table.c.id == _b("id"))
_ERASE = delete(table).where(table.c.org == _b("org"), table.c.id == _b("id"))
_OF_TEAM = (
    _ours.where(
        table.c.team == _b("team"),
        table.c.at > _b("since", type_=Moment),
        table.c.at <= _b("until", type_=Moment),
    )
    .order_by(table.c.at, table.c.id)
    .limit(_b("limit", type_=Integer))
)
_OF_PERSON = (
    _ours.where(table.c.who == _b("who")).order_by(table.c.at.desc(), table.c.id).limit(_b("limit", type_=Integer))
)


class StoredSuccesses:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def add(self, success: Success) -> None:
        within(self._org, success.org)
        values = {name: getattr(success, name) for name in Success.__slots__}
        run(self._connection, _ADD, values)

    def get(self, id: str) -> Success | None:
        return next(iter(self._found(_GET, id=id)), None)

    def erase(self, id: str) -> None:
        run(self._connection, _ERASE, {"org": self._org, "id": id})

    def of_team(self, team: str, *, since: datetime | None, until: datetime, limit: int = 50) -> Sequence[Success]:
        return self._found(_OF_TEAM, team=team, since=since or _EVER, until=until, limit=limit)

    def of_person(self, person: str, *, limit: int) -> Sequence[Success]:
        return self._found(_OF_PERSON, who=person, limit=limit)

    def _found(self, asked: Any, **by: object) -> list[Success]:
        return [Success(**row) for row in run(self._connection, asked, {"org": self._org, **by}).mappings()]
