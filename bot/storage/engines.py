"""How each database is opened: settings that keep what was promised, and which faults mean that nothing was saved."""

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, PoolProxiedConnection, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

POSTGRES_THREADS = 4
SQLITE_READERS = 2
_BUSY_MS = 2_000
"""A request waits so long for another process's write: Slack hears nothing after 3 s and tells the person it failed."""
_PATIENT_MS = 30_000
_POSTGRES_OPTIONS = "-c timezone=UTC -c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000"
_POSTGRES: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "tcp_user_timeout": 10_000,
}
_LOST_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
_LOST_POSTGRES = ("08", "53", "57", "58", "25006", "25P02", "25P03", "55P03")
"""Connection, resources (disk full), operator's intervention (shutdown, timeouts), system, read-only, a transaction
that the server has given up already or that stood idle for too long, lock timeout."""
_AGAIN_POSTGRES = ("40001", "40P01")
"""Serialization failure, deadlock: the same transaction may succeed when it is run again."""


def parse(url: str) -> URL:
    """`postgres://` and `postgresql://` mean psycopg 3; anything but these and `sqlite://` is refused."""
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite")
    raise ValueError("the database is a file (sqlite:///path) or a PostgreSQL server (postgresql://…)")


def writer(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    return _sqlite(url, begin="BEGIN IMMEDIATE", pool_size=1)


def reader(url: URL) -> Engine | None:
    """SQLite's own engine for reading beside the one writer; PostgreSQL needs none."""
    if url.get_backend_name() == "postgresql":
        return None
    return _sqlite(url, begin="BEGIN", pool_size=SQLITE_READERS, query_only=True)


def migrator(url: URL) -> Engine:
    """For schema changes: no time limits, and no foreign keys while SQLite's tables are copied."""
    if url.get_backend_name() == "postgresql":
        connect = {**_POSTGRES, "options": "-c timezone=UTC"}
        return create_engine(url, poolclass=NullPool, connect_args=connect, hide_parameters=True)
    return _sqlite(url, begin="BEGIN IMMEDIATE", foreign_keys=False, busy_ms=_PATIENT_MS, poolclass=NullPool)


def _postgres(url: URL) -> Engine:
    return create_engine(
        url,
        connect_args={**_POSTGRES, "options": _POSTGRES_OPTIONS},
        isolation_level="READ COMMITTED",
        pool_size=POSTGRES_THREADS,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,  # an error's text ends in a log: people's words must not
    )


def _sqlite(
    url: URL,
    *,
    begin: str,
    query_only: bool = False,
    foreign_keys: bool = True,
    busy_ms: int = _BUSY_MS,
    **pool: Any,
) -> Engine:
    """Transactions are begun by us: the driver's own way loses updates silently (docs/decisions.md)."""
    if "pool_size" in pool:
        pool |= {"max_overflow": 0, "creator": partial(_open, Path(url.database or ""))}
    engine = create_engine(url, hide_parameters=True, **pool)
    if "creator" in pool:
        _hold_to_the_file(engine, Path(url.database or ""))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {busy_ms}")
        if not query_only:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # erased words leave the file, not only the table
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        connection.execute(f"PRAGMA query_only = {int(query_only)}")

    def start(dbapi_connection: PoolProxiedConnection) -> None:
        dbapi_connection.cursor().execute(begin)

    # Not by the event "begin": while an engine has any, each statement looks for listeners of its own.
    engine.dialect.do_begin = start  # type: ignore[method-assign]
    return engine


def _open(file: Path) -> sqlite3.Connection:
    """The file as the migrations left it: one that is not there any more is not made anew, and empty."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)


def _hold_to_the_file(engine: Engine, file: Path) -> None:
    """A file that was moved away or replaced would be written on where nobody looks: connect to what is there now."""

    @event.listens_for(engine, "connect")
    def note(_: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(file)

    @event.listens_for(engine, "checkout")
    def compare(_: sqlite3.Connection, record: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        if record.info["file"] != _identity(file):
            raise DisconnectionError("another file")


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino


def lost(error: Exception, *, reading: bool) -> bool:
    """Whether the database could not be reached or written, through no fault of the statement."""
    if isinstance(error, PoolTimeout | PendingRollbackError):  # the second: lost before, and asked once more
        return True
    if not isinstance(error, DBAPIError):
        return False
    original = error.orig
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        return code in _LOST_SQLITE and not (reading and code == sqlite3.SQLITE_READONLY)
    state = getattr(original, "sqlstate", None)
    if reading and state == "25006":
        return False
    return error.connection_invalidated or state is None or state.startswith(_LOST_POSTGRES)


def worth_repeating(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _AGAIN_POSTGRES


def describe(error: DBAPIError) -> str:
    """What went wrong, without the values that a database likes to quote."""
    original = error.orig
    diagnosis = getattr(original, "diag", None)
    where = ".".join(filter(None, (getattr(diagnosis, n, None) for n in ("table_name", "constraint_name"))))
    kind = getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", "")
    return f"{type(original).__name__} {kind} {where}".strip() + f" in: {error.statement}"
