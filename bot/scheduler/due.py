"""Duties whose time has come: whatever was missed while the bot was off is found at the next tick."""

from bot.handlers import wake
from bot.ports import Clock, Session, Store

BATCH = 50


async def ring(store: Store, clock: Clock) -> int:
    """Wake every challenge that is due; returns how many. Each batch is one transaction."""
    total = 0
    while count := await store.write(lambda session: _batch(session, clock)):
        total += count
    return total


def _batch(session: Session, clock: Clock) -> int:
    now = clock.now()
    due = session.due(now, limit=BATCH)
    for row in due:
        wake.wake(row, session, now)
    return len(due)
