"""The real edge under aiohttp, beside a Slack on this machine."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestServer

from bot.adapters.slack.app import SlackEdge, SlackSettings
from bot.handlers.desk.requests import Reply, Request
from bot.storage.store import DatabaseStore
from tests.adapters.slack.api import FakeSlack
from tests.adapters.slack.payloads import SECRET, as_form, as_payload, signed
from tests.support.database import *  # noqa: F403 - fixtures are shared by importing them
from tests.support.database import HandClock

TOKEN = "xoxb-riverbend"


@dataclass(slots=True)
class Script:
    """Stands where bootstrap puts the handlers: remembers what was asked, and gives the reply it was told to."""

    reply: Reply = field(default_factory=Reply)
    asked: list[Request] = field(default_factory=list)
    fault: Exception | None = None

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        if self.fault:
            raise self.fault
        return self.reply


@dataclass(slots=True)
class Bench:
    """The edge at work."""

    edge: SlackEdge
    slack: FakeSlack
    script: Script
    clock: HandClock
    address: str
    session: ClientSession

    async def send(self, body: bytes, headers: dict[str, str]) -> ClientResponse:
        answer = await self.session.post(f"{self.address}/slack/events", data=body, headers=headers)
        await answer.read()
        return answer

    async def form(self, fields: dict[str, Any]) -> ClientResponse:
        body = as_form(fields)
        return await self.send(body, signed(body, self.clock.now()))

    async def payload(self, payload: object) -> ClientResponse:
        body = as_payload(payload)
        return await self.send(body, signed(body, self.clock.now()))

    async def event(self, event: object) -> ClientResponse:
        body = json.dumps(event).encode()
        return await self.send(body, signed(body, self.clock.now(), form=False))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    async with TestServer(fake.app()) as server:
        fake.address = str(server.make_url("")).rstrip("/")
        yield fake


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def settings(slack: FakeSlack) -> SlackSettings:
    return SlackSettings(signing_secret=SECRET, bot_token=TOKEN, api_url=slack.api_url)


@pytest.fixture
async def bench(
    slack: FakeSlack, script: Script, settings: SlackSettings, clock: HandClock, sqlite_store: DatabaseStore
) -> AsyncIterator[Bench]:
    edge = SlackEdge(settings, answer=script.answer, clock=clock, store=sqlite_store)
    app = web.Application()
    app.add_routes(edge.routes())
    async with TestServer(app) as server, ClientSession() as session:
        await edge.start()
        yield Bench(edge, slack, script, clock, str(server.make_url("")).rstrip("/"), session)
        await edge.stop()
