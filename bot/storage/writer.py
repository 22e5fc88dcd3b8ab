"""SQLite's one writing thread: what waits is written in one transaction, each piece on a savepoint of its own."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from itertools import groupby
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from bot.ports import Unavailable
from bot.storage.faults import told

T = TypeVar("T")

TOGETHER = 16
"""At most so many share a commit: the first of them waits for the last."""


@dataclass(frozen=True, slots=True)
class _Job:
    run: Callable[[Connection], Any]
    answer: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _End:
    result: Any = None
    fault: Exception | None = None


class Writer:
    """Nobody is answered, not even with a refusal, before what they saw is committed.

    A piece that fails leaves nothing behind and disturbs no other; when the transaction itself fails, nothing of any
    of them is saved, and each is told so.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        # No executor: its own queue, locks and futures would be a second way there and back for each request.
        self._thread = Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise Unavailable("closed")
        context, answer = copy_context(), asyncio.get_running_loop().create_future()
        self._waiting.put(_Job(lambda connection: context.run(work, connection), answer))
        result: T = await answer
        return result

    async def close(self) -> None:
        """Waits until everything is written; nothing is taken any more."""
        self._closed = True
        self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        going_on = True
        while going_on:
            found = self._take()
            going_on = None not in found
            jobs = [job for job in found if job and not job.answer.cancelled()]  # nobody waits for the others any more
            if jobs:
                _tell(jobs, self._write(jobs))

    def _take(self) -> list[_Job | None]:
        """What waits; None where nothing comes any more."""
        found = [self._waiting.get()]
        with suppress(Empty):
            while found[-1] and len(found) < TOGETHER:
                found.append(self._waiting.get_nowait())
        return found

    def _write(self, jobs: Sequence[_Job]) -> Sequence[_End]:
        try:
            with self._engine.begin() as connection:
                return [_piece(job, connection) for job in jobs]
        except BaseException as fault:
            self._engine.dispose()  # the next one connects anew
            return [_End(fault=Unavailable(type(fault).__name__)) for _ in jobs]


def _tell(jobs: Sequence[_Job], ends: Sequence[_End]) -> None:
    """One call to each loop for all that its tasks wait for."""
    for loop, together in groupby(zip(jobs, ends, strict=True), key=lambda told: told[0].answer.get_loop()):
        with suppress(RuntimeError):  # it is closed: nobody there waits any more
            loop.call_soon_threadsafe(_answer, [(job.answer, end) for job, end in together])


def _answer(ends: Sequence[tuple[asyncio.Future[Any], _End]]) -> None:
    for answer, end in ends:
        if answer.done():
            continue  # its asker has given up
        if end.fault is None:
            answer.set_result(end.result)
        else:
            answer.set_exception(end.fault)


def _piece(job: _Job, connection: Connection) -> _End:
    bare: Any = connection.connection.driver_connection  # SQLAlchemy's own savepoints cost as much as a query
    bare.execute("SAVEPOINT piece")
    try:
        result = job.run(connection)
    except Exception as fault:
        end = _End(fault=told(fault))
        if isinstance(end.fault, Unavailable):
            raise  # SQLite may have undone the whole transaction already
        bare.execute("ROLLBACK TO piece")
    else:
        end = _End(result)
    bare.execute("RELEASE piece")
    return end
