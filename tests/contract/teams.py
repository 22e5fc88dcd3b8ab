"""Teams' probe: activities with real tokens in, a local connector out."""

import html
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.adapters.teams import cards, forms, refs
from bot.adapters.teams.app import TeamsEdge, TeamsSettings
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.clouds import CLOUDS
from bot.domain.team import Handle, Place
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Invocation, Press, Submission
from bot.storage.store import DatabaseStore
from bot.ui.card import Card
from bot.ui.form import Form
from bot.ui.text import Line
from tests.adapters.teams import keyset
from tests.contract import teams_api as api
from tests.contract import teams_cards
from tests.contract.probe import Drawn, Json, Script, Trouble, Value
from tests.support.database import HandClock

TROUBLES = {
    Trouble.LIMITED: api.error(429, "TooManyRequests", **{"Retry-After": "17"}),
    Trouble.GONE: api.error(404, "ConversationNotFound"),
    Trouble.BROKEN: api.error(500, "ServiceError"),
    Trouble.HALF: api.half,
    Trouble.NOTHING: api.nothing,
}
CHANNEL = "19:leads@thread.tacv2"
LEE = "0a5e7c1b-90d2-4e0f-8a44-51c5d8f1e9aa"
BOT = f"28:{keyset.APP_ID}"
CARD = "1790000000777"
MARKUP = ("[x](", "<b>", "<at>", "<http")
_ESCAPED = re.compile(r"\\.")

R = TypeVar("R", Press, Submission, Invocation)


