"""Microsoft's side of Teams on this machine: it signs what people do, takes what the bot sends, and has the page.

The bot speaks to it as to the real one: HTTPS to an address of its cloud, tokens by a published key. The page is ours
(teams_page.html) and draws cards with Microsoft's own open-source package; what is pressed there becomes the same
activity that Teams makes of it.
"""

import asyncio
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from demo import district, playground
from tests.adapters.teams import keyset
from tests.checks.adaptive_cards import BUNDLE
from tests.journeys.certificate import made_anew

Json = dict[str, Any]
PAGE = Path(__file__).with_name("teams_page.html")
BOT = "Barrier"
LONGEST_POLL = 20.0
BY_HANDLE = {one.handle: one for one in district.PEOPLE}


@dataclass
class Posted:
    """One message. `root` began its thread ("" in a chat); `only` is whom it is shown to, "" for everybody there."""

    id: str
    place: str
    root: str
    by: str
    text: str = ""
    card: Json | None = None
    only: str = ""
    version: int = 0


@dataclass
class TeamsService:
    """Runs on a thread of its own between `start` and `stop`. `bot_url` is set once the bot's address is known."""

    folder: Path
    bot_url: str = ""
    url: str = ""
    """The connector's address, which activities name."""
    page_url: str = ""
    keys: keyset.KeyServer = field(default_factory=keyset.KeyServer)
    _posted: list[Posted] = field(default_factory=list)
    _version: int = 0
    _ids: "count[int]" = field(default_factory=lambda: count(1_795_000_000_001))
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def certificate(self) -> Path:
        return self.folder / "teams.pem"

    def start(self) -> None:
        threading.Thread(target=self._loop.run_forever, name="Teams", daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _open(self) -> None:
        self._changed = asyncio.Condition()
        self._http = ClientSession()
        await self.keys.start()
        connector = web.Application()
        connector.router.add_post("/v3/conversations", self._begin)
        connector.router.add_post("/v3/conversations/{conversation}/activities", self._take)
        connector.router.add_put("/v3/conversations/{conversation}/activities/{id}", self._change)
        connector.router.add_get("/v3/conversations/{conversation}/members/{id}", self._member)
        page = web.Application()
        page.router.add_get("/", self._page)
        page.router.add_get("/adaptivecards.js", self._package)
        page.router.add_get("/seen", self._seen)
        page.router.add_post("/say", self._say)
        page.router.add_post("/invoke", self._invoke)
        self._servers = TestServer(connector, scheme="https", host="127.0.0.1"), TestServer(page)
        await self._servers[0].start_server(ssl=made_anew(self.certificate))
        await self._servers[1].start_server()
        self.url = str(self._servers[0].make_url("/"))
        self.page_url = str(self._servers[1].make_url("/"))

    async def _close(self) -> None:
        await self._http.close()
        for server in (*self._servers, self.keys):
            await (server.stop() if isinstance(server, keyset.KeyServer) else server.close())

    async def _begin(self, request: web.Request) -> web.Response:
        body = await request.json()
        if "activity" not in body:
            return web.json_response({"id": _chat(body["members"][0]["id"])}, status=201)
        channel, id = body["channelData"]["channel"]["id"], str(next(self._ids))
        await self._post(Posted(id, channel, id, BOT, card=_card(body["activity"])))
        return web.json_response({"id": f"{channel};messageid={id}", "activityId": id}, status=201)

    async def _take(self, request: web.Request) -> web.Response:
        place, _, root = request.match_info["conversation"].partition(";messageid=")
        body, id = await request.json(), str(next(self._ids))
        only = body["recipient"]["id"] if "isTargetedActivity" in request.query else ""
        await self._post(Posted(id, place, root, BOT, card=_card(body), only=only.removeprefix("29:")))
        return web.json_response({"id": id}, status=201)

    async def _change(self, request: web.Request) -> web.Response:
        id, body = request.match_info["id"], await request.json()
        found = next(one for one in self._posted if one.id == id)
        found.card = _card(body)
        await self._post(found)
        return web.json_response({"id": id})

    async def _member(self, request: web.Request) -> web.Response:
        user = request.match_info["id"].removeprefix("29:")
        known = next(one for one in district.PEOPLE if one.entra_id == user)
        named = {"id": f"29:{user}", "aadObjectId": user, "name": known.name, "userRole": "user"}
        return web.json_response(named | {"tenantId": playground.TENANT})

    async def _post(self, message: Posted) -> None:
        async with self._changed:
            self._version += 1
            message.version = self._version
            self._posted = [*(one for one in self._posted if one is not message), message]
            self._changed.notify_all()

    async def _page(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE)

    async def _package(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(BUNDLE)

    async def _seen(self, request: web.Request) -> web.Response:
        """What is new or changed for somebody in a place; waits for it."""
        who, since = BY_HANDLE[request.query["as"]], int(request.query["since"])
        place = _place(who, request.query["in"])
        try:
            async with asyncio.timeout(LONGEST_POLL), self._changed:
                await self._changed.wait_for(lambda: self._version > since)
        except TimeoutError:
            pass
        new = [one for one in self._posted if one.version > since and one.place == place]
        mine = [asdict(one) for one in new if one.only in ("", who.entra_id)]
        return web.json_response({"version": self._version, "messages": mine})

    async def _say(self, request: web.Request) -> web.Response:
        said = await request.json()
        who, id = BY_HANDLE[said["as"]], str(next(self._ids))
        place = _place(who, said["in"])
        root = (said["root"] or id) if place == playground.CHANNEL_ID else ""
        await self._post(Posted(id, place, root, who.name, text=said["text"]))
        text, entities = _mentions(said["text"])
        await self._send(self._activity(who, place, root, id=id, text=text, entities=entities))
        return web.json_response({})

    async def _invoke(self, request: web.Request) -> web.Response:
        """A press or a dialog's step; the bot's answer goes back to the page as it is."""
        asked = await request.json()
        who = BY_HANDLE[asked["as"]]
        place = _place(who, asked["in"])
        on = {"replyToId": asked["message"]} if asked["name"] != "task/submit" else {}
        invoke = self._activity(
            who, place, asked["root"], type="invoke", name=asked["name"], value=asked["value"], **on
        )
        return web.json_response(await self._send({k: v for k, v in invoke.items() if k != "text"}))

    def _activity(self, who: district.Person, place: str, root: str, **more: Any) -> Json:
        channel = place == playground.CHANNEL_ID
        conversation = {"id": f"{place};messageid={root}" if root else place, "tenantId": playground.TENANT}
        kind = {"conversationType": "channel", "isGroup": True} if channel else {"conversationType": "personal"}
        data: Json = {"tenant": {"id": playground.TENANT}}
        return keyset.activity(
            **{
                "id": f"f:{next(self._ids)}",
                "serviceUrl": self.url,
                "from": {"id": f"29:{who.entra_id}", "name": who.name, "aadObjectId": who.entra_id},
                "conversation": conversation | kind,
                "channelData": data | ({"channel": {"id": place}, "team": {"id": place}} if channel else {}),
                "locale": "en-US",
            }
            | more
        )

    async def _send(self, activity: Json) -> Json:
        """To the bot, signed as Teams signs it now."""
        token = keyset.header(serviceurl=self.url, nbf=time.time() - 60, exp=time.time() + 3540)
        url = f"{self.bot_url}/api/messages"
        async with self._http.post(url, json=activity, headers={"Authorization": token}) as response:
            raw = await response.read()
            assert response.status in (200, 202), response.status
            return {"status": response.status, "body": json.loads(raw or b"null")}


def _card(activity: Json) -> Json:
    card: Json = activity["attachments"][0]["content"]
    return card


def _chat(user: str) -> str:
    return "a:" + user.removeprefix("29:")


def _place(who: district.Person, named: str) -> str:
    return playground.CHANNEL_ID if named == "channel" else _chat(who.entra_id)


def _mentions(text: str) -> tuple[str, list[Json]]:
    """The text as Teams sends it, with an entity for each @name in it."""
    ids = {BOT: f"28:{keyset.APP_ID}"} | {one.name: f"29:{one.entra_id}" for one in district.PEOPLE}
    names = re.compile("@(" + "|".join(map(re.escape, ids)) + ")")
    return names.sub(r"<at>\1</at>", text), list(_entities(names, ids, text))


def _entities(names: re.Pattern[str], ids: dict[str, str], text: str) -> Iterator[Json]:
    for name in names.findall(text):
        yield {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": ids[name], "name": name}}
