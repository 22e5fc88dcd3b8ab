"""Our own statements, made into text once: SQLAlchemy's work for each execution costs more than SQLite's own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Dialect, Executable
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
_Turn = Callable[[Any], Any]


class Ran(IteratorResult[*tuple[Any, ...]]):
    """What SQLAlchemy's own result would be."""

    rowcount: int


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    order: Sequence[str] | None
    """Names of the parameters, where a driver takes them by position."""
    constants: Values
    coming: tuple[tuple[str, _Turn], ...]
    """How values become what the driver takes, by name."""
    going: tuple[tuple[int, _Turn], ...]
    """And back, by position."""

    def taken(self, values: Values) -> Any:
        given = {**self.constants, **values}
        for name, turn in self.coming:
            given[name] = turn(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def given(self, found: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        if not self.going:
            return iter(found)
        turned = [list(row) for row in found]
        for row in turned:
            for position, turn in self.going:
                row[position] = turn(row[position])
        return iter(turned)


_NOTHING: Values = {}
_PREPARED: dict[tuple[Executable, str, tuple[str, ...]], _Prepared] = {}


def run(connection: Connection, statement: Executable, values: Values | Sequence[Values] = _NOTHING) -> Ran:
    """As `connection.execute`, for statements that live as long as the program and hold no list to be spelled out.

    With a sequence of values it runs once for each, and finds nothing.
    """
    if isinstance(values, Mapping):
        prepared = _prepared(connection, statement, values)
        with _cursor(connection, prepared) as cursor:
            cursor.execute(prepared.text, prepared.taken(values))
            return _found(cursor, prepared)
    prepared = _prepared(connection, statement, values[0])
    with _cursor(connection, prepared) as cursor:
        cursor.executemany(prepared.text, [prepared.taken(one) for one in values])
        return _found(cursor, prepared)


def each(connection: Connection, statement: Executable, values: Sequence[Values]) -> list[Ran]:
    """As `run` for one after another of `values`; PostgreSQL is asked, and answers, in one round trip."""
    if connection.dialect.name != "postgresql" or len(values) < 2:
        return [run(connection, statement, one) for one in values]
    prepared = _prepared(connection, statement, values[0])
    with _cursor(connection, prepared) as cursor:
        cursor.executemany(prepared.text, [prepared.taken(one) for one in values], returning=True)
        found = [_found(cursor, prepared)]
        while cursor.nextset():
            found.append(_found(cursor, prepared))
        return found


@contextmanager
def _cursor(connection: Connection, prepared: _Prepared) -> Iterator[Any]:
    """The driver's own; its faults become SQLAlchemy's, without the values that were sent."""
    errors = connection.dialect.loaded_dbapi.Error
    try:
        cursor = connection.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
    except errors as fault:
        raise DBAPIError.instance(prepared.text, None, fault, errors, hide_parameters=True) from fault


def _found(cursor: Any, prepared: _Prepared) -> Ran:
    names = tuple(column[0] for column in cursor.description or ())
    found = Ran(_shape(names), prepared.given(cursor.fetchall() if names else ()))
    found.rowcount = cursor.rowcount
    return found


def _prepared(connection: Connection, statement: Executable, values: Values) -> _Prepared:
    key = (statement, connection.dialect.name, tuple(values))
    return _PREPARED.get(key) or _PREPARED.setdefault(key, _prepare(statement, connection.dialect, key[2]))


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> SimpleResultMetaData:
    return SimpleResultMetaData(names)


def _prepare(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> _Prepared:
    compiled = cast(SQLCompiler, cast(ClauseElement, statement).compile(dialect=dialect, column_keys=list(names)))
    if compiled.post_compile_params:
        raise TypeError("a list is spelled out anew each time")
    columns = getattr(statement, "exported_columns", ())
    coming = ((name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in compiled.binds.items())
    going = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _Prepared(
        str(compiled),
        compiled.positiontup,
        {name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        tuple((name, turn) for name, turn in coming if turn),
        tuple((position, turn) for position, turn in enumerate(going) if turn),
    )
