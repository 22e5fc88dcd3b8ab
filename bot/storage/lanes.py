"""The sending side of the outbox: one lane a place, so that order and pace hold there across all replicas."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    ScalarSelect,
    Select,
    TextClause,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.ports import INTERRUPTED, INTERRUPTED_AGAIN, Delivery, DeliveryState, Intent, Kind
from bot.storage import rows
from bot.storage.columns import Moment
from bot.storage.prepared import each, run
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
_due = _DUE.cte("due")
_LEASE = (
    update(lane)
    .where(lane.c.org == _due.c.org, lane.c.place == _due.c.place)
    .values(lease_until=_b("until", type_=Moment), lease_by=_b("by"), next_at=_b("until", type_=Moment))
    .returning(lane.c.org, lane.c.place)
)


_one = outbox.alias("one")


def _of_lane(*where: ColumnElement[bool] | TextClause) -> Select[int]:
    return select(_one.c.id).where(_one.c.org == lane.c.org, _one.c.place == lane.c.place, *where)


def _id(asked: Select[int]) -> ScalarSelect[int]:
    return asked.limit(1).correlate(lane).scalar_subquery()


# A statement of its own, after the lanes are locked: it sees what their last holders did.
# A bare `due_at` would tempt SQLite to sort all that is due, where the first by id is nearly always the one.
_UNDER_WAY = _id(_of_lane(text("one.state = 'sending'")))
_ripe = func.coalesce(_one.c.due_at, _one.c.due_at) <= _b("now", type_=Moment)
_HEAD = _id(_of_lane(text("one.state = 'waiting'"), _ripe).order_by(_one.c.id))
_again = outbox.c.state == DeliveryState.SENDING.value
_TAKE = (
    update(outbox)
    .where(lane.c.next_at == _b("until", type_=Moment), lane.c.lease_by == _b("by"))
    .where(outbox.c.org == lane.c.org, outbox.c.place == lane.c.place, outbox.c.id == func.coalesce(_UNDER_WAY, _HEAD))
    .values(
        state=DeliveryState.SENDING.value,
        attempts=case((_again, outbox.c.attempts + 1), else_=outbox.c.attempts),
        reason=case(
            (and_(_again, outbox.c.reason == INTERRUPTED), INTERRUPTED_AGAIN),
            (_again, INTERRUPTED),
            else_=outbox.c.reason,
        ),
    )
    .returning(*outbox.c)
)


def _next_look(free_at: ColumnElement[datetime]) -> ScalarSelect[datetime]:
    """When the lane is next worth a look: its soonest row, unless its pace or its workspace's limit ends later."""
    paced = case((free_at > outbox.c.due_at, free_at), else_=outbox.c.due_at)
    limit = (pause.c.platform == lane.c.platform) & (pause.c.workspace == lane.c.workspace)
    return (
        select(case((pause.c.until > paced, pause.c.until), else_=paced))
        .select_from(outbox.outerjoin(pause, limit))
        .where(outbox.c.org == lane.c.org, outbox.c.place == lane.c.place, WAITING)
        .order_by(outbox.c.due_at)
        .limit(1)
        .correlate(lane)
        .scalar_subquery()
    )


_SET_LANE = update(lane).where(lane.c.org == _b("org_id"), lane.c.place == _b("place_id"))
_at = _b("at", type_=Moment)
_FREE = _SET_LANE.values(free_at=_at, lease_until=None, next_at=_next_look(_at))
_LOOK_AGAIN = _SET_LANE.values(lease_until=None, next_at=_next_look(lane.c.free_at))
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
_OUTCOME = _SET_ROW.where(SENDING).returning(outbox.c.id)
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


