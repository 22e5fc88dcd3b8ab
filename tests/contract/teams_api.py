"""A Teams connector on this machine: remembers every call, and answers as it is told to."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Manner = Callable[[web.Request], Awaitable[web.StreamResponse]]

PERSONAL = "a:"
"""A private conversation's id begins so; the person's own id follows."""


@dataclass(frozen=True, slots=True)
class Call:
    """`conversation` is a thread's own id where a thread was meant; `id` that of the message it is about."""

    kind: str
    conversation: str
    id: str
    body: Json
    targeted: bool = False


@dataclass(slots=True)
class FakeConnector:
    """`manners` says how the next calls of a kind ("send", "update", "whisper") are answered, one by one."""

    calls: list[Call] = field(default_factory=list)
    manners: dict[str, list[Manner]] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1_790_000_000_001))

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations", self._open)
        app.router.add_post("/v3/conversations/{conversation}/activities", self._send)
        app.router.add_put("/v3/conversations/{conversation}/activities/{id}", self._update)
        app.router.add_get("/v3/conversations/{conversation}/members/{id}", self._member)
        return app

    async def _open(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "activity" not in body:
            return web.json_response({"id": PERSONAL + body["members"][0]["id"]})
        channel, id = body["channelData"]["channel"]["id"], str(next(self._ids))
        self.calls.append(Call("send", channel, id, body["activity"]))
        return await self._answer("send", request, {"id": f"{channel};messageid={id}", "activityId": id})

    async def _send(self, request: web.Request) -> web.StreamResponse:
        id, targeted = str(next(self._ids)), request.query.get("isTargetedActivity") == "true"
        conversation = request.match_info["conversation"]
        if targeted and self.manners.get("whisper"):
            return await self._answer("whisper", request, {})
        self.calls.append(Call("send", conversation, id, await request.json(), targeted))
        return await self._answer("send", request, {"id": id})

    async def _update(self, request: web.Request) -> web.StreamResponse:
        conversation, id = request.match_info["conversation"], request.match_info["id"]
        self.calls.append(Call("update", conversation, id, await request.json()))
        return await self._answer("update", request, {"id": id})

    async def _member(self, request: web.Request) -> web.StreamResponse:
        user = request.match_info["id"].removeprefix("29:")
        return web.json_response({"id": f"29:{user}", "aadObjectId": user, "name": "Lee Park", "userRole": "user"})

    async def _answer(self, kind: str, request: web.Request, well: Json) -> web.StreamResponse:
        waiting = self.manners.get(kind)
        return await waiting.pop(0)(request) if waiting else web.json_response(well, status=201)


def error(status: int, code: str, **headers: str) -> Manner:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"code": code, "message": "…"}}, status=status, headers=headers)

    return answer


async def half(request: web.Request) -> web.StreamResponse:
    """Half of a good answer, then the connection ends."""
    whole = json.dumps({"id": "1790000000001"}).encode()
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
