"""A burst of messages: worked off a few at a time, and held back before it grows without end."""

import asyncio

from bot.adapters.tasks import Tasks
from bot.adapters.teams.line import Line

PATIENCE = 5.0


class Room:
    """Work that goes on until the door is opened, and notes how much of it there was at once."""

    def __init__(self) -> None:
        self.inside = self.most = self.done = 0
        self.door = asyncio.Event()
        self.entered = asyncio.Semaphore(0)

    async def work(self) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.release()
        await self.door.wait()
        self.inside -= 1
        self.done += 1


async def test_only_so_many_run_at_once_and_all_are_done() -> None:
    room, tasks = Room(), Tasks("teams")
    line = Line(tasks, at_once=2, waiting=8)
    for _ in range(10):
        await line.join("turn", room.work)
    await room.entered.acquire()
    await room.entered.acquire()
    room.door.set()
    await tasks.settle(PATIENCE)
    assert (room.most, room.done) == (2, 10)


async def test_one_more_than_there_is_room_for_is_held_until_a_place_is_free() -> None:
    room, tasks = Room(), Tasks("teams")
    line = Line(tasks, at_once=1, waiting=1)
    for _ in range(2):
        await line.join("turn", room.work)
    held = asyncio.create_task(line.join("turn", room.work))
    await room.entered.acquire()
    assert not held.done()
    room.door.set()
    await held
    await tasks.settle(PATIENCE)
    assert room.done == 3


async def test_work_that_fails_leaves_its_place_to_the_next() -> None:
    async def fail() -> None:
        raise RuntimeError

    room, tasks = Room(), Tasks("teams")
    room.door.set()
    line = Line(tasks, at_once=1, waiting=0)
    await line.join("turn", fail)
    await line.join("turn", room.work)
    await tasks.settle(PATIENCE)
    assert room.done == 1
