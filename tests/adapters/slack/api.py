"""A Slack API on this machine: remembers every call, and answers as told: with 429, 500, half a body, nothing."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Manner = Callable[[web.Request], Awaitable[web.StreamResponse]]

CHANNEL, TS = "C0TRIAGE", "1790000000.000100"


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    body: Json
    token: str


@dataclass(slots=True)
class FakeSlack:
    """`manners` says how a method answers; a list is used up call by call, then the default holds."""

    calls: list[Call] = field(default_factory=list)
    hooks: list[Json] = field(default_factory=list)
    """Bodies sent to response addresses."""
    manners: dict[str, list[Manner]] = field(default_factory=dict)
    address: str = ""
    came: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    @property
    def hook(self) -> str:
        return f"{self.address}/hook/one-of-a-kind"

    def of(self, method: str) -> list[Json]:
        return [call.body for call in self.calls if call.method == method]

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until what came satisfies `reached`."""
        async with self.came, asyncio.timeout(10):
            await self.came.wait_for(reached)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/hook/{name}", self._hook)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        await self._remember(lambda: self.calls.append(Call(method, body, token)), body := await _body(request))
        waiting = self.manners.get(method)
        return await (waiting.pop(0)(request) if waiting else _well(method, str(body.get("channel", CHANNEL))))

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        await self._remember(lambda: self.hooks.append(body), body)
        waiting = self.manners.get("hook")
        return await waiting.pop(0)(request) if waiting else web.Response(text="ok")

    async def _remember(self, note: Callable[[], None], _: Json) -> None:
        async with self.came:
            note()
            self.came.notify_all()


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}


async def _well(method: str, channel: str = CHANNEL) -> web.StreamResponse:
    direct = f"D{channel[1:]}" if channel.startswith("U") else channel
    more: Json = {
        "chat.postMessage": {"channel": direct, "ts": TS},
        "chat.update": {"channel": CHANNEL, "ts": TS},
        "auth.test": {"user_id": "U0BARRIER", "bot_id": "B0BARRIER", "team_id": "T0RIVERBEND"},
    }.get(method, {})
    return web.json_response({"ok": True, **more})


def error(code: str, status: int = 200) -> Manner:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": code}, status=status)

    return answer


def says(body: object) -> Manner:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body)

    return answer


def limited(seconds: str) -> Manner:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds})

    return answer


async def broken(_: web.Request) -> web.StreamResponse:
    return web.Response(status=500, text="<html>Server Error</html>", content_type="text/html")


async def nonsense(_: web.Request) -> web.StreamResponse:
    return web.Response(text="OK?", content_type="text/plain")


async def half(request: web.Request) -> web.StreamResponse:
    """Half of a good answer, then the connection ends."""
    whole = json.dumps({"ok": True, "channel": CHANNEL, "ts": TS}).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(whole))})
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    assert request.transport
    request.transport.close()
    return response


async def nothing(request: web.Request) -> web.StreamResponse:
    """The connection ends without an answer."""
    assert request.transport
    request.transport.close()
    return web.Response()


def held(gate: asyncio.Event) -> Manner:
    """A good answer, once the gate opens."""

    async def answer(request: web.Request) -> web.StreamResponse:
        await gate.wait()
        return await _well(request.match_info["method"])

    return answer
