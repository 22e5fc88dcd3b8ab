"""In a demo, time that is skipped passes all the same: what comes due on the way comes in its turn, at its own time."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from bot.handlers.desk.demo_clock import OFFSET
from bot.ports import Clock, Session, Store
from bot.scheduler import due
from bot.scheduler.delivery import Courier
from bot.scheduler.failing import Failing

STRIDE = timedelta(minutes=30)
"""No stop comes sooner after the one before: a thing that cannot be done, or always comes again, holds nothing up."""
BEHIND = timedelta(seconds=10)
"""What waits at a stop only for a channel's pace goes out before the next one."""
PATIENCE = 2.0
"""Seconds that the answer to a skip waits for it to be over; a platform waits 3 for an answer."""
LINES = 50
"""Rounds of that at most, at one stop."""


class DemoClock:
    """Another clock, moved on; `goal` is how far `/demo skip` asked for, `offset` how far it has come."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.offset = self.goal = timedelta()

    def now(self) -> datetime:
        return self._clock.now() + self.offset

    def read(self, session: Session) -> None:
        self.goal = timedelta(seconds=float(session.setting(OFFSET) or 0))

    @property
    def there(self) -> datetime:
        """The moment that it is on its way to."""
        return self._clock.now() + self.goal

    @property
    def behind(self) -> bool:
        return self.offset < self.goal

    def arrive(self) -> None:
        self.offset = self.goal

    def on_to(self, moment: datetime) -> None:
        """Move on to `moment`: never back, and never beyond what was asked for."""
        self.offset = max(self.offset, min(self.goal, moment - self._clock.now()))


class TimeLapse:
    """What a demo does instead of ringing and delivering beside each other: an agenda that was posted on the way is
    drawn as it was then, and not as of a meeting that is over."""

    def __init__(self, store: Store, clock: DemoClock, courier: Courier, *, patience: float = PATIENCE) -> None:
        self._store, self._clock, self._courier, self._patience = store, clock, courier, patience
        self._failing = Failing()
        self._turn = asyncio.Lock()
        self._there = asyncio.Event()

    async def deliver(self) -> None:
        async with self._turn:
            await self._courier.drain()

    async def ring(self) -> None:
        """Do what is due, from one thing to the next, until the clock is where it was asked to be."""
        async with self._turn:
            await self._stop()
            while self._clock.behind:
                ahead = await self._store.read(lambda session: session.next_due())
                soonest = self._clock.now() + STRIDE
                if ahead is None:
                    self._clock.arrive()
                else:
                    self._clock.on_to(max(ahead, soonest))
                await self._stop()
            self._there.set()

    async def arrived(self) -> bool:
        """Wait until a skip is over: whoever reads that the clock has moved finds everything as of then. False when
        that takes longer than a platform waits for an answer."""
        if self._clock.behind:
            self._there.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    await self._there.wait()
        return not self._clock.behind

    async def _stop(self) -> None:
        if await due.ring(self._store, self._clock, self._failing):
            await self._courier.drain()
            for _ in range(LINES):
                waits = await self._courier.next_due()
                if waits is None or waits > self._clock.now() + BEHIND:
                    return
                self._clock.on_to(waits)
                await self._courier.drain()
