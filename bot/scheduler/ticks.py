"""APScheduler as nothing but a clock: a few ticks on UTC intervals, kept in memory, never piled up."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)

SOON = 0.1
"""Seconds: an answer is on its way before what it queued is, and whatever is asked for meanwhile is one run."""


@dataclass(frozen=True, slots=True)
class Tick:
    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


class Ticks:
    """Runs each tick on its interval, and soon after `now`; a tick that fails is logged and comes again."""

    def __init__(self, ticks: tuple[Tick, ...], *, soon: float = SOON) -> None:
        self._ticks = {tick.name: tick for tick in ticks}
        self._soon = soon
        self._asked: set[str] = set()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        for tick in self._ticks.values():
            self._scheduler.add_job(
                self._begin,
                "interval",
                seconds=tick.seconds,
                args=(tick.name,),
                id=tick.name,
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
            )
        self._scheduler.start()

    def now(self, name: str) -> None:
        """Run one tick soon, e.g. because something was just put into the outbox."""
        if name not in self._asked:
            self._asked.add(name)
            self._start(name, after=self._soon)

    async def stop(self) -> None:
        self._scheduler.pause()
        await asyncio.sleep(0)  # what it has just begun gets its one step, instead of being cancelled
        self._scheduler.shutdown(wait=False)
        if self._running:
            await asyncio.wait(self._running, timeout=5)

    async def _begin(self, name: str) -> None:
        """In a task of our own: APScheduler cancels what it runs when it ends, between a sending and its record."""
        if not any(task.get_name() == f"tick {name}" for task in self._running):
            self._start(name)

    def _start(self, name: str, *, after: float = 0) -> None:
        task = asyncio.get_running_loop().create_task(self._run(name, after), name=f"tick {name}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, name: str, after: float) -> None:
        if after:
            await asyncio.sleep(after)
            self._asked.discard(name)  # from here on it may miss what comes, so that the next call is another run
        try:
            await self._ticks[name].run()
        except Exception as fault:  # the next tick tries again; what is due stays in the tables
            log.error("tick failed", tick=name, fault=type(fault).__name__)
