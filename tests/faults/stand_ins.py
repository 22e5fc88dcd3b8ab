"""Slack's API and Teams' connector on this machine: what people see there, and every way in which they fail."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.adapters.slack import api as slack
from tests.contract import teams_api as teams
from tests.support import riverside

Json = dict[str, Any]
Manner = Callable[[web.Request], Awaitable[web.StreamResponse]]

BOT = "U0BARRIER"
PATIENCE = 20
"""Seconds in which what a test waits for must have come."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`done`: the call takes effect, though the bot does not hear it."""

    manner: Manner
    done: bool = False


@dataclass(slots=True)
class Shown:
    """A message as people see it now. `place`: a channel's id, or that of the person who alone reads it."""

    place: str
    id: str
    body: Json
    thread: str = ""
    targeted: bool = False

    @property
    def text(self) -> str:
        return json.dumps(self.body, ensure_ascii=False)


@dataclass(slots=True)
class StandIn:
    """`troubles`: how the next calls of a kind go, in turn; afterwards all is well."""

    shown: list[Shown] = field(default_factory=list)
    asked: list[tuple[str, Json]] = field(default_factory=list)
    """Every call and what came with it."""
    answers: list[Json] = field(default_factory=list)
    """What was sent for the caller alone, beside the messages: answers to response addresses, forms, modals."""
    troubles: defaultdict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))
    redrawn: int = 0
    address: str = ""
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    ids: "count[int]" = field(default_factory=lambda: count(1_790_000_001))

    def cards(self, place: str) -> list[Shown]:
        """What begins a thread there."""
        return [one for one in self.shown if one.place == place and not one.thread and not one.targeted]

    def lines(self, place: str) -> list[Shown]:
        return [one for one in self.shown if one.place == place and one.thread]

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until what came satisfies `reached`."""
        async with self.came, asyncio.timeout(PATIENCE):
            await self.came.wait_for(reached)

    async def call(self, kind: str, body: Json, request: web.Request, work: Callable[[], Json]) -> web.StreamResponse:
        """Do the work, unless the next trouble keeps it from being done; then everybody who waits is told."""
        self.asked.append((kind, body))
        trouble = self.troubles[kind].pop(0) if self.troubles[kind] else None
        answer = work() if trouble is None or trouble.done else {}
        async with self.came:
            self.came.notify_all()
        return await trouble.manner(request) if trouble else web.json_response(answer)

    def find(self, id: str) -> Shown | None:
        return next((one for one in self.shown if one.id == id), None)


class SlackApi(StandIn):
    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/hook/{name}", self._hook)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await _body(request)
        work = {
            "chat.postMessage": lambda: self._post(body),
            "chat.postEphemeral": lambda: self._post(body | {"channel": body["user"]}),
            "chat.update": lambda: self._update(body),
            "auth.test": lambda: {"ok": True, "user_id": BOT, "bot_id": "B0BARRIER", "team_id": riverside.SLACK},
            "users.info": lambda: {
                "ok": True,
                "user": {"id": body["user"], "locale": "en-US", "tz": "America/Chicago"},
            },
        }.get(method, lambda: self._answer(body))
        return await self.call(method, body, request, work)

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self.call("hook", body, request, lambda: self._answer(body))

    def _post(self, body: Json) -> Json:
        ts = f"{next(self.ids)}.000100"
        self.shown.append(Shown(body["channel"].replace("D0", "U0", 1), ts, body, body.get("thread_ts", "")))
        return {"ok": True, "channel": body["channel"].replace("U0", "D0", 1), "ts": ts}

    def _update(self, body: Json) -> Json:
        found = self.find(body["ts"])
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        found.body = body
        self.redrawn += 1
        return {"ok": True, "channel": body["channel"], "ts": body["ts"]}

    def _answer(self, body: Json) -> Json:
        self.answers.append(body)
        return {"ok": True}


class TeamsConnector(StandIn):
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
            opened = {"id": teams.PERSONAL + body["members"][0]["id"]}
            return await self.call("open", body, request, lambda: opened)
        channel = body["channelData"]["channel"]["id"]

        def work() -> Json:
            id = self._post(channel, body["activity"])["id"]
            return {"id": f"{channel};messageid={id}", "activityId": id}

        return await self.call("send", body, request, work)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        place, _, thread = request.match_info["conversation"].removeprefix(teams.PERSONAL).partition(";messageid=")
        body, targeted = await request.json(), request.query.get("isTargetedActivity") == "true"
        return await self.call("send", body, request, lambda: self._post(place, body, thread, targeted=targeted))

    async def _update(self, request: web.Request) -> web.StreamResponse:
        body, found = await request.json(), self.find(request.match_info["id"])
        if found is None:
            return web.json_response({"error": {"code": "MessageNotFound"}}, status=404)

        def work() -> Json:
            found.body = body
            self.redrawn += 1
            return {"id": found.id}

        return await self.call("update", body, request, work)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        user = request.match_info["id"].removeprefix("29:")
        return await self.call("member", {}, request, lambda: {"id": f"29:{user}", "aadObjectId": user, "name": "Lee"})

    def _post(self, place: str, body: Json, thread: str = "", *, targeted: bool = False) -> Json:
        id = str(next(self.ids))
        self.shown.append(Shown(place, id, body, thread, targeted))
        return {"id": id}


SLACK_TROUBLES = {
    "429": Trouble(slack.limited("0.2")),
    "500": Trouble(slack.broken),
    "busy": Trouble(slack.error("service_unavailable")),
    "half a body": Trouble(slack.half, done=True),
    "nothing, though it arrived": Trouble(slack.nothing, done=True),
    "nothing, since it never arrived": Trouble(slack.nothing),
}
TEAMS_TROUBLES = {
    "429": Trouble(teams.error(429, "TooManyRequests", **{"Retry-After": "1"})),
    "500": Trouble(teams.error(500, "ServiceError")),
    "busy": Trouble(teams.error(503, "ServiceUnavailable")),
    "half a body": Trouble(teams.half, done=True),
    "nothing, though it arrived": Trouble(teams.nothing, done=True),
    "nothing, since it never arrived": Trouble(teams.nothing),
}
GONE = {
    "slack": Trouble(slack.error("not_in_channel")),
    "teams": Trouble(teams.error(403, "BotNotInConversationRoster")),
}


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}
