"""Teams' side of the wire: a local server that plays the connector, and a district's answers that a test decides."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.handlers.desk.requests import Reply, Request
from tests.adapters.teams.keyset import APP_ID, TENANT, activity, header

CHANNEL = "19:a1b2@thread.tacv2"
ROOT = "1793999999001"
USER = "0a5e7c1b-90d2-4e0f-8a44-51c5d8f1e9aa"
"""The directory id of Ana Ruiz, who writes every activity."""


@dataclass(frozen=True)
class Call:
    """What the bot asked of the connector."""

    method: str
    path: str
    query: dict[str, str]
    body: Any

    @property
    def card(self) -> Any:
        """The card of a message, the one in a new thread included."""
        body = self.body.get("activity", self.body)
        return body["attachments"][0]["content"]


@dataclass
class Teams:
    """Plays the connector. `refuse` says, by path, what a call is refused with; members come from `roster`, by id."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    roster: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: list[dict[str, Any]] = field(default_factory=list)
    """Of whole rosters, given in turn."""
    refuse: Callable[[Call], tuple[int, dict[str, str], str] | None] = lambda call: None
    open: asyncio.Event = field(default_factory=asyncio.Event)
    messages: "asyncio.Queue[Call]" = field(default_factory=asyncio.Queue)
    """What was posted, to wait for."""
    _server: TestServer | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/teams{rest:.*}", self._answer)
        self._server = TestServer(app)
        await self._server.start_server()
        self.url = str(self._server.make_url("/teams/"))
        self.open.set()

    async def stop(self) -> None:
        self.open.set()
        if self._server:
            await self._server.close()

    def sent(self) -> list[Call]:
        """Without the questions asked of rosters."""
        return [call for call in self.calls if "/members/" not in call.path]

    async def _answer(self, request: web.Request) -> web.Response:
        raw = await request.read()
        path = unquote(request.raw_path.partition("?")[0]).removeprefix("/teams/v3/")
        call = Call(request.method, path, dict(request.query), json.loads(raw or b"null"))
        self.calls.append(call)
        if call.method == "POST":
            self.messages.put_nowait(call)
        await self.open.wait()
        if refused := self.refuse(call):
            status, headers, code = refused
            return web.json_response({"error": {"code": code, "message": "words"}}, status=status, headers=headers)
        if path.endswith("/pagedmembers"):
            return web.json_response(self.pages.pop(0))
        if "/members/" in path:
            found = self.roster.get(path.rpartition("/")[2])
            return web.json_response(found) if found else web.Response(status=404)
        if path == "conversations":
            group = "activity" in call.body
            return web.json_response(
                {"id": f"{CHANNEL};messageid=901", "activityId": "901"} if group else {"id": "a:1private"}, status=201
            )
        return web.json_response({"id": "902"}, status=201)


@dataclass
class District:
    """Stands where the handlers would: notes each request, and answers with `reply`, or with the `fault`."""

    reply: Reply = field(default_factory=Reply)
    fault: Exception | None = None
    asked: list[Request] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    async def answer(self, request: Request) -> Reply:
        await self.open.wait()
        self.asked.append(request)
        if self.fault:
            raise self.fault
        return self.reply


@dataclass
class Client:
    """Posts activities to the bot as Microsoft's service does."""

    url: str
    service: str
    session: ClientSession
    stop: Callable[[], Awaitable[None]]
    """Stops the bot, which first finishes what is on its way."""

    async def post(self, body: bytes, authorization: str | None = "") -> tuple[int, bytes]:
        """Any bytes; `authorization` "" signs them as today's service would, None leaves the header out."""
        signed = header(serviceurl=self.service) if authorization == "" else authorization
        headers = {"Authorization": signed} if signed else {}
        headers["Content-Type"] = "application/json; charset=utf-8"
        async with self.session.post(self.url, data=body, headers=headers) as response:
            return response.status, await response.read()

    async def send(self, **changes: object) -> tuple[int, Any]:
        """One activity, signed; its answer's JSON."""
        status, raw = await self.post(json.dumps(activity(serviceUrl=self.service, **changes)).encode())
        return status, json.loads(raw or b"null")

    async def invoke(self, name: str, value: object, **changes: object) -> tuple[int, Any]:
        return await self.send(type="invoke", name=name, value=value, id="f:7d1", text=None, **changes)


def in_channel(*, thread: str | None = ROOT, of: str = CHANNEL, name: str = "") -> dict[str, object]:
    """A conversation in a team's channel; without a `thread` it is the channel itself."""
    there = {
        "id": f"{of};messageid={thread}" if thread else of,
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": TENANT,
    }
    return there | ({"name": name} if name else {})


def mention(id: str = f"28:{APP_ID}", name: str = "barrierbot", **more: object) -> dict[str, object]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name, **more}}