class StoredLanes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.unknown: frozenset[str] = frozenset()

    def claim(self, worker: str, *, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        """Two statements for any number of places, and one more for each where nothing was due after all."""
        mine = {"until": now + timedelta(seconds=lease), "by": f"{worker} {token_hex(4)}"}
        leased = {(org, place) for org, place in run(self._connection, _LEASE, {**mine, "now": now, "limit": limit})}
        if not leased:
            return []
        claimed = [delivery(row) for row in self._take(mine, now)]
        for org, place in sorted(leased - {(it.org, it.intent.place) for it in claimed}):
            run(self._connection, _LOOK_AGAIN, {"org_id": org, "place_id": place})
        return sorted(claimed, key=lambda it: (it.due_at, it.put_at, it.org, it.intent.place))

    def _take(self, mine: dict[str, Any], now: datetime) -> Sequence[Row[Any]]:
        found = run(self._connection, _TAKE, {**mine, "now": now}).all()
        taken = [row for row in found if rows.known(row.kind)]
        if left := [row for row in found if not rows.known(row.kind)]:  # what is behind it in its place goes on
            self.unknown |= {row.kind for row in left}
            keys = [{"org_id": row.org, "place_id": row.place} for row in left]
            waits = {"state": DeliveryState.WAITING.value, "due_at": now + LEFT}
            run(
                self._connection,
                _SET_ROW,
                [{**key, "row_id": row.id, **waits} for key, row in zip(keys, left, strict=True)],
            )
            behind = {**mine, "by": f"{mine['by']} {token_hex(4)}"}
            run(self._connection, _SET_LANE, [{**key, "lease_by": behind["by"]} for key in keys])
            taken += self._take(behind, now)
        return taken

    def done(self, *ended: tuple[Delivery, float], now: datetime) -> Sequence[bool]:
        self._lock(*(it for it, _ in ended))
        values = [
            {
                **_key(it),
                "state": it.state.value,
                "attempts": it.attempts,
                "reason": it.reason,
                "sent_at": now if it.state is DeliveryState.SENT else it.sent_at,
            }
            for it, _ in ended
        ]
        ours = [found.first() is not None for found in each(self._connection, _OUTCOME, values)]
        told = [_key(it) for (it, _), mine in zip(ended, ours, strict=True) if mine and it.intent.kind is Kind.HOME]
        if told:
            run(self._connection, _FORGET, told)
        free = [(it, now + timedelta(seconds=pause)) for (it, pause), mine in zip(ended, ours, strict=True) if mine]
        if free:
            self._free(free)
        return ours

    def again(self, delivery: Delivery, *, due: datetime, whole_workspace: bool = False) -> None:
        [(platform, workspace)] = self._lock(delivery)
        if whole_workspace:
            at = {"platform": platform, "workspace": workspace}
            run(self._connection, _PAUSE, {**at, "until": due})
            held = run(self._connection, _HELD, {**at, "due": due}).mappings().all()
            if held:
                run(self._connection, _SET_LANE, [{**key, "next_at": due} for key in held])
        values = {"state": DeliveryState.WAITING.value, "reason": delivery.reason, "due_at": due}
        replaced = run(self._connection, _PUT_ANEW, {"org": delivery.org, **asdict(delivery.intent)}).first()
        if replaced:
            values = {"state": DeliveryState.DROPPED.value, "reason": REPLACED}
        written = run(self._connection, _OUTCOME, {**_key(delivery), "attempts": delivery.attempts, **values})
        if written.first():
            if replaced and delivery.intent.kind is Kind.HOME:
                run(self._connection, _FORGET, _key(delivery))
            self._free([(delivery, due)])

    def next_due(self) -> datetime | None:
        return run(self._connection, _NEXT).scalar()

    def _lock(self, *deliveries: Delivery) -> Sequence[tuple[str, str]]:
        """As whoever puts locks them, so that two never wait for each other; platform and workspace, in that order."""
        keys = sorted((it.org, it.intent.place) for it in deliveries)
        found = each(self._connection, _LOCK, [{"org": org, "place": place} for org, place in keys])
        return [one.one() for one in found]

    def _free(self, lanes: Sequence[tuple[Delivery, datetime]]) -> None:
        freed = [{"org_id": it.org, "place_id": it.intent.place, "at": at} for it, at in lanes]
        run(self._connection, _FREE, freed)


def _key(it: Delivery) -> dict[str, object]:
    return {"org_id": it.org, "place_id": it.intent.place, "row_id": it.id}
