"""The monthly reviews, on their tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, RowMapping, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.domain.review import Month, Pending, Stage, Stamp, Tally, Walk
from bot.domain.vocabulary import Decision, Status
from bot.ports import Conflict
from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.review_tables import month, stamp, walk
from bot.storage.saving import within
from bot.storage.tables import challenge

_b = bindparam

_WALK = select(walk).where(walk.c.org == _b("org"), walk.c.id == _b("id"))
_LATEST = (
    select(walk)
    .where(walk.c.org == _b("org"), walk.c.team == _b("team"))
    .order_by(walk.c.turn.desc(), walk.c.id)
    .limit(1)
)
_BEGIN = insert(walk)
_GO_ON = update(walk).where(walk.c.org == _b("org_id"), walk.c.id == _b("walk_id"), walk.c.version == _b("before"))
_stamped = challenge.outerjoin(
    stamp,
    and_(
        stamp.c.org == challenge.c.org,
        stamp.c.team == challenge.c.team,
        stamp.c.month == _b("month"),
        stamp.c.challenge == challenge.c.id,
    ),
)
_ours = and_(challenge.c.org == _b("org"), challenge.c.team == _b("team"))
_PENDING = (
    select(challenge.c.id, challenge.c.number, challenge.c.version)
    .select_from(_stamped)
    .where(_ours, challenge.c.status != Status.CLOSED, stamp.c.challenge.is_(None))
    .order_by(challenge.c.number)
)
_TALLY = (
    select(func.count(), func.count(stamp.c.challenge))
    .select_from(_stamped)
    .where(
        _ours,
        challenge.c.reported_at < _b("reported_before", type_=Moment),
        or_(challenge.c.closed_at.is_(None), challenge.c.closed_at >= _b("open_at", type_=Moment)),
    )
)
_BEGAN = select(func.min(challenge.c.reported_at)).where(_ours)
_STAMPS = (
    select(stamp)
    .where(stamp.c.org == _b("org"), stamp.c.team == _b("team"), stamp.c.month == _b("month"))
    .order_by(stamp.c.at, stamp.c.challenge)
)
_SETTLE = upsert(month).on_conflict_do_nothing(index_elements=list(month.primary_key.columns))
_SETTLED = (
    select(month)
    .where(month.c.org == _b("org"), month.c.team == _b("team"))
    .order_by(month.c.month.desc())
    .limit(_b("limit", type_=Integer))
)


class StoredReviews:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def walk(self, id: str) -> Walk | None:
        found = run(self._connection, _WALK, {"org": self._org, "id": id}).mappings().first()
        return _walk(found) if found else None

    def latest(self, team: str) -> Walk | None:
        found = run(self._connection, _LATEST, {"org": self._org, "team": team}).mappings().first()
        return _walk(found) if found else None

    def save(self, walk: Walk) -> None:
        within(self._org, walk.org)
        values = {
            "team": walk.team,
            "turn": walk.turn,
            "month": str(walk.month),
            "started_at": walk.started_at,
            "started_by": walk.started_by,
            "version": walk.version,
            "stage": walk.stage,
            "at": walk.at,
            "seen": walk.seen,
            "skipped": list(walk.skipped),
        }
        if walk.version == 1:
            run(self._connection, _BEGIN, {"org": self._org, "id": walk.id, **values})
            return
        where = {"org_id": self._org, "walk_id": walk.id, "before": walk.version - 1}
        if run(self._connection, _GO_ON, {**values, **where}).rowcount != 1:
            raise Conflict

    def pending(self, team: str, month: Month) -> Sequence[Pending]:
        asked = {"org": self._org, "team": team, "month": str(month)}
        return [Pending(*row) for row in run(self._connection, _PENDING, asked)]

    def stamps(self, team: str, month: Month) -> Sequence[Stamp]:
        asked = {"org": self._org, "team": team, "month": str(month)}
        found = run(self._connection, _STAMPS, asked).mappings()
        return [Stamp(row["challenge"], row["at"], row["person"], Decision(row["decision"])) for row in found]

    def tally(self, team: str, month: Month, *, reported_before: datetime, open_at: datetime) -> Tally:
        asked = {"org": self._org, "team": team, "month": str(month)}
        moments = {"reported_before": reported_before, "open_at": open_at}
        rows, stamped = run(self._connection, _TALLY, {**asked, **moments}).one()
        return Tally(month, rows, stamped)

    def began(self, team: str) -> datetime | None:
        return run(self._connection, _BEGAN, {"org": self._org, "team": team}).scalar()

    def settle(self, team: str, tally: Tally, now: datetime) -> None:
        asked = {"org": self._org, "team": team, "month": str(tally.month), "at": now}
        run(self._connection, _SETTLE, {**asked, "rows": tally.rows, "stamped": tally.stamped})

    def settled(self, team: str, *, limit: int = 12) -> Sequence[Tally]:
        found = run(self._connection, _SETTLED, {"org": self._org, "team": team, "limit": limit}).mappings()
        return [Tally(Month.parse(row["month"]), row["rows"], row["stamped"]) for row in found]


def _walk(row: RowMapping) -> Walk:
    return Walk(
        row["org"],
        row["id"],
        row["team"],
        row["turn"],
        Month.parse(row["month"]),
        row["started_at"],
        row["started_by"],
        row["version"],
        Stage(row["stage"]),
        row["at"],
        row["seen"],
        tuple(row["skipped"]),
    )
