"""Handlers are tried on a real database."""

import pytest

from bot.storage.store import DatabaseStore
from tests.handlers.town import Town, settle
from tests.support.database import *  # noqa: F403  (fixtures are found by name)
from tests.support.database import HandClock


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


@pytest.fixture
def fresh(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """A town in which nothing is set up yet."""
    return Town(sqlite_store, clock)
