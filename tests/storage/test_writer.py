"""Writing together: one commit for all that waits, and each piece as if it were alone."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from bot.ports import Conflict, Unavailable
from bot.storage import engines
from bot.storage.faults import StatementRefused
from bot.storage.writer import TOGETHER, Writer

Piece = Callable[[Connection], str]
PATIENCE = 10
"""Seconds after which an answer that has not come will never come."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    file = tmp_path / "test.db"
    file.touch()
    opened = engines.writer(engines.parse(f"sqlite:///{file}"))
    with opened.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE said (word TEXT PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE answer (word TEXT REFERENCES said DEFERRABLE INITIALLY DEFERRED)")
    yield opened
    opened.dispose()


@pytest.fixture
def commits(engine: Engine) -> list[str]:
    """One entry for each commit."""
    seen: list[str] = []
    event.listen(engine, "commit", lambda _: seen.append("commit"))
    return seen


@pytest.fixture
async def writer(engine: Engine) -> AsyncIterator[Writer]:
    made = Writer(engine)
    yield made
    await made.close()


def say(word: str) -> Piece:
    def run(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO said VALUES (?)", (word,))
        return word

    return run


def say_and_raise(word: str, fault: Exception) -> Piece:
    def run(connection: Connection) -> str:
        say(word)(connection)
        raise fault

    return run


def spoil_the_commit(connection: Connection) -> str:
    connection.exec_driver_sql("INSERT INTO answer VALUES ('to nothing that was said')")
    return "never"


def lose_the_transaction(connection: Connection) -> str:
    connection.exec_driver_sql("ROLLBACK")  # as SQLite itself does on some faults
    return "never"


@asynccontextmanager
async def thread_at_work(writer: Writer) -> AsyncIterator[None]:
    """What is asked for inside waits, and is begun together afterwards."""
    busy, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def hold(_: Connection) -> None:
        loop.call_soon_threadsafe(busy.set)
        go_on.wait()

    held = asyncio.create_task(writer.run(hold))
    await busy.wait()
    yield
    loop.call_soon(go_on.set)  # once each task that was made inside has taken its first step
    await held


async def together(writer: Writer, *pieces: Piece) -> list[str | BaseException]:
    """What each came to, all of them in one transaction."""
    async with thread_at_work(writer):
        asked = [asyncio.create_task(writer.run(piece)) for piece in pieces]
    return await asyncio.gather(*asked, return_exceptions=True)


def said(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return [word for (word,) in connection.exec_driver_sql("SELECT word FROM said ORDER BY word")]


def kinds(ends: list[str | BaseException]) -> list[type]:
    return [type(end) for end in ends]


async def test_all_that_waits_is_one_commit(writer: Writer, commits: list[str]) -> None:
    words = [f"{n:02}" for n in range(TOGETHER)]
    assert await together(writer, *map(say, words)) == words
    assert len(commits) == 2  # the one that kept the thread busy, and all the others


async def test_more_than_may_share_a_commit_take_another(writer: Writer, commits: list[str], engine: Engine) -> None:
    words = [f"{n:02}" for n in range(TOGETHER + 1)]
    assert await together(writer, *map(say, words)) == words
    assert len(commits) == 3
    assert said(engine) == words


@pytest.mark.parametrize("fault", [Conflict(), ValueError("ours"), KeyError("ours")])
async def test_a_piece_that_raises_undoes_itself_alone(writer: Writer, engine: Engine, fault: Exception) -> None:
    ends = await together(writer, say("a"), say_and_raise("b", fault), say("c"))
    assert ends == ["a", fault, "c"]
    assert said(engine) == ["a", "c"]


async def test_a_piece_that_the_database_refuses_undoes_itself_alone(writer: Writer, engine: Engine) -> None:
    ends = await together(writer, say("a"), say("a"), say("c"))
    assert kinds(ends) == [str, StatementRefused, str]
    assert said(engine) == ["a", "c"]


async def test_a_search_without_an_answer_is_a_fault_and_not_a_wait_without_end(writer: Writer) -> None:
    assert kinds(await together(writer, say_and_raise("a", StopIteration()))) == [RuntimeError]


@pytest.mark.parametrize("broken", [spoil_the_commit, lose_the_transaction])
async def test_when_nothing_could_be_committed_everybody_is_told_so(
    writer: Writer, engine: Engine, broken: Piece
) -> None:
    ends = await together(writer, say("a"), say_and_raise("b", Conflict()), broken, say("d"))
    assert kinds(ends) == [Unavailable] * 4
    assert said(engine) == []
    assert await writer.run(say("e")) == "e"


async def test_nobody_is_answered_before_the_commit(writer: Writer) -> None:
    loop = asyncio.get_running_loop()
    asked: list[asyncio.Task[str]] = []

    async def answered() -> str:
        for _ in range(9):  # turns of the loop, in which an answer would arrive
            await asyncio.sleep(0)
        return str([task.done() for task in asked])

    def look(_: Connection) -> str:
        return asyncio.run_coroutine_threadsafe(answered(), loop).result(PATIENCE)

    async with thread_at_work(writer):
        asked += [asyncio.create_task(writer.run(piece)) for piece in (say("a"), say_and_raise("b", Conflict()), look)]
    async with asyncio.timeout(PATIENCE):  # answered twice, it would be no answer at all
        ends = await asyncio.gather(*asked, return_exceptions=True)
    assert ends[2] == "[False, False, False]"


async def test_what_its_asker_has_given_up_while_it_waited_is_not_done(writer: Writer, engine: Engine) -> None:
    async with thread_at_work(writer):
        given_up, kept = asyncio.create_task(writer.run(say("a"))), asyncio.create_task(writer.run(say("b")))
        await asyncio.sleep(0)  # both wait for the thread now
        given_up.cancel()
        await asyncio.wait({given_up})
    await kept
    assert given_up.cancelled()
    assert said(engine) == ["b"]


async def test_what_is_asked_for_after_the_end_is_refused_and_not_a_wait_without_end(engine: Engine) -> None:
    ended = Writer(engine)
    said_before = asyncio.create_task(ended.run(say("a")))
    await asyncio.sleep(0)
    await ended.close()
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(Unavailable):
            await ended.run(say("b"))
    assert await said_before == "a"
    assert said(engine) == ["a"]