class TeamsProbe:
    platform = Platform.TEAMS
    someone = Handle(Platform.TEAMS, keyset.TENANT, "7d1f2a90-1111-4000-8000-0000000000bb")
    person = Place("o-7", "p-lee", Platform.TEAMS, keyset.TENANT, "", LEE, "", person="lee")

    def __init__(
        self,
        edge: TeamsEdge,
        connector: api.FakeConnector,
        script: Script,
        session: ClientSession,
        urls: dict[str, str],
    ) -> None:
        self.script = script
        self.messenger = edge.messenger
        self._edge = edge
        self._connector = connector
        self._session = session
        self._urls = urls
        self._answers: list[Json] = []
        self._ids = count(1_794_000_000_000)
        address = refs.address(urls["service"], CHANNEL, keyset.TENANT, channel=True)
        self.channel = Place("o-7", "p-leads", Platform.TEAMS, keyset.TENANT, address, CHANNEL, "Leads", "t-1")

    def card(self, card: Card) -> Json:
        return cards.activity(card, Surface.CHAT)

    def line(self, line: Line) -> Json:
        return cards.line_activity(line, "en")

    def form(self, form: Form) -> Json:
        return forms.card(form, Surface.DIALOG, token=f"k{next(self._ids)}")

    def buttons(self, drawn: Json) -> list[Drawn]:
        return [
            teams_cards.drawn(action)
            for node in teams_cards.nodes(teams_cards.content(drawn)["body"])
            if node.get("type") == "ActionSet"
            for action in node["actions"]
        ]

    def heard(self, drawn: Json) -> str:
        return str(teams_cards.content(drawn)["speak"])

    def inert(self, drawn: Json) -> list[str]:
        nodes = list(teams_cards.nodes(teams_cards.content(drawn)["body"]))
        return [
            *(node["text"] for node in nodes if node.get("type") == "TextRun"),
            *(node["value"] for node in nodes if node.get("type") == "Input.Text" and "value" in node),
        ]

    def alive(self, drawn: Json) -> list[str]:
        content = teams_cards.content(drawn)
        nodes = list(teams_cards.nodes(content["body"]))
        marked = [node["text"] for node in nodes if node.get("type") == "TextBlock"]
        marked += [one["title"] for node in nodes if node.get("style") == "expanded" for one in node["choices"]]
        marked += [content["fallbackText"]]
        return [
            *(text for text in marked if any(mark in _ESCAPED.sub("", text) for mark in MARKUP)),
            *(text for text in teams_cards.shown(content) if "{{DATE(" in text or "{{TIME(" in text),
        ]

    def carried(self, words: str) -> str:
        """A date macro works in every text of a card, so it is broken by a character that nobody sees."""
        return cards.inert(words)

    async def press(self, button: Drawn) -> Press:
        name, value = teams_cards.invoked(button.raw)
        await self._invoke(name, value, _in_channel(CARD) | {"replyToId": CARD})
        return self._came(Press)

    async def submit(self, form: Form, given: Mapping[str, Value]) -> Submission:
        drawn = self.form(form)
        inputs = [node for node in teams_cards.nodes(drawn["body"]) if str(node.get("type", "")).startswith("Input.")]
        (send,) = (node for node in teams_cards.nodes(drawn["body"][-1]) if node.get("type") == "Action.Submit")
        filled = {node["id"]: teams_cards.filled(node, given.get(node["id"][2:])) for node in inputs}
        await self._invoke("task/submit", {"data": {**send["data"], **filled}}, _in_channel(CARD))
        return self._came(Submission)

    async def say(self, words: str, *, times: int = 1) -> Invocation:
        sent = self._activity(text=f"barrier {_as_sent(words)}", conversation=_personal())
        before = len(self.script.asked)
        for _ in range(times):
            assert await self._post(sent) == 202
        await self.script.until(before + times)
        return self._came(Invocation)

    async def mention(self, words: str, *, thread: str | None = None) -> Invocation:
        root = refs.decode(thread).root if thread else ""
        at = "<at>Barrier</at>"
        sent = self._activity(
            text=f"{at} {_as_sent(words)}",
            entities=[{"type": "mention", "text": at, "mentioned": {"id": BOT, "name": "Barrier"}}],
            **_in_channel(root),
        )
        if not root:
            sent["conversation"]["id"] += f";messageid={sent['id']}"
        before = len(self.script.asked)
        assert await self._post(sent) == 202
        await self.script.until(before + 1)
        return self._came(Invocation)

    async def forged(self) -> dict[str, int]:
        strict, sent = self._urls["strict"], self._pressed()
        tries = {
            "no token": None,
            "no token but words": "Bearer let-me-in",
            "another's key": keyset.header("today", key="a stranger's"),
            "another app's": keyset.header(aud="00000000-0000-4000-8000-000000000000"),
            "another issuer's": keyset.header(iss="https://sts.example.org"),
            "yesterday's": keyset.header(exp=keyset.NOW - 3600),
            "another service's": keyset.header(serviceurl="https://smba.trafficmanager.net.example.org/"),
        }
        return {name: await self._send(strict, sent, header) for name, header in tries.items()}

    async def genuine(self) -> int:
        return await self._send(self._urls["strict"], self._pressed(), keyset.header())

    def next(self, trouble: Trouble) -> None:
        # aiohttp itself sends a PUT once more when a connection that it kept has ended.
        self._connector.manners |= {"send": [TROUBLES[trouble]], "update": [TROUBLES[trouble]] * 2}

    def refuse_whispers(self) -> None:
        self._connector.manners["whisper"] = [api.error(403, "ForbiddenOperationException")] * 9

    def refuse_forms(self) -> None:
        """A dialog's form comes in the answer to the press itself: there is no second call to refuse."""

    def posted(self) -> list[tuple[str, Json]]:
        return [(_key(call), call.body) for call in self._sends() if not call.targeted]

    def threads(self) -> list[str | None]:
        split = [refs.split(call.conversation) for call in self._sends()]
        return [refs.encode(refs.Ref(own, root, root)) if root else None for own, root in split]

    def redrawn(self) -> list[tuple[str, Json]]:
        updates = [call for call in self._connector.calls if call.kind == "update"]
        return [(refs.encode(refs.Ref(_key(call), call.id, _root(call))), call.body) for call in updates]

    def public(self) -> list[Json]:
        return [
            *(call.body for call in self._sends() if _key(call) == CHANNEL and not call.targeted),
            *(body for _, body in self.redrawn()),
        ]

    def private(self) -> list[Json]:
        """The answer to an invoke is drawn for the one who pressed."""
        return [*(call.body for call in self._sends() if call.targeted or _key(call) != CHANNEL), *self._answers]

    async def settled(self) -> None:
        await self._edge.stop()

    def _sends(self) -> list[api.Call]:
        return [call for call in self._connector.calls if call.kind == "send"]

    def _activity(self, **changes: Any) -> Json:
        whole = {"serviceUrl": self._urls["service"], "id": str(next(self._ids)), **changes}
        return keyset.activity(**{"from": {"id": f"29:{LEE}", "name": "Lee Park", "aadObjectId": LEE}, **whole})

    def _pressed(self) -> Json:
        value = {"action": {"type": "Action.Execute", "verb": "help", "data": _help()}, "trigger": "manual"}
        return self._activity(
            type="invoke", name="adaptiveCard/action", value=value, serviceUrl=keyset.SERVICE, conversation=_personal()
        )

    async def _invoke(self, name: str, value: Json, where: Json) -> None:
        assert await self._post(self._activity(type="invoke", name=name, value=value, **where)) == 200

    async def _post(self, activity: Json) -> int:
        return await self._send(self._urls["edge"], activity, keyset.header(serviceurl=self._urls["service"]))

    async def _send(self, url: str, activity: Json, authorization: str | None) -> int:
        headers = {"Authorization": authorization} if authorization else {}
        async with self._session.post(url, data=json.dumps(activity).encode(), headers=headers) as answer:
            if answer.content_type == "application/json":
                self._answers.append(await answer.json())
            return answer.status

    def _came(self, kind: type[R]) -> R:
        request = self.script.asked[-1]
        assert isinstance(request, kind)
        return request


