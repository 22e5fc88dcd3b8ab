"""The disk full, the database locked, away or back again: nobody is told that something was saved that was not."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.ports import DeliveryState, Session
from bot.storage.store import DatabaseStore
from tests.adapters.slack import api as slack_api
from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer
from tests.faults.house import ELM, KEYS, TICK, USERS, House, at_work, dump
from tests.faults.logs import Logs
from tests.faults.sentences import NOTHING_SAVED
from tests.faults.stand_ins import SLACK_TROUBLES, Trouble
from tests.support.database import HandClock, Postgres

WORDS = "The quibberflint in the gymnasium hums"
AFTER = "The wobblestone by the gate rattles"
TESS, LENA, OMAR = (USERS[name] for name in ("tess", "lena", "omar"))
Ways = dict[str, Callable[[], Awaitable[Answer]]]


def ways(house: House, form: dict[str, object], dialog: dict[str, object]) -> Ways:
    """Each way in which something could be stored."""
    return {
        "slash command": lambda: house.slack.say(TESS[0], WORDS),
        "modal": lambda: house.slack.submit(TESS[0], form, {"summary": WORDS}),
        "button on Slack": lambda: house.slack.press(
            TESS[0], f'{{"v":"report_to","s":"elm","n":0,"a":{{"words":"{WORDS}"}}}}'
        ),
        "mention on Slack": lambda: house.slack.mention(TESS[0], WORDS),
        "message to the bot on Teams": lambda: house.teams.say(TESS[1], WORDS),
        "mention on Teams": lambda: house.teams.mention(TESS[1], WORDS),
        "button on Teams": lambda: house.teams.press(TESS[1], teams_people.act("report_to", "elm", words=WORDS)),
        "dialog": lambda: house.teams.submit(TESS[1], dialog, {"summary": WORDS}),
    }


async def assert_nothing_is_saved_and_that_is_said(house: House, tried: Ways) -> None:
    answers = {way: await send() for way, send in tried.items()}
    assert not [way for way, answer in answers.items() if answer.status not in (200, 202)]
    assert not [way for way, answer in answers.items() if NOTHING_SAVED not in answer.text]


async def assert_all_is_well_again(house: House) -> None:
    """The same process, without a restart."""
    answer = await house.slack.say(TESS[0], AFTER)
    assert "#1" in answer.text
    await house.settle()
    assert [row.summary for row in await house.rows()] == [AFTER]
    assert WORDS not in await house.dump()
    assert len(house.slack_api.cards(ELM["slack"])) == len(house.connector.cards(ELM["teams"])) == 1


async def prepared(house: House) -> Ways:
    """With the forms opened while all was well."""
    form = (await house.slack.say(TESS[0], "")).form
    dialog = (await house.teams.open(TESS[1], teams_people.act("report"))).form
    return ways(house, form, dialog)


@contextmanager
def full_disk(file: Path) -> Iterator[None]:
    """No file of this process grows beyond what the database's log has reached."""
    reached = file.with_name(file.name + "-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (reached, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_said_and_once_there_is_room_all_goes_on(house: House, tmp_path: Path) -> None:
    tried = await prepared(house)
    await house.bot.store.write(lambda session: session.set_setting("more", "x" * 2_000_000))
    with full_disk(tmp_path / "test.db"):
        await assert_nothing_is_saved_and_that_is_said(house, tried)
    await assert_all_is_well_again(house)


async def test_a_file_that_another_process_keeps_locked_is_said(house: House, tmp_path: Path) -> None:
    def hurry(session: Session) -> None:
        connection = session.connection  # type: ignore[attr-defined]  # the port has none; a test looks below it
        connection.execute(text("PRAGMA busy_timeout = 1"))

    await house.bot.store.write(hurry)
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = await house.slack.say(TESS[0], WORDS)
    assert NOTHING_SAVED in answer.text
    other.execute("ROLLBACK")
    other.close()
    await assert_all_is_well_again(house)


@pytest.fixture
async def on_postgres(postgres: Postgres, clock: HandClock, logs: Logs) -> AsyncIterator[tuple[House, str]]:
    name = postgres.migrated()
    async with at_work(postgres.url(name), clock, logs) as house:
        yield house, name
    postgres.drop(name)


@contextmanager
def away(postgres: Postgres, name: str) -> Iterator[None]:
    """The server ends every connection to the database and takes no new one."""
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    yield
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_a_database_that_is_away_is_said_and_once_it_is_back_all_goes_on(
    on_postgres: tuple[House, str], postgres: Postgres
) -> None:
    house, name = on_postgres
    tried = await prepared(house)
    with away(postgres, name):
        await assert_nothing_is_saved_and_that_is_said(house, tried)
        async with house.http.get(house.address + "/readyz") as answer:
            assert answer.status == 503
        async with house.http.get(house.address + "/healthz") as answer:
            assert answer.status == 200
    await assert_all_is_well_again(house)
    async with house.http.get(house.address + "/readyz") as answer:
        assert answer.status == 200


async def test_a_message_sent_while_the_database_goes_is_repeated_at_most_once(
    on_postgres: tuple[House, str], postgres: Postgres
) -> None:
    house, name = on_postgres
    gate = asyncio.Event()
    house.slack_api.troubles["chat.postMessage"].append(Trouble(slack_api.held(gate), done=True))
    await house.slack.say(TESS[0], AFTER)
    await house.slack_api.until(lambda: bool(house.slack_api.cards(ELM["slack"])))
    with away(postgres, name):
        gate.set()
        await house.quiet(TICK)
    await house.settle()
    assert len(house.slack_api.cards(ELM["slack"])) == 2
    assert len(house.connector.cards(ELM["teams"])) in (1, 2)  # its record may have been written just before
    assert {line.state for line in await house.ledger()} == {DeliveryState.SENT}


async def test_what_waits_when_the_database_goes_goes_out_once_it_is_back(
    on_postgres: tuple[House, str], postgres: Postgres, clock: HandClock
) -> None:
    house, name = on_postgres
    house.slack_api.troubles["chat.postMessage"] = [SLACK_TROUBLES["busy"]] * 3
    await house.slack.say(TESS[0], AFTER)
    await house.quiet(TICK)
    with away(postgres, name):
        clock.forward(minutes=10)
        house.bot.ticks.now("deliver")
        await house.quiet(TICK)
    await house.settle()
    assert len(house.slack_api.cards(ELM["slack"])) == len(house.connector.cards(ELM["teams"])) == 1


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
async def test_what_a_person_is_told_is_saved_can_be_read_by_others_when_they_read_it(
    house: House, database_url: str
) -> None:
    other = DatabaseStore(database_url, secret_keys=(KEYS,))

    async def reported(number: int) -> tuple[bool, bool]:
        words = f"quibber{number}flint wobble{number}stone gymna{number}sium"
        answer = await house.slack.form(house.slack.command(TESS[0], words))
        receipt = bool(slack_people.values(answer.body, "withdraw"))
        return receipt, words in await other.read(dump)

    ends = await asyncio.gather(*(reported(number) for number in range(1, 13)))
    await other.close()
    assert set(ends) == {(True, True)}


async def test_a_commit_that_fails_is_no_saving(on_postgres: tuple[House, str]) -> None:
    """The last moment at which a database can refuse: everything was written, and the commit itself does not hold."""
    house, _ = on_postgres
    tried = await prepared(house)

    def refuse(session: Session) -> None:
        connection = session.connection  # type: ignore[attr-defined]  # the port has none; a test looks below it
        connection.execute(text(_REFUSING))
        connection.execute(text(_AT_COMMIT))

    await house.bot.store.write(refuse)
    answers = {way: await send() for way, send in tried.items()}
    assert not [way for way, answer in answers.items() if "#1" in answer.text]
    assert await house.rows() == []
    await house.bot.store.write(_allow)
    await assert_all_is_well_again(house)


_REFUSING = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$
"""
_AT_COMMIT = """
CREATE CONSTRAINT TRIGGER refusing AFTER INSERT ON challenge DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION refuse()
"""


def _allow(session: Session) -> None:
    connection = session.connection  # type: ignore[attr-defined]  # the port has none; a test looks below it
    connection.execute(text("DROP TRIGGER refusing ON challenge"))
