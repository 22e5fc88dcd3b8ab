"""The sending side of the outbox: one lane a place, so that order and pace hold there across all replicas."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Row, bindparam, case, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.ports import INTERRUPTED, INTERRUPTED_AGAIN, Delivery, DeliveryState, Intent, Kind
from bot.storage import rows
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.queues import lane, outbox, pause

_b = bindparam

# In so many words, and not as parameters: that is how both databases see that the partial indexes fit.
WAITING, SENDING = text("outbox.state = 'waiting'"), text("outbox.state = 'sending'")

LEFT = timedelta(seconds=30)
"""How long a row whose kind only a newer version knows is left alone."""
REPLACED = "replaced"
"""The reason of a row that need not be tried again, because the same was put anew meanwhile."""

_DUE = (
    select(lane.c.org, lane.c.place)
    .where(lane.c.next_at <= _b("now", type_=Moment))
    .order_by(lane.c.next_at)
    .limit(_b("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
_UNDER_WAY = select(outbox).where(outbox.c.org == _b("org"), outbox.c.place == _b("place")).where(SENDING).limit(1)
_HEAD = (  # a bare `due_at` would tempt SQLite to sort all that is due, where the first by id is nearly always the one
    select(outbox)
    .where(outbox.c.org == _b("org"), outbox.c.place == _b("place"))
    .where(WAITING, func.coalesce(outbox.c.due_at, outbox.c.due_at) <= _b("now", type_=Moment))
    .order_by(outbox.c.id)
    .limit(1)
)
_SOONEST = select(func.min(outbox.c.due_at)).where(outbox.c.org == _b("org"), outbox.c.place == _b("place"), WAITING)
_LANE = (
    select(lane.c.free_at, lane.c.lease_until, pause.c.until)
    .select_from(lane.outerjoin(pause, (pause.c.platform == lane.c.platform) & (pause.c.workspace == lane.c.workspace)))
    .where(lane.c.org == _b("org"), lane.c.place == _b("place"))
)
_SET_LANE = update(lane).where(lane.c.org == _b("org_id"), lane.c.place == _b("place_id"))
_SET_ROW = update(outbox).where(
    outbox.c.org == _b("org_id"), outbox.c.place == _b("place_id"), outbox.c.id == _b("row_id")
)
_PUT_ANEW = select(outbox.c.id).where(
    outbox.c.org == _b("org"),
    outbox.c.place == _b("place"),
    outbox.c.subject == _b("subject"),
    outbox.c.kind == _b("kind"),
    outbox.c.seq == _b("seq"),
    WAITING,
)
_OUTCOME = _SET_ROW.where(SENDING)
_FORGET = delete(outbox).where(
    outbox.c.org == _b("org_id"), outbox.c.place == _b("place_id"), outbox.c.id == _b("row_id")
)
_LOCK = (
    select(lane.c.platform, lane.c.workspace)
    .where(lane.c.org == _b("org"), lane.c.place == _b("place"))
    .with_for_update()
)
_new_pause = upsert(pause)
_PAUSE = _new_pause.on_conflict_do_update(
    index_elements=[pause.c.platform, pause.c.workspace],
    set_={"until": case((pause.c.until > _new_pause.excluded.until, pause.c.until), else_=_new_pause.excluded.until)},
)
_HELD = (
    select(lane.c.org.label("org_id"), lane.c.place.label("place_id"))
    .where(lane.c.platform == _b("platform"), lane.c.workspace == _b("workspace"), lane.c.lease_until.is_(None))
    .where(lane.c.next_at < _b("due", type_=Moment))
    .with_for_update(skip_locked=True)
)
_NEXT = select(func.min(lane.c.next_at)).where(lane.c.next_at.is_not(None))


def _what(intent: Intent) -> dict[str, object]:
    return {"subject": intent.subject, "kind": intent.kind, "seq": intent.seq}


def delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id,
        row.org,
        Intent(Kind(row.kind), row.subject, row.place, row.seq),
        DeliveryState(row.state),
        row.put_at,
        row.due_at,
        row.attempts,
        row.sent_at,
        row.reason,
    )


def look_again(connection: Connection, org: str, place: str) -> None:
    """Set when the lane is next worth a look, after its rows, its lease or its pace have changed."""
    key = {"org": org, "place": place}
    found = run(connection, _LANE, key).first()
    if found is None:
        return
    free_at, lease_until, paused_until = found
    soonest = run(connection, _SOONEST, key).scalar()
    waits = soonest and max(moment for moment in (soonest, free_at, paused_until) if moment)
    _set_lane(connection, org, place, next_at=lease_until or waits)


def _set_lane(connection: Connection, org: str, place: str, **values: datetime | str | None) -> None:
    run(connection, _SET_LANE, {"org_id": org, "place_id": place, **values})


class StoredLanes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.unknown: frozenset[str] = frozenset()

    def claim(self, worker: str, *, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        claimed = []
        until = now + timedelta(seconds=lease)
        for org, place in run(self._connection, _DUE, {"now": now, "limit": limit}).all():
            if (taken := self._take(org, place, now)) is None:
                _set_lane(self._connection, org, place, lease_until=None)
                look_again(self._connection, org, place)
                continue
            _set_lane(self._connection, org, place, lease_until=until, lease_by=worker, next_at=until)
            claimed.append(taken)
        return claimed

    def done(self, delivery: Delivery, *, now: datetime, pause: float) -> bool:
        self._lock(delivery)
        sent_at = now if delivery.state is DeliveryState.SENT else delivery.sent_at
        written = self._write(delivery, state=delivery.state.value, sent_at=sent_at)
        if written:
            if delivery.intent.kind is Kind.HOME:
                run(
                    self._connection,
                    _FORGET,
                    {"org_id": delivery.org, "place_id": delivery.intent.place, "row_id": delivery.id},
                )
            self._free(delivery, now + timedelta(seconds=pause))
        return written

    def again(self, delivery: Delivery, *, due: datetime, whole_workspace: bool = False) -> None:
        platform, workspace = self._lock(delivery)
        if whole_workspace:
            at = {"platform": platform, "workspace": workspace}
            run(self._connection, _PAUSE, {**at, "until": due})
            held = run(self._connection, _HELD, {**at, "due": due}).mappings().all()
            if held:
                run(self._connection, _SET_LANE, [{**key, "next_at": due} for key in held])
        here = {"org": delivery.org, "place": delivery.intent.place}
        if run(self._connection, _PUT_ANEW, {**here, **_what(delivery.intent)}).first():
            freed = self._write(replace(delivery, reason=REPLACED), state=DeliveryState.DROPPED)
        else:
            freed = self._write(delivery, state=DeliveryState.WAITING, due_at=due)
        if freed:
            self._free(delivery, due)

    def next_due(self) -> datetime | None:
        return run(self._connection, _NEXT).scalar()

    def _take(self, org: str, place: str, now: datetime) -> Delivery | None:
        key = {"org": org, "place": place}
        row = run(self._connection, _UNDER_WAY, key).first()
        if row is not None and not rows.known(row.kind):
            self._leave(row, now, reason=INTERRUPTED)
            row = None
        reclaimed = row is not None
        while row is None:
            row = run(self._connection, _HEAD, {**key, "now": now}).first()
            if row is None:
                return None
            if not rows.known(row.kind):
                self._leave(row, now, reason=row.reason)
                row = None
        taken = delivery(row)
        attempts, reason = taken.attempts, taken.reason
        if reclaimed:
            attempts, reason = attempts + 1, INTERRUPTED_AGAIN if reason == INTERRUPTED else INTERRUPTED
        run(
            self._connection,
            _SET_ROW,
            {
                "org_id": org,
                "place_id": place,
                "row_id": taken.id,
                "state": DeliveryState.SENDING.value,
                "attempts": attempts,
                "reason": reason,
            },
        )
        return replace(taken, state=DeliveryState.SENDING, attempts=attempts, reason=reason)

    def _leave(self, row: Row[Any], now: datetime, *, reason: str) -> None:
        """For whoever knows its kind; what is behind it in its place goes on."""
        self.unknown |= {row.kind}
        key = {"org_id": row.org, "place_id": row.place, "row_id": row.id}
        waits = {"state": DeliveryState.WAITING.value, "due_at": now + LEFT, "reason": reason}
        run(self._connection, _SET_ROW, {**key, **waits})

    def _lock(self, delivery: Delivery) -> tuple[str, str]:
        key = {"org": delivery.org, "place": delivery.intent.place}
        platform, workspace = run(self._connection, _LOCK, key).one()
        return platform, workspace

    def _write(self, delivery: Delivery, **values: datetime | str | None) -> bool:
        """False when the row is not being sent any more: its lease ran out and somebody else has finished it."""
        key = {"org_id": delivery.org, "place_id": delivery.intent.place, "row_id": delivery.id}
        same = {"attempts": delivery.attempts, "reason": delivery.reason}
        return run(self._connection, _OUTCOME, {**key, **same, **values}).rowcount == 1

    def _free(self, delivery: Delivery, at: datetime) -> None:
        _set_lane(self._connection, delivery.org, delivery.intent.place, free_at=at, lease_until=None)
        look_again(self._connection, delivery.org, delivery.intent.place)
