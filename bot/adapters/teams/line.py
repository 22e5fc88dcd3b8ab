"""Holds Teams back when more comes than can be worked off: only so much at once, and only so much behind it."""

import asyncio
from collections.abc import Callable, Coroutine

from bot.adapters.tasks import Tasks

AT_ONCE = 8
WAITING = 100


class Line:
    """At most `at_once` pieces of work go on together, begun in the order they came, and at most `waiting` wait.

    Without it a burst of messages puts as many transactions before the next press of a button, which has seconds.
    """

    def __init__(self, tasks: Tasks, *, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._tasks = tasks
        self._places = asyncio.Semaphore(at_once + waiting)
        self._turns = asyncio.Semaphore(at_once)

    async def join(self, name: str, work: Callable[[], Coroutine[object, object, None]]) -> None:
        """Returns as soon as there is a place for it; what it does goes on afterwards. `name` is for the log."""
        await self._places.acquire()
        self._tasks.start(name, self._run(work))

    async def _run(self, work: Callable[[], Coroutine[object, object, None]]) -> None:
        try:
            async with self._turns:
                await work()
        finally:
            self._places.release()
