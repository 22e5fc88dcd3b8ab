"""The probe: each test that takes it is asked of every platform."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.storage.store import DatabaseStore
from tests.contract.probe import Probe
from tests.contract.slack import slack_probe
from tests.contract.teams import teams_probe
from tests.support.database import *  # noqa: F403 - fixtures are shared by importing them
from tests.support.database import HandClock

PROBES: dict[str, Callable[[DatabaseStore, HandClock], AbstractAsyncContextManager[Probe]]] = {
    "slack": slack_probe,
    "teams": teams_probe,
}


@pytest.fixture(params=sorted(PROBES))
async def probe(request: pytest.FixtureRequest, sqlite_store: DatabaseStore, clock: HandClock) -> AsyncIterator[Probe]:
    async with PROBES[request.param](sqlite_store, clock) as probe:
        yield probe