@asynccontextmanager
async def teams_probe(store: DatabaseStore, clock: HandClock) -> AsyncIterator[TeamsProbe]:
    """Two edges: one that may call this machine (`dev`), and one as strict as in a district."""
    connector, script, keys = api.FakeConnector(), Script(), keyset.KeyServer()
    await keys.start()
    cloud = replace(CLOUDS["public"], metadata=keys.metadata_url)
    edges = {
        name: TeamsEdge(
            TeamsSettings(app_id=keyset.APP_ID, tenant_ids=(keyset.TENANT,), dev=dev),
            answer=script.answer,
            store=store,
            cloud=cloud,
            seconds=lambda: keyset.NOW,
        )
        for name, dev in (("edge", True), ("strict", False))
    }
    servers = {"service": TestServer(connector.app())}
    for name, edge in edges.items():
        app = web.Application()
        app.add_routes(edge.routes())
        servers[name] = TestServer(app)
        await edge.start()
    for server in servers.values():
        await server.start_server()
    urls = {name: str(server.make_url("/")) for name, server in servers.items()}
    urls |= {name: urls[name] + "api/messages" for name in edges}
    async with ClientSession() as session:
        probe = TeamsProbe(edges["edge"], connector, script, session, urls)
        await probe.say("help")  # teaches the edge where the tenant is reached
        script.asked.clear()
        yield probe
    for edge in edges.values():
        await edge.stop()
    for server in servers.values():
        await server.close()
    await keys.stop()


def _as_sent(words: str) -> str:
    """As Teams hands typed words on: with entities, also in what it calls plain."""
    return html.escape(words, quote=False)


def _help() -> Json:
    return {"act": {"v": "help", "s": "", "n": 0, "a": {}}}


def _personal() -> Json:
    return {"id": api.PERSONAL + LEE, "conversationType": "personal", "tenantId": keyset.TENANT}


def _in_channel(root: str) -> Json:
    suffix = f";messageid={root}" if root else ""
    conversation = {"id": CHANNEL + suffix, "conversationType": "channel", "tenantId": keyset.TENANT, "isGroup": True}
    data = {"tenant": {"id": keyset.TENANT}, "channel": {"id": CHANNEL}, "team": {"id": "19:team@thread.tacv2"}}
    return {"conversation": conversation, "channelData": data}


def _key(call: api.Call) -> str:
    return refs.split(call.conversation)[0].removeprefix(api.PERSONAL)


def _root(call: api.Call) -> str:
    return refs.split(call.conversation)[1]
