"""The whole bot in this process: both edges, its clock and its delivery, between a Slack and a Teams made here."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from sqlalchemy import inspect, text

from bot.adapters.slack import refs as slack_refs
from bot.adapters.teams import refs as teams_refs
from bot.adapters.teams.clouds import CLOUDS
from bot.bootstrap import Bot
from bot.domain.challenge import Challenge
from bot.domain.team import Clocks
from bot.domain.vocabulary import Platform
from bot.handlers.people.founding import District, Workspace, found
from bot.ports import Delivery, LogFilter, Session, Work
from bot.settings import Settings
from tests.adapters.slack.payloads import SECRET
from tests.adapters.teams import keyset
from tests.faults.logs import Logs
from tests.faults.slack_people import SlackPeople
from tests.faults.stand_ins import PATIENCE, SlackApi, StandIn, TeamsConnector
from tests.faults.teams_people import TeamsPeople
from tests.support import riverside
from tests.support.database import HandClock
from tests.support.riverside import ORG, SLACK, TEAMS

T = TypeVar("T")

TOKEN = "xoxb-riverside-0000-secret"
KEYS = "these-tests-secret-key-of-enough-letters"
DELAYED = ("slack ", "teams ")
"""What the adapters call the work that goes on after an answer."""
TICK = "tick "
"""What the scheduler calls its own."""

ELM = {"slack": "C0ELM", "teams": "19:elm@thread.tacv2"}
USERS = {
    "tess": ("U0TESS", "5f0c33aa-0000-4000-8000-0000000000a1"),
    "lena": ("U0LENA", "5f0c33aa-0000-4000-8000-0000000000aa"),
    "omar": ("U0OMAR", "5f0c33aa-0000-4000-8000-0000000000a3"),
}
"""Slack's and Teams' id of each; the one that riverside names comes first with its person."""


def everybody() -> District:
    """Riverside, with everybody on both platforms and reading English, and questions asked at once after a removal."""
    people = []
    for member in riverside.DISTRICT.people:
        slack, teams = USERS[member.id]
        users = member.users | {Platform.SLACK: slack, Platform.TEAMS: teams}
        people.append(replace(member, users=users, language="en"))
    return replace(riverside.DISTRICT, people=tuple(people), clocks=Clocks(ask_after=0))


@dataclass(slots=True)
class House:
    bot: Bot
    clock: HandClock
    address: str
    http: ClientSession
    slack_api: SlackApi
    connector: TeamsConnector
    keys: keyset.KeyServer
    logs: Logs
    slack: SlackPeople
    teams: TeamsPeople
    stop: Callable[[], Awaitable[None]]
    """As on a SIGTERM."""

    async def quiet(self, *kinds: str) -> None:
        """Until everything that goes on after an answer is done."""
        async with asyncio.timeout(PATIENCE):
            while running := [task for task in asyncio.all_tasks() if task.get_name().startswith(kinds or DELAYED)]:
                await asyncio.wait(running)

    async def settle(self, *, hours: float = 3) -> None:
        """Until nothing waits to go out; the bot's clock moves on to whatever is due within so many hours."""
        last = self.clock.now() + timedelta(hours=hours)
        await self.quiet(*DELAYED, TICK)
        while (due := await self.bot.courier.next_due()) is not None and due <= last:
            self.clock.forward(seconds=max((due - self.clock.now()).total_seconds(), 0))
            await self.bot.courier.drain()
            await self.quiet(TICK)

    async def later(self, **by: float) -> None:
        """Time passes, and what was due until then is done."""
        self.clock.forward(**by)
        self.bot.ticks.now("due")
        await self.settle()

    async def look(self, ask: Callable[[Work], T], org: str = ORG) -> T:
        return await self.bot.store.read(lambda session: ask(session.work(org)))

    async def rows(self) -> list[Challenge]:
        found, _ = await self.look(lambda work: work.challenges.find(LogFilter(), limit=50))
        return sorted(found, key=lambda row: row.number)

    async def row(self, number: int = 1) -> Challenge:
        found = await self.look(lambda work: work.challenges.numbered(number))
        assert found is not None
        return found

    async def events(self, number: int = 1) -> list[str]:
        """The kinds of everything that happened to a challenge, in order."""
        row = await self.row(number)
        return [str(event.change.kind) for event in await self.look(lambda work: work.challenges.history(row.id))]

    async def ledger(self, number: int = 1) -> list[Delivery]:
        row = await self.row(number)
        return list(await self.look(lambda work: work.outbox.ledger(row.id)))

    async def dump(self, *without: str) -> str:
        """Every value of every table, but for those `without`, as one text."""
        return await self.bot.store.read(lambda session: dump(session, *without))

    async def record(self) -> str:
        """Everything but which events were seen, once nothing is on its way any more."""
        await self.quiet(*DELAYED, TICK)
        return await self.dump("inbox")


