"""The districts' own calendars: fetched and read outside of any transaction, a few side by side."""

import asyncio
import random
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.domain.known_days import Trouble
from bot.handlers.calendar import calendar_source
from bot.ports import CalendarSource, Clock, Conflict, Store, Wanted

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=15)
"""After so long another replica reads what this one has not."""
AT_ONCE = 4
"""One that hangs, for its twenty seconds, holds up no other; each is a process of its own while it is read."""
ATTEMPTS = 3
BACK = timedelta(days=2)
AHEAD = timedelta(days=550)
JITTER = 7200.0
"""Seconds: districts that gave their calendar at the same time are not all read at the same time."""


class Reader:
    def __init__(self, store: Store, source: CalendarSource, clock: Clock) -> None:
        self._store, self._source, self._clock = store, source, clock

    async def run(self) -> int:
        """Read every calendar that is due; returns how many."""
        ends = await asyncio.gather(*(self._some() for _ in range(AT_ONCE)), return_exceptions=True)
        for fault in ends:
            if isinstance(fault, BaseException):
                raise fault  # only once all are at their end
        return sum(end for end in ends if isinstance(end, int))

    async def _some(self) -> int:
        total = 0
        while wanted := await self._claim():
            await self._one(wanted)
            total += 1
        return total

    async def _claim(self) -> Wanted | None:
        now = self._clock.now()
        if not await self._store.read(lambda session: session.looks.waiting(now)):
            return None
        return await self._store.write(lambda session: session.looks.claim(now, now + LEASE))

    async def _one(self, wanted: Wanted) -> None:
        today = self._clock.now().date()
        content = wanted.content.encode() if wanted.content else await self._source.fetch(wanted.url)
        outcome = (
            content if isinstance(content, Trouble) else await self._source.read(content, today - BACK, today + AHEAD)
        )
        log.info("calendar read", outcome=outcome if isinstance(outcome, Trouble) else "read")
        jitter = timedelta(seconds=random.uniform(0, JITTER))  # noqa: S311 - no secret
        now = self._clock.now()
        for _ in range(ATTEMPTS):
            with suppress(Conflict):  # somebody typed days meanwhile
                await self._store.write(
                    lambda session: calendar_source.arrived(wanted, outcome, session.work(wanted.org), now, jitter)
                )
                return
