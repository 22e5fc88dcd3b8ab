"""The clock's own work: runs that are asked for together are one, and none that is needed is left out."""

import asyncio

from bot.scheduler.ticks import Tick, Ticks

AN_HOUR = 3600.0
VERY_SOON = 1e-9


class Work:
    """Counts its runs; each goes on until `open` is set."""

    def __init__(self) -> None:
        self.begun = 0
        self.open, self.at_work = asyncio.Event(), asyncio.Event()

    async def run(self) -> None:
        self.begun += 1
        self.at_work.set()
        await self.open.wait()


def started(work: Work) -> Ticks:
    ticks = Ticks((Tick("deliver", AN_HOUR, work.run),), soon=VERY_SOON)
    ticks.start()
    return ticks


async def test_many_calls_at_once_are_one_run() -> None:
    work = Work()
    work.open.set()
    ticks = started(work)
    for _ in range(50):
        ticks.now("deliver")
    await ticks.stop()
    assert work.begun == 1


async def test_whoever_asks_goes_on_before_the_run_begins() -> None:
    work = Work()
    ticks = started(work)
    ticks.now("deliver")
    assert work.begun == 0
    work.open.set()
    await ticks.stop()


async def test_a_call_while_a_run_is_at_work_is_another_run() -> None:
    work = Work()
    ticks = started(work)
    ticks.now("deliver")
    await work.at_work.wait()
    ticks.now("deliver")
    work.open.set()
    await ticks.stop()
    assert work.begun == 2
