"""The database behind the port: each call is one transaction, run whole on a database thread."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine

from bot.ports import Clock, Session, Unavailable
from bot.storage import engines
from bot.storage.faults import StatementRefused, told
from bot.storage.secrets import Secrets
from bot.storage.session import DatabaseSession
from bot.storage.writer import Writer

T = TypeVar("T")


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
        self._together = Writer(self._writer) if reader else None
        threads = engines.SQLITE_READERS if reader else engines.POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database-read" if reader else "database")

    def upgrade(self) -> None:
        """Bring the tables up to this version; safe when several replicas start at once."""
        from bot.storage.migrations import upgrade

        engine = engines.migrator(self._url)
        try:
            upgrade(engine)
        finally:
            engine.dispose()

    async def write(self, fn: Callable[[Session], T]) -> T:
        if self._together:
            return await self._together.run(lambda connection: self._session(connection, fn))
        return await self._run(lambda: self._once_more(fn))

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._run(lambda: self._transact(self._reader, fn, reading=True))

    async def healthy(self) -> bool:
        try:
            await self.read(lambda session: session.setting("healthy"))
        except (Unavailable, StatementRefused):  # the second: its tables are not there yet
            return False
        return True

    async def revision(self) -> str:
        """Of the tables that are there; "" of an empty database."""
        from bot.storage.migrations import current

        def look() -> str:
            try:
                with self._reader.connect() as connection:
                    return current(connection) or ""
            except Exception as fault:
                raise told(fault, reading=True) from None

        return await self._run(look)

    async def close(self) -> None:
        if self._together:
            await self._together.close()
        await asyncio.to_thread(self._threads.shutdown)
        for engine in (self._writer, self._reader):
            engine.dispose()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, work)

    def _once_more(self, fn: Callable[[Session], T]) -> T:
        """A transaction that lost a deadlock did nothing, so that it can simply be run again, once."""
        try:
            return self._transact(self._writer, fn, reading=False, repeatable=True)
        except _Deadlock:
            return self._transact(self._writer, fn, reading=False)

    def _transact(self, engine: Engine, fn: Callable[[Session], T], *, reading: bool, repeatable: bool = False) -> T:
        try:
            with engine.begin() as connection:
                return self._session(connection, fn)
        except Exception as fault:
            if repeatable and engines.worth_repeating(fault):
                raise _Deadlock from None
            if (instead := told(fault, reading=reading)) is fault:
                raise
            if isinstance(instead, Unavailable):
                engine.dispose()  # the next call connects anew
            raise instead from None

    def _session(self, connection: Connection, fn: Callable[[Session], T]) -> T:
        session = DatabaseSession(connection, secrets=self._secrets, now=self._clock.now())
        result = fn(session)
        session.finish()
        return result


class _Deadlock(Exception):
    """Two transactions waited for each other, and this one was ended."""
