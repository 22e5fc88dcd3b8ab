"""What the time has come for: whatever was missed while the bot was off is found at the next tick."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from bot.handlers import alarms, wake
from bot.ports import Clock, Conflict, Session, Store, Unavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")
Look = Callable[[Session, datetime, int], Sequence[T]]
"""What is due at a moment, without so many of the oldest; at most a batch of it."""
Act = Callable[[T, Session, datetime], bool]

BATCH = 25
"""Rung in one transaction: fewer commits, and still short enough to keep no request waiting."""


async def ring(store: Store, clock: Clock) -> int:
    """Wake every challenge and ring every alarm that is due; returns how many."""
    woken = await _all(lambda session, now, past: session.due(now, limit=BATCH, past=past), wake.wake, store, clock)
    return woken + await _all(
        lambda session, now, past: session.ringing.due(now, limit=BATCH, past=past), alarms.ring, store, clock
    )


async def _all(look: Look[T], act: Act[T], store: Store, clock: Clock) -> int:
    """What cannot be done stays due, as the oldest of all: it is passed over here, and tried again at the next tick."""
    total = past = 0
    while True:
        found, done = await _batch(look, past, act, store, clock)
        if not found:
            return total
        total += done
        past += found - done


async def _batch(look: Look[T], past: int, act: Act[T], store: Store, clock: Clock) -> tuple[int, int]:
    """(how many were found, how many of them were done).

    What a look finds is done in the look's own transaction: other replicas pass over what it has locked.

    When one of them cannot be done, each is tried in a transaction of its own: one fault stops no other.
    """
    found: list[T] = []

    def together(session: Session) -> int:
        found[:] = look(session, clock.now(), past)
        return sum([act(thing, session, clock.now()) for thing in found])

    try:
        done = await store.write(together)
    except Unavailable:
        raise
    except Exception:
        if not found:
            raise
        done = sum([await _one(thing, act, store, clock) for thing in found])
    return len(found), done


async def _one(thing: T, act: Act[T], store: Store, clock: Clock) -> bool:
    try:
        return await store.write(lambda session: act(thing, session, clock.now()))
    except Unavailable:
        raise
    except Conflict:
        return False  # another replica was faster
    except Exception as fault:
        log.error("not woken", fault=type(fault).__name__)
        return False
