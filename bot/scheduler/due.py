"""What the time has come for: whatever was missed while the bot was off is found at the next tick."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from bot.handlers import alarms
from bot.handlers.challenges import wake
from bot.ports import Alarm, Clock, Conflict, Session, Store, Unavailable
from bot.scheduler.failing import Failing

T = TypeVar("T", tuple[str, str], Alarm)
Look = Callable[[Session, datetime, int], Sequence[T]]
"""What is due at a moment, without so many of the oldest; at most a batch of it."""
Act = Callable[[T, Session, datetime], bool]

BATCH = 25
"""Rung in one transaction: fewer commits, and still short enough to keep no request waiting."""


async def ring(store: Store, clock: Clock, failing: Failing | None = None) -> int:
    """Wake every challenge and ring every alarm that is due; returns how many.

    `failing`: what could not be done at earlier ticks.
    """
    failing = failing or Failing()
    failing.begin()
    failing.left(await store.read(lambda session: session.ringing.unknown(clock.now())))
    rung = await _all(_rows, wake.wake, store, clock, failing)
    rung += await _all(_alarms, alarms.ring, store, clock, failing)
    failing.end()
    return rung


def _rows(session: Session, now: datetime, past: int) -> Sequence[tuple[str, str]]:
    return session.due(now, limit=BATCH, past=past)


def _alarms(session: Session, now: datetime, past: int) -> Sequence[Alarm]:
    return session.ringing.due(now, limit=BATCH, past=past)


async def _all(look: Look[T], act: Act[T], store: Store, clock: Clock, failing: Failing) -> int:
    """What cannot be done stays due, as the oldest of all: it is passed over here, and tried again later."""
    total = past = 0
    while True:
        found, done = await _batch(look, past, act, store, clock, failing)
        if not found:
            return total
        total += done
        past += found - done


async def _batch(
    look: Look[T], past: int, act: Act[T], store: Store, clock: Clock, failing: Failing
) -> tuple[int, int]:
    """(how many were found, how many of them were done).

    What a look finds is done in the look's own transaction: other replicas pass over what it has locked.

    When one of them cannot be done, each is tried in a transaction of its own: one fault stops no other.
    """
    found: list[T] = []

    def together(session: Session) -> int:
        found[:] = look(session, clock.now(), past)
        return sum([act(thing, session, clock.now()) for thing in found if not failing.waits(thing, clock.now())])

    try:
        done = await store.write(together)
    except Unavailable:
        raise
    except Exception:
        if not found:
            raise
        tried = [thing for thing in found if not failing.waits(thing, clock.now())]
        done = sum([await _one(thing, act, store, clock, failing) for thing in tried])
    return len(found), done


async def _one(thing: T, act: Act[T], store: Store, clock: Clock, failing: Failing) -> bool:
    try:
        return await store.write(lambda session: act(thing, session, clock.now()))
    except Unavailable:
        raise
    except Conflict:
        return False  # another replica was faster
    except Exception as fault:
        failing.failed(thing, fault, clock.now())
        return False
