"""What the time has come for: whatever was missed while the bot was off is found at the next tick."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from bot.handlers import alarms, wake
from bot.ports import Clock, Conflict, Session, Store, Unavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")

BATCH = 50


async def ring(store: Store, clock: Clock) -> int:
    """Wake every challenge and ring every alarm that is due; returns how many.

    Each is its own transaction: one fault stops no other.
    """
    woken = await _all(lambda session, now: session.due(now, limit=BATCH), wake.wake, store, clock)
    return woken + await _all(lambda session, now: session.ringing.due(now, limit=BATCH), alarms.ring, store, clock)


async def _all(
    look: Callable[[Session, datetime], Sequence[T]],
    act: Callable[[T, Session, datetime], bool],
    store: Store,
    clock: Clock,
) -> int:
    total = 0
    while found := await store.write(lambda session: look(session, clock.now())):
        done = sum([await _one(thing, act, store, clock) for thing in found])
        total += done
        if not done:
            break  # the next tick tries again
    return total


async def _one(thing: T, act: Callable[[T, Session, datetime], bool], store: Store, clock: Clock) -> bool:
    try:
        return await store.write(lambda session: act(thing, session, clock.now()))
    except Unavailable:
        raise
    except Conflict:
        return False  # another replica was faster
    except Exception as fault:
        log.error("not woken", fault=type(fault).__name__)
        return False
