"""What was seen already, and one-time codes: recognized by keyed digests, so that neither can be read back."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.storage.columns import Moment
from bot.storage.prepared import run
from bot.storage.queues import inbox, outbox
from bot.storage.secrets import Secrets
from bot.storage.tables import code

KEPT = timedelta(days=2)
"""Longer than any platform repeats an event."""
KEPT_BRIEFLY = timedelta(hours=1)
"""Longer than Teams repeats one."""
LEDGER_KEPT = timedelta(days=400)
"""A school year and a summer: until then everybody can see what was delivered."""

_b = bindparam
_SEE = upsert(inbox).on_conflict_do_nothing().returning(inbox.c.digest)
_PRUNE = delete(inbox).where(inbox.c.seen_at < _b("before", type_=Moment))
_PRUNE_LEDGER = delete(outbox).where(
    outbox.c.put_at < _b("before", type_=Moment), outbox.c.state.in_(("sent", "dropped", "failed"))
)
_PUT_CODE = insert(code)
_CODE = select(code.c.challenge).where(code.c.org == _b("org"), code.c.digest.in_(_b("digests", expanding=True)))


class StoredInbox:
    def __init__(self, connection: Connection, org: str, secrets: Secrets, now: datetime) -> None:
        self._connection, self._org, self._secrets, self._now = connection, org, secrets, now

    def first_time(self, key: str, *, briefly: bool = False) -> bool:
        digest = self._secrets.digest("inbox", key)
        counts_from = self._now - (KEPT - KEPT_BRIEFLY) if briefly else self._now
        seen = run(self._connection, _SEE, {"org": self._org, "digest": digest, "seen_at": counts_from})
        return seen.first() is not None


class StoredCodes:
    def __init__(self, connection: Connection, org: str, secrets: Secrets) -> None:
        self._connection, self._org, self._secrets = connection, org, secrets

    def put(self, code: str, challenge: str) -> None:
        digest = self._secrets.digest("code", code)
        run(self._connection, _PUT_CODE, {"org": self._org, "digest": digest, "challenge": challenge})

    def challenge(self, code: str) -> str | None:
        digests = self._secrets.digests("code", code)
        return self._connection.execute(_CODE, {"org": self._org, "digests": digests}).scalar()


def prune(connection: Connection, now: datetime) -> None:
    connection.execute(_PRUNE, {"before": now - KEPT})
    connection.execute(_PRUNE_LEDGER, {"before": now - LEDGER_KEPT})
