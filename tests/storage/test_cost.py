"""Looking for work costs what is due, not what there is: each look goes through an index made for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine

from bot.storage import calendars, engines, lanes, session, wording
from tests.storage.district import CHANNEL, ORG
from tests.support.database import NOW, Postgres

LOOKS: dict[str, tuple[Select[Any], str]] = {
    "lanes that are due": (lanes._DUE, "ix_lane_next_at"),
    "when the next is due": (lanes._NEXT, "ix_lane_next_at"),
    "the head of a lane": (lanes._HEAD, "ix_outbox_waiting_order"),
    "what was under way": (lanes._UNDER_WAY, "ix_outbox_sending"),
    "the soonest of a lane": (lanes._SOONEST, "ix_outbox_waiting_due"),
    "calendars to be read": (calendars._DUE, "ix_school_calendar_look_at"),
    "challenges that are due": (session._DUE, "ix_challenge_next_at"),
}
VALUES = {"now": NOW, "limit": 20, "org": ORG, "place": CHANNEL.id}


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
