"""What waits to go out, put in order place by place; the sending side is in `lanes`."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import groupby, islice

from sqlalchemy import Connection, Executable, and_, bindparam, case, delete, literal, or_, select, text
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.ports import Delivery, DeliveryState, Intent, Kind
from bot.storage import lanes, rows
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.queues import lane, outbox, pause, posting
from bot.storage.tables import place

_b = bindparam

_due = _b("due", type_=Moment)
_LANES = 16
"""Numbered by one statement; one is prepared for each count up to this."""


@cache
def _take_numbers(places: int) -> Executable:
    """And see to it that each lane is looked at when its rows are due; the lanes are locked in the order of places."""
    wanted = select(
        place.c.org,
        place.c.id,
        place.c.platform,
        place.c.workspace,
        literal(0) + _b("count"),
        _b("now", type_=Moment),
        case((pause.c.until > _due, pause.c.until), else_=_due),
    ).select_from(
        place.outerjoin(pause, and_(pause.c.platform == place.c.platform, pause.c.workspace == place.c.workspace))
    )
    here = or_(*(place.c.id == _b(f"place{n}") for n in range(places)))
    new = upsert(lane).from_select(
        ["org", "place", "platform", "workspace", "last", "free_at", "next_at"],
        wanted.where(place.c.org == _b("org"), here).order_by(place.c.id),
    )
    look = case((lane.c.free_at > new.excluded.next_at, lane.c.free_at), else_=new.excluded.next_at)
    sooner = or_(lane.c.next_at.is_(None), and_(lane.c.lease_until.is_(None), lane.c.next_at > look))
    return new.on_conflict_do_update(
        index_elements=[lane.c.org, lane.c.place],
        set_={
            "last": lane.c.last + new.excluded.last,
            "next_at": case((sooner, look), else_=lane.c.next_at),
            "platform": new.excluded.platform,
            "workspace": new.excluded.workspace,
        },
    ).returning(lane.c.place, lane.c.last)


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
        Kind.HOME,
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
        waiting = sorted((where, puts) for where, puts in self._waiting.items() if puts)
        # Lanes that want the same are numbered together, as far as that keeps their order.
        for (org, count, due), alike in groupby(waiting, key=_wanted):
            while some := tuple(islice(alike, _LANES)):
                last = self._numbered(org, [to for (_, to), _ in some], count, due)
                for (_, to), puts in some:
                    for id, put in enumerate(puts, last[to] - count + 1):
                        rows[_PUT_AGAIN if put[0].kind in AGAIN else _PUT_ONCE].append(self._row(org, id, *put))
        for statement, values in rows.items():
            if values:
                run(self._connection, statement, values)
        self._waiting.clear()

    def _numbered(self, org: str, places: Sequence[str], count: int, due: datetime) -> dict[str, int]:
        """The last id that each of these lanes gave out, `count` of them just now; they are locked from here on."""
        asked = {"org": org, "count": count, "due": due, "now": self._now}
        named = {f"place{n}": id for n, id in enumerate(places)}
        last: dict[str, int] = dict(run(self._connection, _take_numbers(len(places)), {**asked, **named}).all())
        if len(last) < len(places):
            raise LookupError("there is no such place to post to")
        return last

    def _row(self, org: str, id: int, intent: Intent, due: datetime) -> dict[str, object]:
        return {
            "org": org,
            "place": intent.place,
            "id": id,
            "kind": intent.kind,
            "subject": intent.subject,
            "seq": intent.seq,
            "state": DeliveryState.WAITING,
            "put_at": self._now,
            "due_at": due,
            "attempts": 0,
            "reason": "",
            "again": intent.kind in AGAIN,
        }


def _wanted(waiting: tuple[tuple[str, str], Sequence[_Put]]) -> tuple[str, int, datetime]:
    """The organization, how many numbers, and when the first of them is due."""
    (org, _), puts = waiting
    return org, len(puts), min(due for _, due in puts)


class StoredOutbox:
    def __init__(self, connection: Connection, org: str, puts: Puts) -> None:
        self._connection, self._org, self._puts = connection, org, puts

    def put(self, intent: Intent, *, due: datetime | None = None) -> None:
        self._puts.add(self._org, intent, due)

    def ledger(self, subject: str) -> Sequence[Delivery]:
        self._puts.flush()
        found = run(self._connection, _LEDGER, {"org": self._org, "subject": subject})
        return [lanes.delivery(row) for row in found if rows.known(row.kind)]


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
    home = (outbox.c.kind == Kind.HOME, outbox.c.state != DeliveryState.SENDING)
    connection.execute(delete(outbox).where(outbox.c.org == org, outbox.c.place.in_(places), *home))
