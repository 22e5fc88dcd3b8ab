"""When the database cannot be reached or written: nothing is half saved, the caller is told, and it comes back."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.changes import Noted, Withdrawn
from bot.domain.vocabulary import Role
from bot.ports import Session, Unavailable
from bot.storage import engines, prepared
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from tests.storage.district import CHANNEL, ORG, SAID, TEAM, act, report, settle, stored
from tests.support.database import KEYS, Postgres
from tests.support.walks import REPORTER


def run(session: Session, statement: str) -> None:
    assert isinstance(session, DatabaseSession)
    session.connection.execute(text(statement))


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    store = DatabaseStore("postgresql://postgres@127.0.0.1:9/nothing", secret_keys=KEYS)
    with pytest.raises(Unavailable) as told:
        await store.write(settle)
    assert "127.0.0.1" not in str(told.value)
    with pytest.raises(Unavailable):
        await store.read(lambda s: s.setting("any"))
    await store.close()


@pytest.fixture
def named_database(postgres: Postgres) -> Iterator[str]:
    name = postgres.migrated()
    yield name
    postgres.drop(name)


async def test_a_server_that_ends_every_connection_is_reached_again(postgres: Postgres, named_database: str) -> None:
    store = DatabaseStore(postgres.url(named_database), secret_keys=KEYS)
    await store.write(settle)

    def cut(session: Session) -> None:
        report("c1")(session)
        run(session, "SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Unavailable):
        await store.write(cut)
    assert (await store.write(report("c2"))).number == 1
    await store.close()


async def test_a_database_that_takes_no_connections_for_a_while_comes_back(
    postgres: Postgres, named_database: str
) -> None:
    store = DatabaseStore(postgres.url(named_database), secret_keys=KEYS)
    await store.write(settle)
    postgres.run(f"ALTER DATABASE {named_database} ALLOW_CONNECTIONS false")
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{named_database}'")
    for _ in range(2):
        with pytest.raises(Unavailable):
            await store.write(report("c1"))
    postgres.run(f"ALTER DATABASE {named_database} ALLOW_CONNECTIONS true")
    assert (await store.write(report("c1"))).number == 1
    await store.close()


async def test_a_statement_that_takes_too_long_is_given_up(postgres: Postgres, named_database: str) -> None:
    store = DatabaseStore(postgres.url(named_database), secret_keys=KEYS)

    def slow(session: Session) -> None:
        run(session, "SET LOCAL statement_timeout = 50")
        run(session, "SELECT pg_sleep(5)")

    with pytest.raises(Unavailable):
        await store.write(slow)
    await store.close()


@pytest.mark.parametrize("state", ["08006", "25P02", "25P03", "53100", "57P01", "57P05", "58030"])
async def test_what_the_server_says_of_itself_is_no_fault_of_ours(
    postgres: Postgres, named_database: str, state: str
) -> None:
    store = DatabaseStore(postgres.url(named_database), secret_keys=KEYS)
    with pytest.raises(Unavailable):
        await store.write(lambda s: run(s, f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"))
    await store.close()


@pytest.mark.parametrize("ask", [run, lambda session, statement: prepared.run(session.connection, text(statement))])
async def test_a_connection_that_was_lost_before_a_statement_is_no_fault_of_ours(
    postgres: Postgres, named_database: str, ask: Callable[[Session, str], object]
) -> None:
    store = DatabaseStore(postgres.url(named_database), secret_keys=KEYS)
    await store.write(settle)

    def cut_before(session: Session) -> None:
        with suppress(Exception):
            ask(session, "SELECT pg_terminate_backend(pg_backend_pid())")
        report("c1")(session)

    with pytest.raises(Unavailable):
        await store.write(cut_before)
    assert (await store.write(report("c1"))).number == 1
    await store.close()


Learn = Callable[[Session, Iterable[str]], None]


@pytest.mark.parametrize(
    ("learn", "known"),
    [
        (
            lambda s, people: s.work(ORG).teams.set_members(TEAM.id, Role.MEMBER, people),
            lambda s: {person.id for person in s.work(ORG).teams.members(TEAM.id, Role.MEMBER)},
        ),
        (
            lambda s, people: s.work(ORG).rosters.set(CHANNEL.id, people),
            lambda s: set(s.work(ORG).rosters.of(CHANNEL.id)),
        ),
    ],
    ids=["who is on a team", "who is in a place"],
)
async def test_two_replicas_that_learn_the_same_at_once_both_succeed(
    postgres: Postgres, named_database: str, learn: Learn, known: Callable[[Session], set[str]]
) -> None:
    one, other = (DatabaseStore(postgres.url(named_database), secret_keys=KEYS) for _ in range(2))
    await one.write(settle)
    loop = asyncio.get_running_loop()

    def once_the_other_is_done() -> Iterator[str]:
        """Looked at between what goes and what comes."""
        write = other.write(lambda session: learn(session, [REPORTER]))
        asyncio.run_coroutine_threadsafe(write, loop).result(10)
        yield REPORTER

    await one.write(lambda session: learn(session, once_the_other_is_done()))
    assert await one.read(known) == {REPORTER}
    await one.close()
    await other.close()


async def test_a_full_disk_saves_nothing_and_is_told(sqlite_store: DatabaseStore) -> None:
    await sqlite_store.write(settle)
    await sqlite_store.write(lambda s: run(s, "PRAGMA max_page_count = 1"))  # no page more than there are
    long = replace(SAID, summary="chargers " * 3000)
    with pytest.raises(Unavailable):
        await sqlite_store.write(report("c1", long))
    assert await sqlite_store.read(lambda s: s.work("lakeview").challenges.get("c1")) is None
    assert (await sqlite_store.write(report("c1", long))).number == 1  # a new connection: there is room again


async def test_a_file_that_another_process_holds_is_unavailable_in_time(
    sqlite_store: DatabaseStore, tmp_path: Path
) -> None:
    await sqlite_store.write(settle)
    await sqlite_store.write(lambda s: run(s, "PRAGMA busy_timeout = 20"))
    with sqlite3.connect(tmp_path / "test.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            await sqlite_store.write(report("c1"))
        other.execute("ROLLBACK")
    other.close()
    assert (await sqlite_store.write(report("c1"))).number == 1


async def test_a_file_that_was_moved_away_is_unavailable_until_it_is_back(
    sqlite_store: DatabaseStore, tmp_path: Path
) -> None:
    await sqlite_store.write(settle)
    await sqlite_store.read(lambda s: s.setting("x"))
    (tmp_path / "test.db").rename(tmp_path / "moved.db")
    with pytest.raises(Unavailable):
        await sqlite_store.write(report("c1"))
    with pytest.raises(Unavailable):
        await sqlite_store.read(lambda s: s.setting("x"))
    assert not (tmp_path / "test.db").exists()
    (tmp_path / "moved.db").rename(tmp_path / "test.db")
    assert (await sqlite_store.write(report("c1"))).number == 1


async def test_a_folder_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    store = DatabaseStore(f"sqlite:///{tmp_path / 'no such folder' / 'bot.db'}", secret_keys=KEYS)
    with pytest.raises(Unavailable):
        await store.write(settle)
    await store.close()


async def test_something_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    store = DatabaseStore(f"sqlite:///{tmp_path / 'notes.txt'}", secret_keys=KEYS)
    with pytest.raises(Unavailable):
        await store.write(settle)
    await store.close()


async def test_what_was_saved_is_read_while_somebody_writes(sqlite_store: DatabaseStore) -> None:
    await sqlite_store.write(settle)
    await sqlite_store.write(report("c1"))
    loop, reading = asyncio.get_running_loop(), asyncio.Event()

    def write(session: Session) -> bool:
        report("c2")(session)
        loop.call_soon_threadsafe(reading.set)
        read = asyncio.run_coroutine_threadsafe(sqlite_store.read(lambda s: stored(s, "c1")), loop)
        return read.result(5).number == 1

    assert await sqlite_store.write(write)


async def test_erased_words_leave_the_file(sqlite_store: DatabaseStore, tmp_path: Path) -> None:
    file = tmp_path / "test.db"
    await sqlite_store.write(settle)
    for n in range(30):
        await sqlite_store.write(report(f"c{n}", replace(SAID, summary=f"zanzibar {'chargers ' * n * 20}")))
    await sqlite_store.write(act("c7", Withdrawn(), by=REPORTER))
    await sqlite_store.close()
    assert b"zanzibar" in file.read_bytes()

    again = DatabaseStore(f"sqlite:///{file}", secret_keys=KEYS)
    for n in set(range(30)) - {7}:
        await again.write(act(f"c{n}", Withdrawn(), by=REPORTER))
    await again.close()
    assert b"zanzibar" not in file.read_bytes()
    assert not file.with_name("test.db-wal").exists()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgres://u:p@db.example/bot", "postgresql+psycopg"),
        ("postgresql://u:p@db.example/bot?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@db.example/bot", "postgresql+psycopg"),
        ("sqlite:///bot.db", "sqlite"),
    ],
)
def test_an_address_in_any_usual_spelling_is_understood(url: str, driver: str) -> None:
    assert engines.parse(url).drivername == driver


@pytest.mark.parametrize("url", ["mysql://db.example/bot", "sqlite://", "sqlite:///:memory:"])
def test_any_other_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="PostgreSQL"):
        engines.parse(url)


async def test_two_processes_on_one_file_wait_for_each_other_and_lose_nothing(
    sqlite_store: DatabaseStore, tmp_path: Path
) -> None:
    await sqlite_store.write(settle)
    await sqlite_store.write(report("c1"))
    other = DatabaseStore(f"sqlite:///{tmp_path / 'test.db'}", secret_keys=KEYS)
    both = [sqlite_store, other] * 30
    await asyncio.gather(*(store.write(act("c1", Noted("One more"))) for store in both))
    assert (await sqlite_store.read(lambda s: stored(s, "c1"))).version == 61
    await other.close()


async def test_a_search_without_an_answer_is_a_fault_and_not_a_wait_without_end(store: DatabaseStore) -> None:
    nobody: list[str] = []
    with pytest.raises(RuntimeError):
        await store.write(lambda session: next(name for name in nobody))
