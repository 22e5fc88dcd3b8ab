"""A key server for every test that needs a token judged, and the whole edge between two local servers."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.adapters.teams.app import TeamsEdge, TeamsSettings
from bot.adapters.teams.clouds import CLOUDS
from bot.adapters.web import application
from bot.storage.store import DatabaseStore
from tests.adapters.teams.keyset import APP_ID, NOW, SERVICE, TENANT, KeyServer
from tests.adapters.teams.teams_side import Client, District, Teams
from tests.support import database
from tests.support.database import migrated_sqlite

__all__ = ["migrated_sqlite"]


@dataclass
class HandClock:
    """Seconds that pass only when a test says so."""

    at: float = NOW

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def key_server() -> AsyncIterator[KeyServer]:
    server = KeyServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    teams = Teams()
    await teams.start()
    yield teams
    await teams.stop()


@pytest.fixture
def district() -> District:
    return District()


@pytest.fixture
def database_file(migrated_sqlite: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_sqlite, tmp_path / "teams.db"))


@pytest.fixture
async def store(database_file: Path) -> AsyncIterator[DatabaseStore]:
    opened = DatabaseStore(f"sqlite:///{database_file}", secret_keys=database.KEYS, clock=database.HandClock())
    yield opened
    await opened.close()


@pytest.fixture
def admin_ids() -> tuple[str, ...]:
    return ()


@pytest.fixture
async def edge(
    district: District, store: DatabaseStore, key_server: KeyServer, clock: HandClock, admin_ids: tuple[str, ...]
) -> TeamsEdge:
    """As in development, so that the connector may be on this machine; tokens are judged all the same."""
    settings = TeamsSettings(APP_ID, tenant_ids=(TENANT.upper(),), admin_ids=admin_ids, dev=True)
    return _edge(settings, district, store, key_server, clock)


@pytest.fixture
async def strict_edge(district: District, store: DatabaseStore, key_server: KeyServer, clock: HandClock) -> TeamsEdge:
    """As a district runs it."""
    return _edge(TeamsSettings(APP_ID, tenant_ids=(TENANT.upper(),)), district, store, key_server, clock)


@pytest.fixture
async def bot(edge: TeamsEdge, teams: Teams, session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    async for client in _serve(edge, teams.url, session):
        yield client


@pytest.fixture
async def strict(strict_edge: TeamsEdge, session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    async for client in _serve(strict_edge, SERVICE, session):
        yield client


def _edge(
    settings: TeamsSettings, district: District, store: DatabaseStore, key_server: KeyServer, clock: HandClock
) -> TeamsEdge:
    cloud = replace(CLOUDS["public"], metadata=key_server.metadata_url)
    return TeamsEdge(settings, answer=district.answer, store=store, cloud=cloud, seconds=clock)


async def _serve(edge: TeamsEdge, service: str, session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    async def ready() -> bool:
        return True

    server = TestServer(application([edge], ready=ready))
    await server.start_server()
    await edge.start()
    yield Client(str(server.make_url("/api/messages")), service, session, edge.stop)
    await edge.stop()
    await server.close()
