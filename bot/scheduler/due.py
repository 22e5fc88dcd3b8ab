"""Duties whose time has come: whatever was missed while the bot was off is found at the next tick."""

from collections.abc import Sequence
from functools import partial

import structlog

from bot.handlers import wake
from bot.ports import Clock, Conflict, Store, Unavailable

log = structlog.get_logger(__name__)

BATCH = 50


async def ring(store: Store, clock: Clock) -> int:
    """Wake every challenge that is due; returns how many. Each is its own transaction: one fault stops no other."""
    total = 0
    while due := await store.write(lambda session: session.due(clock.now(), limit=BATCH)):
        woken = await _each(due, store, clock)
        total += woken
        if not woken:
            break  # the next tick tries again
    return total


async def _each(due: Sequence[tuple[str, str]], store: Store, clock: Clock) -> int:
    woken = 0
    for row in due:
        try:
            woken += await store.write(partial(wake.wake, row, now=clock.now()))
        except Unavailable:
            raise
        except Conflict:
            continue  # another replica was faster
        except Exception as fault:
            log.error("not woken", fault=type(fault).__name__)
    return woken
