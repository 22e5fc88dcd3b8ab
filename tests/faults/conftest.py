"""A whole bot for each test, and after each a look through everything that was logged."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.settings import Settings
from tests.faults.house import House, at_work
from tests.faults.logs import Logs, captured
from tests.support.database import HandClock, clock, database_url, migrated_sqlite, postgres

__all__ = ["clock", "database_url", "migrated_sqlite", "postgres"]
"""Fixtures are shared by importing them."""


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """Whatever a test does: nobody's words, ids or tokens are in the log afterwards."""
    with captured(Settings.model_construct(log_level="debug")) as logs:
        yield logs
    assert not logs.leaks()


@pytest.fixture
def engine() -> str:
    """SQLite, unless a test is parametrized with both."""
    return "sqlite"


@pytest.fixture
async def house(database_url: str, clock: HandClock, logs: Logs) -> AsyncIterator[House]:
    """The bot at work."""
    async with at_work(database_url, clock, logs) as house:
        yield house
