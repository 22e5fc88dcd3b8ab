"""What the time has come for: whatever was missed while the bot was off is found at the next tick."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from bot.handlers import alarms, wake
from bot.ports import Clock, Conflict, Session, Store, Unavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")

BATCH = 25
"""Rung in one transaction: fewer commits, and still short enough to keep no request waiting."""


async def ring(store: Store, clock: Clock) -> int:
    """Wake every challenge and ring every alarm that is due; returns how many."""
    woken = await _all(lambda session, now: session.due(now, limit=BATCH), wake.wake, store, clock)
    return woken + await _all(lambda session, now: session.ringing.due(now, limit=BATCH), alarms.ring, store, clock)


async def _all(
    look: Callable[[Session, datetime], Sequence[T]],
    act: Callable[[T, Session, datetime], bool],
    store: Store,
    clock: Clock,
) -> int:
    total = 0
    while done := await _batch(look, act, store, clock):
        total += done
    return total  # what could not be done is tried again at the next tick


async def _batch(
    look: Callable[[Session, datetime], Sequence[T]],
    act: Callable[[T, Session, datetime], bool],
    store: Store,
    clock: Clock,
) -> int:
    """What a look finds is done in the look's own transaction: other replicas pass over what it has locked.

    When one of them cannot be done, each is tried in a transaction of its own: one fault stops no other.
    """
    found: list[T] = []

    def together(session: Session) -> int:
        found[:] = look(session, clock.now())
        return sum([act(thing, session, clock.now()) for thing in found])

    try:
        return await store.write(together)
    except Unavailable:
        raise
    except Exception:
        return sum([await _one(thing, act, store, clock) for thing in found])


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
