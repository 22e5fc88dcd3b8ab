"""Statements made into text once: they do what SQLAlchemy does with them, and fail as it does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.vocabulary import Status
from bot.storage import engines
from bot.storage.columns import Json, Moment
from bot.storage.prepared import each, run

THING = Table(
    "thing",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("word", Text, nullable=False),
    Column("at", Moment),
    Column("rest", Json),
    Column("yes", Boolean),
    Column("mark", LargeBinary),
)
ADD = insert(THING)
ADD_BACK = insert(THING).returning(THING.c.at, THING.c.rest)
ALL = select(THING).order_by(THING.c.id)
NUMBERED = select(THING).where(THING.c.id == bindparam("id"))
AFTER = select(THING.c.id).where(THING.c.at > bindparam("at", type_=Moment))
NEXT = select(func.coalesce(func.max(THING.c.id), 6) + 1)
RENAME = update(THING).where(THING.c.id == bindparam("which"))
SOME = select(THING).where(THING.c.id.in_(bindparam("ids", expanding=True)))
CLEAR = delete(THING).where(THING.c.word == bindparam("word"))

NOON = datetime(2026, 11, 6, 12, 0, 0, 123456, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": 3,
    "word": "Año «nuevo»",
    "at": NOON.astimezone(timezone(timedelta(hours=-5))),
    "rest": {"steps": [1, None, "ñ"]},
    "yes": True,
    "mark": b"\x00\xff",
}
EMPTY: dict[str, Any] = {"id": 4, "word": "", "at": None, "rest": None, "yes": False, "mark": None}


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    opened = engines.writer(engines.parse(database_url))
    with opened.connect() as connection:
        THING.create(connection)
        yield connection
        connection.rollback()
    opened.dispose()


def test_what_goes_in_comes_out_as_sqlalchemy_reads_it(connection: Connection) -> None:
    run(connection, ADD, ROW)
    run(connection, ADD, EMPTY)
    ours = run(connection, ALL).mappings().all()
    assert ours == connection.execute(ALL).mappings().all()
    assert [dict(row) for row in ours] == [ROW, EMPTY]
    assert ours[0]["at"].tzinfo is UTC


def test_many_at_once_are_each_put(connection: Connection) -> None:
    run(connection, ADD, [ROW, EMPTY])
    assert [row.id for row in run(connection, ALL)] == [3, 4]


def test_of_several_runs_each_tells_what_it_found(connection: Connection) -> None:
    added = each(connection, ADD_BACK, [ROW, EMPTY])
    assert [found.one() for found in added] == [(NOON, ROW["rest"]), (None, None)]
    renamed = each(connection, RENAME, [{"which": which, "word": "new"} for which in (3, 5, 4)])
    assert [found.rowcount for found in renamed] == [1, 0, 1]
    assert [found.scalars().all() for found in each(connection, NUMBERED, [{"id": 4}, {"id": 5}])] == [[4], []]


def test_of_several_runs_one_that_is_refused_is_told_without_its_values(connection: Connection) -> None:
    with pytest.raises(IntegrityError) as told:
        each(connection, ADD, [ROW, EMPTY, ROW])
    assert "nuevo" not in engines.describe(told.value)


def test_a_statement_is_made_anew_for_other_columns(connection: Connection) -> None:
    run(connection, ADD, [ROW, EMPTY])
    assert run(connection, RENAME, {"which": 3, "word": Status.CLOSED}).rowcount == 1
    assert run(connection, RENAME, {"which": 4, "yes": True, "at": NOON}).rowcount == 1
    assert run(connection, RENAME, {"which": 5, "word": "nobody"}).rowcount == 0
    assert [(row.word, row.yes, row.at) for row in run(connection, ALL)] == [("closed", True, NOON), ("", True, NOON)]


def test_what_a_change_gives_back_is_read_like_any_row(connection: Connection) -> None:
    assert run(connection, ADD_BACK, ROW).one() == (NOON, ROW["rest"])


def test_values_of_the_statement_itself_and_of_the_call_go_together(connection: Connection) -> None:
    assert run(connection, NEXT).scalar_one() == 7
    run(connection, ADD, [ROW, EMPTY])
    assert run(connection, NEXT).scalar_one() == 5
    assert run(connection, AFTER, {"at": NOON - timedelta(microseconds=1)}).scalars().all() == [3]
    assert run(connection, AFTER, {"at": NOON}).first() is None
    assert run(connection, NUMBERED, {"id": 4}).mappings().one()["word"] == ""


def test_a_naive_moment_is_refused_here_too(connection: Connection) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        run(connection, ADD, {**ROW, "at": NOON.replace(tzinfo=None)})


def test_a_refused_statement_is_told_without_its_values(connection: Connection) -> None:
    run(connection, ADD, ROW)
    with pytest.raises(IntegrityError) as told:
        run(connection, ADD, ROW)
    assert "nuevo" not in engines.describe(told.value)
    assert "INSERT INTO thing" in engines.describe(told.value)
    assert not engines.lost(told.value, reading=False)


def test_a_list_to_be_spelled_out_is_refused(connection: Connection) -> None:
    with pytest.raises(TypeError, match="spelled out"):
        run(connection, SOME, {"ids": [1, 2]})


def test_nothing_of_an_earlier_call_stays_for_the_next(connection: Connection) -> None:
    run(connection, ADD, [ROW, EMPTY])
    run(connection, CLEAR, {"word": ROW["word"]})
    run(connection, CLEAR, {"word": "another"})
    assert run(connection, ALL).scalars().all() == [4]
