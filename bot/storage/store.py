"""The database behind the port: each call is one transaction, run whole on a database thread."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.ports import Clock, Session, Unavailable
from bot.storage import engines
from bot.storage.secrets import Secrets
from bot.storage.session import DatabaseSession

T = TypeVar("T")


class StatementRefused(Exception):
    """A fault of ours that the database found; says which statement, never with which values."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class DatabaseStore:
    """SQLite has one writing thread with one connection, and its own for reading; PostgreSQL has four for both."""

    def __init__(self, url: str, *, secret_keys: Sequence[str], clock: Clock | None = None) -> None:
        self._url = engines.parse(url)
        self._secrets, self._clock = Secrets(secret_keys), clock or SystemClock()
        self._writer = engines.writer(self._url)
        reader = engines.reader(self._url)
        self._reader = reader or self._writer.execution_options(postgresql_readonly=True)
        writers = 1 if reader else engines.POSTGRES_THREADS
        self._writing = ThreadPoolExecutor(writers, thread_name_prefix="database")
        self._reading = (
            ThreadPoolExecutor(engines.SQLITE_READERS, thread_name_prefix="database-read") if reader else self._writing
        )

    def upgrade(self) -> None:
        """Bring the tables up to this version; safe when several replicas start at once."""
        from bot.storage.migrations import upgrade

        engine = engines.migrator(self._url)
        try:
            upgrade(engine)
        finally:
            engine.dispose()

    async def write(self, fn: Callable[[Session], T]) -> T:
        return await self._run(self._writing, lambda: self._once_more(fn))

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._run(self._reading, lambda: self._transact(self._reader, fn, reading=True))

    async def healthy(self) -> bool:
        try:
            await self.read(lambda session: session.setting("healthy"))
        except (Unavailable, StatementRefused):  # the second: its tables are not there yet
            return False
        return True

    async def close(self) -> None:
        for executor in {self._writing, self._reading}:
            await asyncio.to_thread(executor.shutdown)
        for engine in (self._writer, self._reader):
            engine.dispose()

    async def _run(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(executor, copy_context().run, work)

    def _once_more(self, fn: Callable[[Session], T]) -> T:
        """A transaction that lost a deadlock did nothing, so that it can simply be run again, once."""
        try:
            return self._transact(self._writer, fn, reading=False, repeatable=True)
        except _Deadlock:
            return self._transact(self._writer, fn, reading=False)

    def _transact(self, engine: Engine, fn: Callable[[Session], T], *, reading: bool, repeatable: bool = False) -> T:
        # What the database says may quote people's words, so that its own error never travels on (`from None`).
        try:
            with engine.begin() as connection:
                session = DatabaseSession(connection, secrets=self._secrets, now=self._clock.now())
                result = fn(session)
                session.finish()
                return result
        except StopIteration:
            raise RuntimeError("a search without an answer") from None  # a future takes no StopIteration: it would hang
        except (DBAPIError, PoolTimeout) as error:
            if repeatable and engines.worth_repeating(error):
                raise _Deadlock from None
            if engines.lost(error, reading=reading) or engines.worth_repeating(error):
                engine.dispose()  # the next call connects anew
                raise Unavailable(type(error).__name__) from None
            assert isinstance(error, DBAPIError)
            raise StatementRefused(engines.describe(error)) from None


class _Deadlock(Exception):
    """Two transactions waited for each other, and this one was ended."""
