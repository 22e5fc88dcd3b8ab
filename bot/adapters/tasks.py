"""Work that goes on after the answer: kept, waited for at the end, and never failing in silence."""

import asyncio
from collections.abc import Coroutine

import structlog

log = structlog.get_logger(__name__)


class Tasks:
    """One platform's."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._running: set[asyncio.Task[None]] = set()

    def start(self, name: str, work: Coroutine[object, object, None]) -> None:
        """`name` goes to the log if the work fails; nothing else of it does."""
        name = f"{self._platform} {name}"
        task = asyncio.create_task(_watch(name, work), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settle(self, seconds: float) -> None:
        """Wait for what runs and for what that starts, then end what still does."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._running and (left := until - loop.time()) > 0:
            await asyncio.wait(self._running, timeout=left)
        late = list(self._running)
        for task in late:
            log.warning("task cut off", task=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _watch(name: str, work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as fault:
        log.error("task failed", task=name, fault=type(fault).__name__)
