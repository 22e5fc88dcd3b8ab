"""The process killed in the middle: nothing that was promised is lost, and a message is repeated once at most."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import count

import pytest
from aiohttp import ClientError, ClientSession

from bot.handlers.people.founding import found
from bot.ports import DeliveryState, LogFilter, Session
from bot.seeding import address_of
from bot.storage.store import DatabaseStore
from tests.adapters.slack import api as slack_api
from tests.faults.house import ELM, KEYS, USERS, everybody, serving
from tests.faults.logs import Logs
from tests.faults.process import Process, started
from tests.faults.slack_people import SlackPeople, values
from tests.faults.stand_ins import PATIENCE, SlackApi, TeamsConnector, Trouble
from tests.support.riverside import ORG

TESS = USERS["tess"][0]
WORDS = "The quibberflint in the gymnasium hums"


@dataclass(slots=True)
class Scene:
    process: Process
    slack_api: SlackApi
    connector: TeamsConnector
    people: SlackPeople
    store: DatabaseStore
    """The test's own look into the database."""

    async def until_both_are_sending(self, calls: int) -> None:
        await self.slack_api.until(lambda: _posts(self.slack_api, "chat.postMessage") == calls)
        await self.connector.until(lambda: _posts(self.connector, "send") == calls)

    async def start_again_later(self) -> None:
        """After so long that what was being sent belongs to nobody any more."""
        await self.store.write(_two_minutes_on)
        await self.process.start()

    async def until_nothing_is_under_way(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while {DeliveryState.SENDING, DeliveryState.WAITING} & set(await self.states()):
                pass

    async def states(self) -> list[DeliveryState]:
        def ask(session: Session) -> list[DeliveryState]:
            work = session.work(ORG)
            (row,), _ = work.challenges.find(LogFilter(), limit=2)
            return sorted(line.state for line in work.outbox.ledger(row.id))

        return await self.store.read(ask)


def _posts(stand_in: SlackApi | TeamsConnector, kind: str) -> int:
    return [asked for asked, _ in stand_in.asked].count(kind)


def _two_minutes_on(session: Session) -> None:
    moved = float(session.setting("demo_offset_seconds") or 0) + 120
    session.set_setting("demo_offset_seconds", str(moved))


@pytest.fixture
async def scene(database_url: str, logs: Logs, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    slack, connector = SlackApi(), TeamsConnector()
    scratch = tmp_path_factory.getbasetemp() / "compiled"
    async with serving(slack), serving(connector), ClientSession() as http:
        store = DatabaseStore(database_url, secret_keys=(KEYS,))
        await store.write(lambda session: _settle(session, connector))
        async with started(database_url, slack, logs, scratch) as process:
            people = SlackPeople(f"{process.address}/slack/events", http, slack, logs, count(1))
            yield Scene(process, slack, connector, people, store)
        await store.close()


def _settle(session: Session, connector: TeamsConnector) -> None:
    district = everybody()
    spaces = tuple(replace(space, service_url=connector.address) for space in district.workspaces)
    found(replace(district, workspaces=spaces), session, address_of)


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
async def test_killed_while_sending_it_sends_once_more_and_never_a_third_time(scene: Scene) -> None:
    """Slack had not taken the card when the process died, Teams had."""
    gate = asyncio.Event()
    scene.slack_api.troubles["chat.postMessage"] = [Trouble(slack_api.held(gate)), Trouble(slack_api.held(gate), True)]
    scene.connector.troubles["send"] = [Trouble(slack_api.held(gate), True)] * 2
    assert values((await scene.people.say(TESS, WORDS)).body, "withdraw")
    await scene.until_both_are_sending(1)
    await scene.process.kill()
    assert (len(scene.slack_api.cards(ELM["slack"])), len(scene.connector.cards(ELM["teams"]))) == (0, 1)

    await scene.start_again_later()
    await scene.until_both_are_sending(2)
    await scene.process.kill()
    assert (len(scene.slack_api.cards(ELM["slack"])), len(scene.connector.cards(ELM["teams"]))) == (1, 2)

    await scene.start_again_later()
    await scene.until_nothing_is_under_way()
    assert await scene.states() == [DeliveryState.FAILED] * 2
    assert (len(scene.slack_api.cards(ELM["slack"])), len(scene.connector.cards(ELM["teams"]))) == (1, 2)


async def test_killed_while_reports_come_in_it_has_kept_every_one_that_it_confirmed(scene: Scene) -> None:
    confirmed: list[str] = []
    first = asyncio.Event()

    async def report(number: int) -> None:
        words = f"quibber{number}flint wobble{number}stone gymna{number}sium"
        try:
            answer = await scene.people.say(TESS, words)
        except (ClientError, OSError):
            return
        if values(answer.body, "withdraw"):
            confirmed.append(words)
            first.set()

    reports = [asyncio.create_task(report(number)) for number in range(1, 40)]
    async with asyncio.timeout(20):
        await first.wait()
    await scene.process.kill()
    await asyncio.gather(*reports)

    kept = await scene.store.read(lambda session: session.work(ORG).challenges.find(LogFilter(), limit=50)[0])
    assert confirmed
    assert set(confirmed) <= {row.summary for row in kept}
