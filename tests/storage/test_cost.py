"""Looking for work costs what is due, not what there is: each look goes through an index made for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine, select

from bot.ports import Intent, Kind, Session
from bot.storage import alarms, calendars, engines, lanes, session, wording
from bot.storage.queues import lane
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from tests.storage.district import CHANNEL, ORG, PRIVATE, TWIN, settle
from tests.support.database import NOW, Postgres

LOOKS: dict[str, tuple[Select[Any], str]] = {
    "lanes that are due": (lanes._DUE, "ix_lane_next_at"),
    "when the next is due": (lanes._NEXT, "ix_lane_next_at"),
    "the head of a lane": (select(lanes._HEAD).select_from(lane), "ix_outbox_waiting_order"),
    "what was under way": (select(lanes._UNDER_WAY).select_from(lane), "ix_outbox_sending"),
    "the soonest of a lane": (select(lanes._next_look(lane.c.free_at)).select_from(lane), "ix_outbox_waiting_due"),
    "calendars to be read": (calendars._DUE, "ix_school_calendar_look_at"),
    "challenges that are due": (session._DUE, "ix_challenge_next_at"),
    "alarms that are due": (alarms._DUE, "ix_alarm_at"),
}
VALUES = {"now": NOW, "limit": 20, "past": 0, "org": ORG, "place": CHANNEL.id}


def plan(connection: Connection, statement: Select[Any]) -> str:
    """How the database means to answer, if it must not read a whole table that happens to be small today."""
    asked = statement.params(VALUES).compile(connection, compile_kwargs={"literal_binds": True})
    words = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.dialect.name]
    if words == "EXPLAIN":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
    return "\n".join(" ".join(map(str, row)) for row in connection.exec_driver_sql(f"{words} {asked}"))


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = engines.migrator(engines.parse(database_url))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("name", LOOKS)
def test_looking_for_work_goes_through_its_index(connection: Connection, name: str) -> None:
    statement, index = LOOKS[name]
    assert index in plan(connection, statement)


@pytest.mark.parametrize("name", ["lanes that are due", "challenges that are due", "alarms that are due"])
def test_of_many_that_are_due_at_one_moment_a_look_sorts_none(connection: Connection, name: str) -> None:
    steps = plan(connection, LOOKS[name][0])
    assert "Sort" not in steps
    assert "TEMP B-TREE" not in steps


def test_a_search_on_postgresql_reads_its_words_once_and_not_for_each_row(postgres: Postgres) -> None:
    """A plan is kept after a few searches and then holds for any words: it must not make the query anew at each row."""
    name = postgres.migrated()
    opened = create_engine(engines.parse(postgres.url(name)))
    asked = str(wording._LIKE_POSTGRES).replace(":query", "$1").replace(":org", "$2").replace(":closed", "$3")
    with opened.connect() as connection:
        connection.exec_driver_sql("SET plan_cache_mode = force_generic_plan")
        connection.exec_driver_sql(f"PREPARE search (text, text, text, int) AS {asked.replace(':limit', '$4')}")
        plan = [
            str(row[0]) for row in connection.exec_driver_sql("EXPLAIN (VERBOSE) EXECUTE search ('a', 'b', 'c', 9)")
        ]
    opened.dispose()
    postgres.drop(name)
    assert len([line for line in plan if "to_tsquery" in line]) == 1, plan


async def test_a_batch_of_any_size_is_claimed_by_the_same_number_of_statements(sqlite_store: DatabaseStore) -> None:
    def put(*places: str) -> Callable[[Session], None]:
        def run(session: Session) -> None:
            for id in places:
                session.work(ORG).outbox.put(Intent(Kind.LINE, "c1", id, 1))

        return run

    def claim(session: Session) -> list[str]:
        assert isinstance(session, DatabaseSession)
        driver: Any = session.connection.connection.driver_connection
        seen: list[str] = []
        driver.set_trace_callback(seen.append)
        claimed = session.lanes.claim("one", now=NOW, lease=60, limit=9)
        driver.set_trace_callback(None)
        return [f"{len(claimed)} claimed", *(statement[:6] for statement in seen)]

    await sqlite_store.write(settle)
    await sqlite_store.write(put(CHANNEL.id))
    assert await sqlite_store.write(claim) == ["1 claimed", "WITH d", "UPDATE"]
    await sqlite_store.write(put(TWIN.id, PRIVATE.id))
    assert await sqlite_store.write(claim) == ["2 claimed", "WITH d", "UPDATE"]
