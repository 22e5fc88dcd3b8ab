"""What waits to go out, put in order place by place; the sending side is in `lanes`."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, delete, literal, or_, select, text
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.ports import Delivery, DeliveryState, Intent, Kind
from bot.storage import lanes
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.queues import lane, outbox, pause, posting
from bot.storage.tables import place

_b = bindparam

_due = _b("due", type_=Moment)
_new_lane = upsert(lane).from_select(
    ["org", "place", "platform", "workspace", "last", "free_at", "next_at"],
    select(
        place.c.org,
        place.c.id,
        place.c.platform,
        place.c.workspace,
        literal(0) + _b("count"),
        _b("now", type_=Moment),
        case((pause.c.until > _due, pause.c.until), else_=_due),
    )
    .select_from(
        place.outerjoin(pause, and_(pause.c.platform == place.c.platform, pause.c.workspace == place.c.workspace))
    )
    .where(place.c.org == _b("org"), place.c.id == _b("place")),
)
_look = case((lane.c.free_at > _new_lane.excluded.next_at, lane.c.free_at), else_=_new_lane.excluded.next_at)
_sooner = or_(lane.c.next_at.is_(None), and_(lane.c.lease_until.is_(None), lane.c.next_at > _look))
_TAKE_NUMBERS = _new_lane.on_conflict_do_update(  # and see to it that the lane is looked at when the rows are due
    index_elements=[lane.c.org, lane.c.place],
    set_={
        "last": lane.c.last + _new_lane.excluded.last,
        "next_at": case((_sooner, _look), else_=lane.c.next_at),
        "platform": _new_lane.excluded.platform,
        "workspace": _new_lane.excluded.workspace,
    },
).returning(lane.c.last)
_same = (outbox.c.org, outbox.c.place, outbox.c.subject, outbox.c.kind, outbox.c.seq)
_new_row = upsert(outbox)
_PUT_ONCE = _new_row.on_conflict_do_nothing(index_elements=_same, index_where=text("NOT again"))
_PUT_AGAIN = _new_row.on_conflict_do_update(
    index_elements=_same,
    index_where=text("again AND state = 'waiting'"),
    set_={
        "due_at": case((_new_row.excluded.due_at < outbox.c.due_at, _new_row.excluded.due_at), else_=outbox.c.due_at)
    },
)
_LEDGER = (
    select(outbox)
    .where(outbox.c.org == _b("org"), outbox.c.subject == _b("subject"))
    .order_by(outbox.c.put_at, outbox.c.place, outbox.c.id)
)
_PLACES_OF = select(place.c.id).where(place.c.org == _b("org"), place.c.person == _b("person"))
AGAIN = frozenset(
    {
        Kind.AGENDA,
        Kind.CARD,
        Kind.ASK,
        Kind.ERASED,
        Kind.PROFILE,
        Kind.MINUTES,
        Kind.REVIEW,
        Kind.ROSTER,
        Kind.AGREEMENTS,
        Kind.CONSENT,
        Kind.CONCERN,
        Kind.PULSE,
        Kind.SUCCESS,
    }
)
"""These go out again each time they are put, unless one still waits; every other intent goes out once only."""


_Put = tuple[Intent, datetime]


class Puts:
    """What a transaction wants said. Written at its end, place by place in one order, so that two never deadlock."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now
        self._waiting: dict[tuple[str, str], list[_Put]] = defaultdict(list)

    def add(self, org: str, intent: Intent, due: datetime | None) -> None:
        self._waiting[org, intent.place].append((intent, due or self._now))

    def forget(self, org: str, places: Sequence[str], subject: str) -> None:
        for id in places:
            self._waiting[org, id] = [put for put in self._waiting[org, id] if put[0].subject != subject]

    def flush(self) -> None:
        rows: dict[Insert, list[dict[str, object]]] = {_PUT_ONCE: [], _PUT_AGAIN: []}
        for (org, to), puts in sorted(self._waiting.items()):
            for id, (intent, due) in zip(self._numbers(org, to, puts), puts, strict=True):
                again = intent.kind in AGAIN
                rows[_PUT_AGAIN if again else _PUT_ONCE].append(
                    {
                        "org": org,
                        "place": to,
                        "id": id,
                        "kind": intent.kind,
                        "subject": intent.subject,
                        "seq": intent.seq,
                        "state": DeliveryState.WAITING,
                        "put_at": self._now,
                        "due_at": due,
                        "attempts": 0,
                        "reason": "",
                        "again": again,
                    }
                )
        for statement, values in rows.items():
            if values:
                run(self._connection, statement, values)
        self._waiting.clear()

    def _numbers(self, org: str, place: str, puts: list[_Put]) -> range:
        """The next ids of the place's lane, which is locked from here on."""
        if not puts:
            return range(0)
        first_due = min(due for _, due in puts)
        asked = {"org": org, "place": place, "count": len(puts), "due": first_due, "now": self._now}
        last = run(self._connection, _TAKE_NUMBERS, asked).scalar()
        if last is None:
            raise LookupError("there is no such place to post to")
        return range(last - len(puts) + 1, last + 1)


class StoredOutbox:
    def __init__(self, connection: Connection, org: str, puts: Puts) -> None:
        self._connection, self._org, self._puts = connection, org, puts

    def put(self, intent: Intent, *, due: datetime | None = None) -> None:
        self._puts.add(self._org, intent, due)

    def ledger(self, subject: str) -> Sequence[Delivery]:
        self._puts.flush()
        found = run(self._connection, _LEDGER, {"org": self._org, "subject": subject})
        return [lanes.delivery(row) for row in found]


def forget_place_of(connection: Connection, puts: Puts, org: str, person: str, *, about: str) -> None:
    """Nothing that was or would be sent to `person` in private ties them to the challenge `about` any more; that they
    were reminded on the day when its clock rang would be such a tie too."""
    places = run(connection, _PLACES_OF, {"org": org, "person": person}).scalars().all()
    puts.forget(org, places, about)
    over = outbox.c.state.not_in([DeliveryState.WAITING, DeliveryState.SENDING])
    reminded = {outbox: and_(outbox.c.kind == Kind.DIGEST, over), posting: posting.c.kind == Kind.DIGEST}
    for table, reminder in reminded.items():
        here = (table.c.org == org, table.c.place.in_(places), or_(table.c.subject == about, reminder))
        connection.execute(delete(table).where(*here))
