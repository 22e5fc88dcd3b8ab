"""What people do on Teams, as Microsoft's service posts it to the bot: with a token, and a fresh id each time."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from time import time
from typing import Any

from aiohttp import ClientSession

from bot.adapters.teams import forms
from tests.adapters.teams import keyset
from tests.contract import teams_api
from tests.faults.answer import Answer, nodes
from tests.faults.logs import Logs
from tests.faults.stand_ins import Json, Shown, TeamsConnector
from tests.support.riverside import TEAMS

CHANNEL = "19:elm@thread.tacv2"


async def _at_once() -> None:
    return None


@dataclass(slots=True)
class TeamsPeople:
    """Each way returns what the caller alone got to see of it."""

    url: str
    http: ClientSession
    connector: TeamsConnector
    logs: Logs
    numbers: "count[int]"
    quiet: Callable[[], Awaitable[None]] = field(default=_at_once)

    async def say(self, user: str, words: str) -> Answer:
        """To the bot alone."""
        self.logs.hide(words)
        return await self.post(self.activity(user, text=f"barrier {words}"))

    async def mention(self, user: str, words: str, *, thread: str = "") -> Answer:
        at = "<at>Barrier</at>"
        entity = {"type": "mention", "text": at, "mentioned": {"id": f"28:{keyset.APP_ID}", "name": "Barrier"}}
        self.logs.hide(words)
        said = self.activity(user, text=f"{at} {words}", entities=[entity], **in_channel(thread))
        if not thread:
            said["conversation"]["id"] += f";messageid={said['id']}"
        return await self.post(said)

    async def press(self, user: str, data: Json, *, on: Shown | None = None, **more: Any) -> Answer:
        """A button that acts at once: its `data`, on a card in the channel or in the presser's own chat."""
        action = {"type": "Action.Execute", "verb": data.get("act", {}).get("v", ""), "data": data}
        return await self.invoke(user, "adaptiveCard/action", {"action": action, "trigger": "manual"}, on=on, **more)

    async def open(self, user: str, data: Json, *, on: Shown | None = None) -> Answer:
        """A button that opens a dialog."""
        value = {"data": data | {"msteams": {"type": "task/fetch"}}, "context": {"theme": "default"}}
        return await self.invoke(user, "task/fetch", value, on=on)

    async def submit(self, user: str, form: Json, given: Mapping[str, str]) -> Answer:
        """A dialog's form, sent with some fields filled in and the others as they were drawn."""
        return await self.invoke(user, "task/submit", {"data": self.filled(form, given)})

    def filled(self, form: Json, given: Mapping[str, str]) -> Json:
        inputs = [node for node in nodes(form) if str(node.get("type", "")).startswith("Input.")]
        (send,) = (
            node for node in nodes(form) if node.get("type") == "Action.Submit" and "form" in node.get("data", {})
        )
        self.logs.hide(*given.values())
        values = {node["id"]: given.get(node["id"][2:], str(node.get("value", ""))) for node in inputs}
        return {**send["data"], **values}

    async def invoke(self, user: str, name: str, value: Json, *, on: Shown | None = None, **more: Any) -> Answer:
        there = in_channel(on.thread or on.id) | {"replyToId": on.id} if on else {}
        return await self.post(self.activity(user, type="invoke", name=name, value=value, **there, **more))

    def activity(self, user: str, **changes: Any) -> Json:
        whole = {
            "id": f"179{next(self.numbers):010}",
            "serviceUrl": self.connector.address,
            "from": {"id": f"29:{user}", "name": "", "aadObjectId": user},
            "conversation": {"id": teams_api.PERSONAL + user, "conversationType": "personal", "tenantId": TEAMS},
            "channelData": {"tenant": {"id": TEAMS}},
            "locale": "en-US",
        }
        return keyset.activity(**whole | changes)

    async def post(self, activity: Json, **claims: Any) -> Answer:
        return await self.send(
            json.dumps(activity).encode(), self.token(**{"serviceurl": activity["serviceUrl"]} | claims)
        )

    def token(self, **claims: Any) -> str:
        """An Authorization header as the service would make it now."""
        kid, key = claims.pop("kid", "today"), claims.pop("key", None)
        real = {"nbf": time() - 60, "exp": time() + 3540, "serviceurl": self.connector.address}
        header = keyset.header(kid, key=key, **real | claims)
        self.logs.hide(header.removeprefix("Bearer "))
        return header

    async def send(self, body: bytes, authorization: str | None) -> Answer:
        headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
        shown = len(self.connector.shown)
        async with self.http.post(self.url, data=body, headers=headers) as response:
            raw, status = await response.text(), response.status
        await self.quiet()
        said = json.loads(raw) if raw.startswith("{") else raw
        beside = [one.body for one in self.connector.shown[shown:] if one.targeted or one.place != CHANNEL]
        return Answer(status, said, beside)


def in_channel(thread: str = "") -> Json:
    suffix = f";messageid={thread}" if thread else ""
    conversation = {"id": CHANNEL + suffix, "conversationType": "channel", "tenantId": TEAMS, "isGroup": True}
    data = {"tenant": {"id": TEAMS}, "channel": {"id": CHANNEL}, "team": {"id": "19:team@thread.tacv2"}}
    return {"conversation": conversation, "channelData": data}


def acts(shown: Json, verb: str) -> list[Json]:
    """The data of all buttons there that stand for `verb`."""
    return [node["data"] for node in nodes(shown) if node.get("type") in _PRESSED and _verb(node) == verb]


def act(verb: str, subject: str = "", version: int = 0, **args: str) -> Json:
    """A button's data made by hand, as a forger would."""
    return {"act": {"v": verb, "s": subject, "n": version, "a": args}}


def known(person: str) -> str:
    """One of the bot's own people, as a form's choice names them."""
    return forms.KNOWN + person


_PRESSED = frozenset({"Action.Execute", "Action.Submit"})


def _verb(node: Json) -> object:
    return node.get("data", {}).get("act", {}).get("v")
