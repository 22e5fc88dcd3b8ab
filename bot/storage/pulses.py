"""Pulses: counts without people, and keyed digests without answers; both are erased when a pulse closes."""

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from bot.domain.pulse import STEPS, Pulse, Step, middle
from bot.storage.agreement_tables import pulse, pulse_seen
from bot.storage.saving import within
from bot.storage.secrets import Secrets

_b = bindparam

_THIS = (pulse.c.org == _b("of_org"), pulse.c.id == _b("of_id"))
_GET = select(pulse).where(*_THIS)
_STANDING = (
    select(pulse)
    .where(pulse.c.org == _b("of_org"), pulse.c.team == _b("team"), pulse.c.closed.is_(False))
    .order_by(pulse.c.opened_at.desc())
    .limit(1)
)
_SEEN = select(pulse_seen.c.digest).where(
    pulse_seen.c.org == _b("of_org"),
    pulse_seen.c.pulse == _b("of_id"),
    pulse_seen.c.digest.in_(_b("digests", expanding=True)),
)
_FORGET = delete(pulse_seen).where(pulse_seen.c.org == _b("of_org"), pulse_seen.c.pulse == _b("of_id"))
_COUNT = {step: update(pulse).where(*_THIS).values({step.value: pulse.c[step.value] + 1}) for step in Step}
_CLOSE = (
    update(pulse)
    .where(*_THIS)
    .values(closed=True, answers=_b("how_many"), middle=_b("in_between"), **dict.fromkeys(map(str, STEPS), 0))
)


class StoredPulses:
    def __init__(self, connection: Connection, org: str, secrets: Secrets) -> None:
        self._connection, self._org, self._secrets = connection, org, secrets

    def open(self, new: Pulse) -> None:
        within(self._org, new.org)
        values = {"org": new.org, "id": new.id, "team": new.team, "closed": False, **dict.fromkeys(map(str, STEPS), 0)}
        self._connection.execute(insert(pulse), {**values, "opened_at": new.opened_at, "closes_at": new.closes_at})

    def get(self, id: str) -> Pulse | None:
        row = self._connection.execute(_GET, self._key(id)).first()
        return None if row is None else _read(row._mapping)

    def standing(self, team: str) -> Pulse | None:
        row = self._connection.execute(_STANDING, {"of_org": self._org, "team": team}).first()
        return None if row is None else _read(row._mapping)

    def count(self, id: str, person: str, step: Step) -> bool:
        found = self._connection.execute(_GET.with_for_update(), self._key(id)).first()
        if found is None or found.closed:
            return False
        digests = self._secrets.digests("pulse", f"{self._org}\0{id}\0{person}")
        if self._connection.execute(_SEEN, {**self._key(id), "digests": digests}).first():
            return False
        self._connection.execute(insert(pulse_seen), {"org": self._org, "pulse": id, "digest": digests[0]})
        self._connection.execute(_COUNT[step], self._key(id))
        return True

    def close(self, id: str) -> Pulse | None:
        row = self._connection.execute(_GET.with_for_update(), self._key(id)).first()
        if row is None or row.closed:
            return None
        answers, found = middle({step: row._mapping[step.value] for step in STEPS}) or (None, None)
        self._connection.execute(_FORGET, self._key(id))
        self._connection.execute(_CLOSE, {**self._key(id), "how_many": answers, "in_between": found})
        return self.get(id)

    def _key(self, id: str) -> dict[str, str]:
        return {"of_org": self._org, "of_id": id}


def _read(row: RowMapping) -> Pulse:
    return Pulse(
        row["org"],
        row["id"],
        row["team"],
        row["opened_at"],
        row["closes_at"],
        row["closed"],
        row["answers"],
        Step(row["middle"]) if row["middle"] else None,
    )
