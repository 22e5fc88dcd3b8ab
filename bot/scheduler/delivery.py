"""From the outbox to the platforms: claim, draw now, send, and write down what came of it."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import (
    INTERRUPTED,
    INTERRUPTED_AGAIN,
    Clock,
    Delivery,
    DeliveryOutcome,
    DeliveryState,
    Failed,
    Gone,
    Message,
    Messenger,
    Newer,
    Retry,
    Sent,
    Session,
    Store,
    Uncertain,
)
from bot.scheduler import calling
from bot.scheduler.calling import LONGEST
from bot.scheduler.drawn import ASKED, Drawn, draw
from bot.scheduler.settling import End, Settling

log = structlog.get_logger(__name__)

LEASE = 60.0
"""Seconds a worker may take for one message before another worker takes it over."""
BATCH = 32
"""Claimed, and drawn, in one transaction."""
AT_ONCE = 128
"""Under way to the platforms."""
LOOK = 0.25
"""Seconds until the next look while a call takes long."""
LONGEST_WAIT = 300.0
GIVE_UP = 40
PATIENCE = timedelta(days=3)
"""A message counts as failed after so many attempts and so long: a secret that expired on a Friday loses nothing."""
ROLLOUT = timedelta(hours=1)
"""So long a message about what only a newer version can read waits for one."""


class Courier:
    """One worker of the outbox. Any number of them, in any number of processes, share the work through row claims."""

    def __init__(
        self,
        store: Store,
        messengers: Mapping[Platform, Messenger],
        clock: Clock,
        *,
        worker: str,
        longest: float = LONGEST,
    ) -> None:
        """`longest`: seconds that a platform is waited for."""
        self._longest = longest
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self._worker = worker
        self._settling = Settling(store, clock)
        self._busy = False
        self._asked = asyncio.Event()
        self._unknown: frozenset[str] = frozenset()

    async def drain(self) -> int:
        """Send everything that is due now; returns how many messages were dealt with.

        While one call is at work another only asks it to look once more: its last look may have been too early.
        """
        self._asked.set()
        if self._busy:
            return 0
        self._busy = True
        try:
            return await self._send_due()
        finally:
            self._busy = False

    async def next_due(self) -> datetime | None:
        return await self._store.read(lambda session: session.lanes.next_due())

    async def _due(self) -> bool:
        """A look that writes nothing, so that looking often costs little."""
        due = await self.next_due()
        return due is not None and due <= self._clock.now()

    async def _send_due(self) -> int:
        """A slow call holds up no other: as soon as a batch fits beside what is under way, the next one is claimed."""
        total, under_way = 0, set[asyncio.Task[None]]()
        try:
            while self._asked.is_set() or under_way:
                if not self._asked.is_set() or len(under_way) > AT_ONCE - BATCH:
                    under_way -= await self._ended(under_way)
                    self._asked.set()  # there is room again, and what waited behind them may be due
                    continue
                self._asked.clear()
                batch = await self._claimed()
                under_way |= {asyncio.create_task(self._deliver(drawn)) for drawn in batch}
                total += len(batch)
                if len(batch) == BATCH:
                    self._asked.set()
        finally:
            await asyncio.gather(*under_way, return_exceptions=True)  # after a fault: none of them goes on unwatched
        return total

    async def _ended(self, under_way: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Those that have come to an end; none when somebody asks for another look before that, or it is time for one:
        a place whose pace is over may have its next message."""
        waits = {asyncio.create_task(self._asked.wait())} if len(under_way) <= AT_ONCE - BATCH else set()
        await asyncio.wait(under_way | waits, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        ended = {task for task in under_way if task.done()}
        for task in ended:
            task.result()
        return ended

    async def _claimed(self) -> list[Drawn]:
        """A batch that is this worker's now, each of it drawn."""
        if not await self._due():
            return []
        return await draw(await self._store.write(self._claim), self._store, self._clock)

    def _claim(self, session: Session) -> Sequence[Delivery]:
        claimed = session.lanes.claim(self._worker, now=self._clock.now(), lease=LEASE, limit=BATCH)
        for kind in session.lanes.unknown - self._unknown:
            log.warning("left for a newer version", kind=kind)
        self._unknown |= session.lanes.unknown
        return claimed

    async def _deliver(self, drawn: Drawn) -> None:
        delivery, place, what = drawn.delivery, drawn.place, drawn.what
        if drawn.fault:
            return await self._undrawn(delivery, drawn.fault)
        if place is None:
            return await self._finish(delivery, DeliveryState.DROPPED, "place unknown")
        messenger = self._messengers.get(place.platform)
        if messenger is None:
            # No attempt is counted: it waits for as long as the platform is not configured.
            return await self._later(replace(delivery, attempts=-1), Retry(LONGEST_WAIT, "platform not configured"))
        if delivery.intent.kind in ASKED:
            return await self._ask(delivery, place, messenger)
        if place.gone or what is None:
            return await self._finish(delivery, DeliveryState.DROPPED, place.gone or "no longer true")
        if delivery.reason == INTERRUPTED_AGAIN and isinstance(what, Message):
            return await self._finish(delivery, DeliveryState.FAILED, delivery.reason)
        outcome = await calling.send(messenger, place, what, delivery.intent.kind, longest=self._longest)
        log.info("delivered", kind=delivery.intent.kind, outcome=type(outcome).__name__, platform=messenger.platform)
        await self._sent(drawn, outcome, place, messenger.pace)

    async def _undrawn(self, delivery: Delivery, fault: Exception) -> None:
        """A card that cannot be drawn must not hold up its place for ever; a newer version may draw it meanwhile."""
        log.error("not drawn", kind=delivery.intent.kind, fault=type(fault).__name__)
        if isinstance(fault, Newer) and self._clock.now() - delivery.put_at < ROLLOUT:
            await self._later(delivery, Retry(0, "newer"))
        else:
            await self._finish(delivery, DeliveryState.FAILED, "not drawn")

    async def _ask(self, delivery: Delivery, place: Place, messenger: Messenger) -> None:
        """Nothing is said: the platform tells about a person, or about who is in a place."""
        learn = await calling.ask(messenger, place, delivery.intent, longest=self._longest)
        if isinstance(learn, Retry):
            return await self._later(delivery, learn)
        await self._settling.settle(End(replace(delivery, state=DeliveryState.SENT, reason=""), learn=learn))

    async def _sent(self, drawn: Drawn, outcome: DeliveryOutcome, place: Place, pace: float) -> None:
        delivery = drawn.delivery
        match outcome:
            case Sent(ref, address):
                sent = replace(delivery, state=DeliveryState.SENT, reason="")
                await self._settling.settle(End(sent, pause=pace, ref=ref, address=address, shows=drawn.shows))
            case Retry():
                await self._later(delivery, outcome)
            case Gone(reason):
                gone = replace(delivery, state=DeliveryState.FAILED, reason=reason)
                await self._settling.settle(End(gone, gone=place))
            case Failed(reason):
                await self._finish(delivery, DeliveryState.FAILED, reason, pause=pace)
            case Uncertain(reason) if delivery.reason == INTERRUPTED:
                await self._finish(delivery, DeliveryState.FAILED, reason, pause=pace)
            case Uncertain():
                await self._later(replace(delivery, reason=INTERRUPTED), Retry(0))
            case _:
                assert_never(outcome)

    async def _finish(self, delivery: Delivery, state: DeliveryState, reason: str, *, pause: float = 0.0) -> None:
        await self._settling.settle(End(replace(delivery, state=state, reason=reason), pause=pause))

    async def _later(self, delivery: Delivery, retry: Retry) -> None:
        if delivery.attempts >= GIVE_UP and self._clock.now() - delivery.put_at > PATIENCE:
            return await self._finish(delivery, DeliveryState.FAILED, retry.reason or "given up")
        wait = retry.after or backoff(delivery.attempts)
        due = self._clock.now() + timedelta(seconds=wait)
        waiting = replace(delivery, attempts=delivery.attempts + 1)
        await self._store.write(
            lambda session: session.lanes.again(waiting, due=due, whole_workspace=retry.whole_workspace)
        )


def backoff(attempts: int) -> float:
    """Seconds until the next attempt: doubling, with jitter so that a crowd does not come back at once."""
    return float(min(LONGEST_WAIT, 2.0 ** min(attempts, 10)) * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
