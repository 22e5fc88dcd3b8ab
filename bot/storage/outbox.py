"""What waits to go out, put in order place by place; the sending side is in `lanes`."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.ports import Delivery, DeliveryState, Intent, Kind
from bot.storage import lanes
from bot.storage.columns import Moment
from bot.storage.queues import lane, outbox, posting
from bot.storage.tables import place

REPEATABLE = frozenset({Kind.CARD, Kind.ASK, Kind.PROFILE})
"""Drawn again each time they are put, unless one still waits; every other intent goes out once only."""

_b = bindparam

_new_lane = upsert(lane).from_select(
    ["org", "place", "platform", "workspace", "last", "free_at"],
    select(place.c.org, place.c.id, place.c.platform, place.c.workspace, literal(0), _b("now", type_=Moment)).where(
        place.c.org == _b("org"), place.c.id == _b("place")
    ),
)
_LOCK_LANE = _new_lane.on_conflict_do_update(
    index_elements=[lane.c.org, lane.c.place],
    set_={"platform": _new_lane.excluded.platform, "workspace": _new_lane.excluded.workspace},
).returning(lane.c.last)
_SEEN = (
    select(outbox.c.kind, outbox.c.subject, outbox.c.seq, outbox.c.state, outbox.c.id)
    .where(outbox.c.org == _b("org"), outbox.c.place == _b("place"))
    .where(outbox.c.subject.in_(_b("subjects", expanding=True)))
)
_PUT = insert(outbox)
_SOONER = (
    update(outbox)
    .where(outbox.c.org == _b("org_id"), outbox.c.place == _b("place_id"), outbox.c.id == _b("row_id"))
    .where(outbox.c.due_at > _b("sooner", type_=Moment))
    .values(due_at=_b("sooner", type_=Moment))
)
_COUNTED = update(lane).where(lane.c.org == _b("org_id"), lane.c.place == _b("place_id")).values(last=_b("counted"))
_LEDGER = (
    select(outbox)
    .where(outbox.c.org == _b("org"), outbox.c.subject == _b("subject"))
    .order_by(outbox.c.put_at, outbox.c.place, outbox.c.id)
)
_PLACES_OF = select(place.c.id).where(place.c.org == _b("org"), place.c.person == _b("person"))


class Puts:
    """What a transaction wants said. Written at its end, place by place in one order, so that two never deadlock."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now
        self._waiting: dict[tuple[str, str], list[tuple[Intent, datetime]]] = defaultdict(list)

    def add(self, org: str, intent: Intent, due: datetime | None) -> None:
        self._waiting[org, intent.place].append((intent, due or self._now))

    def forget(self, org: str, places: Sequence[str], subject: str) -> None:
        for id in places:
            self._waiting[org, id] = [put for put in self._waiting[org, id] if put[0].subject != subject]

    def flush(self) -> None:
        for (org, id), puts in sorted(self._waiting.items()):
            if puts:
                self._write(org, id, puts)
        self._waiting.clear()

    def _write(self, org: str, place: str, puts: list[tuple[Intent, datetime]]) -> None:
        run, key = self._connection.execute, {"org": org, "place": place}
        last = run(_LOCK_LANE, {**key, "now": self._now}).scalar()
        if last is None:
            raise LookupError("there is no such place to post to")
        seen: dict[tuple[str, str, int], int | None] = {}  # what it is → the row that still waits, if one does
        for row in run(_SEEN, {**key, "subjects": sorted({intent.subject for intent, _ in puts})}):
            waits = row.state == DeliveryState.WAITING
            what = (row.kind, row.subject, row.seq)
            seen[what] = row.id if waits else seen.get(what)
        new = []
        for intent, due in puts:
            what = (intent.kind.value, intent.subject, intent.seq)
            if (waiting := seen.get(what)) is not None:
                run(_SOONER, {"org_id": org, "place_id": place, "row_id": waiting, "sooner": due})
            elif what not in seen or intent.kind in REPEATABLE:
                last += 1
                seen[what] = last
                new.append({**key, "id": last, "kind": what[0], "subject": what[1], "seq": what[2], "due_at": due})
        if new:
            same = {"state": DeliveryState.WAITING.value, "put_at": self._now, "attempts": 0, "reason": ""}
            run(_PUT, [{**row, **same} for row in new])
            run(_COUNTED, {"org_id": org, "place_id": place, "counted": last})
        lanes.look_again(self._connection, org, place)


class StoredOutbox:
    def __init__(self, connection: Connection, org: str, puts: Puts) -> None:
        self._connection, self._org, self._puts = connection, org, puts

    def put(self, intent: Intent, *, due: datetime | None = None) -> None:
        self._puts.add(self._org, intent, due)

    def ledger(self, subject: str) -> Sequence[Delivery]:
        self._puts.flush()
        found = self._connection.execute(_LEDGER, {"org": self._org, "subject": subject})
        return [lanes.delivery(row) for row in found]


def forget_place_of(connection: Connection, puts: Puts, org: str, person: str, *, about: str) -> None:
    """Nothing that was or would be sent to `person` in private ties them to the challenge `about` any more."""
    places = connection.execute(_PLACES_OF, {"org": org, "person": person}).scalars().all()
    puts.forget(org, places, about)
    for table in (outbox, posting):
        here = (table.c.org == org, table.c.place.in_(places), table.c.subject == about)
        connection.execute(delete(table).where(*here))
    for id in sorted(places):
        lanes.look_again(connection, org, id)
