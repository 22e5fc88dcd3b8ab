"""SQLite's one writing thread: what waits is written in one transaction, each piece on a savepoint of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
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
    answer: Future[Any]


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
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._waiting: SimpleQueue[_Job] = SimpleQueue()

    async def run(self, work: Callable[[Connection], T]) -> T:
        context = copy_context()
        job = _Job(lambda connection: context.run(work, connection), Future())
        self._waiting.put(job)
        self._thread.submit(self._write)  # one for each: those that find nothing left have nothing to do
        result: T = await asyncio.wrap_future(job.answer)
        return result

    def close(self) -> None:
        """Waits until everything is written."""
        self._thread.shutdown()

    def _write(self) -> None:
        if not (jobs := self._take()):
            return
        try:
            with self._engine.begin() as connection:
                ends = [_piece(job, connection) for job in jobs]
        except BaseException as fault:
            self._engine.dispose()  # the next one connects anew
            for job in jobs:
                job.answer.set_exception(Unavailable(type(fault).__name__))
            return
        for job, end in zip(jobs, ends, strict=True):
            if end.fault is None:
                job.answer.set_result(end.result)
            else:
                job.answer.set_exception(end.fault)

    def _take(self) -> list[_Job]:
        """What waits, without what its asker has given up."""
        jobs: list[_Job] = []
        while len(jobs) < TOGETHER:
            try:
                job = self._waiting.get_nowait()
            except Empty:
                break
            if job.answer.set_running_or_notify_cancel():
                jobs.append(job)
        return jobs


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
