import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from bot.adapters.slack.app import SlackSettings
from bot.handlers.desk.requests import Invocation, Reply
from bot.ui.text import plain
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.api import FakeSlack
from tests.adapters.slack.conftest import Bench


@dataclass(slots=True)
class Line:
    """Slack's end of the connection."""

    address: str = ""
    heard: "asyncio.Queue[Any]" = field(default_factory=asyncio.Queue)
    open: "asyncio.Queue[web.WebSocketResponse]" = field(default_factory=asyncio.Queue)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self.open.put(socket)
        async for message in socket:
            assert message.type is WSMsgType.TEXT
            await self.heard.put(message.json())
        return socket

    async def ask(self, kind: str, payload: Any) -> Any:
        """Send one payload, and give what came back for it."""
        socket = await asyncio.wait_for(self.open.get(), 10)
        await socket.send_json({"type": kind, "envelope_id": "e-1", "payload": payload})
        await self.open.put(socket)
        return await asyncio.wait_for(self.heard.get(), 10)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    line = Line()
    app = web.Application()
    app.router.add_get("/link", line.serve)
    async with TestServer(app) as server:
        line.address = str(server.make_url("/link")).replace("http", "ws", 1)
        yield line


@pytest.fixture
def settings(slack: FakeSlack, line: Line) -> SlackSettings:
    slack.manners["apps.connections.open"] = [api.says({"ok": True, "url": line.address})]
    return SlackSettings(signing_secret="", bot_token="xoxb-riverbend", app_token="xapp-1", api_url=slack.api_url)


async def test_a_command_over_the_socket_is_answered_over_it(bench: Bench, line: Line) -> None:
    bench.script.reply = Reply(line=plain("Saved as 41."))
    answer = await line.ask("slash_commands", p.command("carts are dead"))
    assert answer["envelope_id"] == "e-1"
    assert (answer["payload"]["text"], answer["payload"]["response_type"]) == ("Saved as 41.", "ephemeral")
    assert [request.text for request in bench.script.asked if isinstance(request, Invocation)] == ["carts are dead"]
    assert [call.token for call in bench.slack.calls if call.method == "apps.connections.open"] == ["xapp-1"]


async def test_an_event_over_the_socket_is_acknowledged(bench: Bench, line: Line) -> None:
    assert await line.ask("events_api", p.direct("carts")) == {"envelope_id": "e-1"}
    assert len(bench.script.asked) == 1


async def test_without_a_signing_secret_there_is_no_public_route(bench: Bench) -> None:
    assert list(bench.edge.routes()) == []


async def test_a_payload_that_is_not_slacks_ends_nothing(bench: Bench, line: Line) -> None:
    socket = await asyncio.wait_for(line.open.get(), 10)
    await socket.send_json({"type": "events_api", "envelope_id": "e-0", "payload": {"type": 7}})
    await line.open.put(socket)
    assert await line.ask("events_api", p.direct("carts")) == {"envelope_id": "e-1"}


class TestRefused:
    @pytest.fixture
    def settings(self, slack: FakeSlack) -> SlackSettings:
        slack.manners["apps.connections.open"] = [api.error("invalid_auth")]
        return SlackSettings(signing_secret="", bot_token="xoxb-riverbend", app_token="xapp-1", api_url=slack.api_url)

    async def test_a_connection_that_slack_refuses_stops_neither_start_nor_end(self, bench: Bench) -> None:
        await bench.slack.until(lambda: bool(bench.slack.of("apps.connections.open")))
        await asyncio.wait_for(bench.edge.stop(), 10)
