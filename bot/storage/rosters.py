"""Who is in which place, as the platforms last listed them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.storage.prepared import run
from bot.storage.roster_tables import presence
from bot.storage.tables import place

_b = bindparam

_OF = select(presence.c.person).where(presence.c.org == _b("org"), presence.c.place == _b("place"))
_ON = (
    select(presence.c.person)
    .join(place, (place.c.org == presence.c.org) & (place.c.id == presence.c.place))
    .where(presence.c.org == _b("org"), place.c.team == _b("team"))
    .distinct()
)
_PLACES = select(presence.c.place).where(presence.c.org == _b("org"), presence.c.person == _b("person"))
_GO = delete(presence).where(
    presence.c.org == _b("org_id"), presence.c.place == _b("where"), presence.c.person == _b("who")
)
_COME = upsert(presence).on_conflict_do_nothing()  # another replica may have learned the same just now


class StoredRosters:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def of(self, place: str) -> Sequence[str]:
        return run(self._connection, _OF, {"org": self._org, "place": place}).scalars().all()

    def on(self, team: str) -> Sequence[str]:
        return run(self._connection, _ON, {"org": self._org, "team": team}).scalars().all()

    def places(self, person: str) -> Sequence[str]:
        return run(self._connection, _PLACES, {"org": self._org, "person": person}).scalars().all()

    def set(self, place: str, people: Iterable[str]) -> None:
        before, now = set(self.of(place)), set(people)
        if gone := sorted(before - now):
            run(self._connection, _GO, [{"org_id": self._org, "where": place, "who": who} for who in gone])
        if new := sorted(now - before):
            run(self._connection, _COME, [{"org": self._org, "place": place, "person": who} for who in new])