def dump(session: Session, *without: str) -> str:
    connection = session.connection  # type: ignore[attr-defined]  # the port has none; a test looks below it
    names = [name for name in inspect(connection).get_table_names() if name not in without]
    rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}
    return "\n".join(f"{name} {_plain(tuple(row))}" for name, found in rows.items() for row in found)


def _plain(row: tuple[Any, ...]) -> str:
    return json.dumps(
        [value if isinstance(value, str | int | float) else repr(value) for value in row], ensure_ascii=False
    )


def settings(database_url: str, slack: SlackApi, *, strict: bool = False) -> Settings:
    """Of a bot on both platforms that may call this machine; who calls it with a token has it checked. `strict`: as in
    a district, where nobody comes in without a token, and nobody but Microsoft is called."""
    whole: dict[str, Any] = {
        "database_url": database_url,
        "secret_keys": KEYS,
        "dev_mode": not strict,
        "log_level": "debug",
        "slack_signing_secret": SECRET,
        "slack_bot_token": TOKEN,
        "slack_api_url": f"{slack.address}/api/",
        "teams_tenant_ids": TEAMS,
    }
    # An app id without its password: tokens are asked for at the door, and none is fetched from Microsoft.
    return Settings.model_validate(whole).model_copy(update={"teams_app_id": keyset.APP_ID})


async def settled_in(bot: Bot, district: District, service: str) -> None:
    """The district in the bot's database, with addresses that lead to the stand-ins."""

    def address(workspace: Workspace, channel: str) -> str:
        if workspace.platform is Platform.SLACK:
            return slack_refs.address(channel)
        return teams_refs.address(service, channel, workspace.id, channel=True)

    await bot.store.write(lambda session: found(district, session, address))


@asynccontextmanager
async def serving(stand_in: SlackApi | TeamsConnector) -> AsyncIterator[None]:
    async with TestServer(stand_in.app()) as server:
        stand_in.address = str(server.make_url("")).rstrip("/")
        yield


@asynccontextmanager
async def at_work(
    database_url: str,
    clock: HandClock,
    logs: Logs,
    *,
    district: District | None = None,
    beside: House | None = None,
    strict: bool = False,
) -> AsyncIterator[House]:
    """A bot that serves. `beside`: one more on the same database and platforms."""
    slack, connector, keys = SlackApi(), TeamsConnector(), keyset.KeyServer()
    if beside:
        slack, connector, keys = beside.slack_api, beside.connector, beside.keys
    async with _running(slack, connector, keys, fresh=beside is None), ClientSession() as http:
        cloud = replace(CLOUDS["public"], metadata=keys.metadata_url)
        bot = Bot(settings(database_url, slack, strict=strict), clock=clock, cloud=cloud)
        async with TestServer(bot.app()) as server:
            if beside is None:
                await settled_in(bot, district or everybody(), connector.address)
            address = str(server.make_url("")).rstrip("/")
            numbers = beside.slack.numbers if beside else count(1)
            house = House(
                bot,
                clock,
                address,
                http,
                slack,
                connector,
                keys,
                logs,
                SlackPeople(f"{address}/slack/events", http, slack, logs, numbers),
                TeamsPeople(f"{address}/api/messages", http, connector, logs, numbers),
                server.close,
            )
            house.slack.quiet = house.teams.quiet = house.quiet
            logs.hide(TOKEN, SECRET, *(id for pair in USERS.values() for id in pair))
            logs.hide(*(member.name for member in riverside.DISTRICT.people))
            yield house
            await house.quiet()


@asynccontextmanager
async def _running(
    slack: SlackApi, connector: TeamsConnector, keys: keyset.KeyServer, *, fresh: bool
) -> AsyncIterator[None]:
    if not fresh:
        yield
        return
    await keys.start()
    async with serving(slack), serving(connector):
        yield
    await keys.stop()


def stand_ins(house: House) -> dict[str, StandIn]:
    return {"slack": house.slack_api, "teams": house.connector}


def now() -> float:
    """The real time, by which signatures and tokens are judged."""
    return time.time()


__all__ = ["ELM", "ORG", "SLACK", "TEAMS", "USERS", "House", "at_work", "everybody", "stand_ins"]
