"""Slack's probe: signed payloads in, a local Slack API out."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, TypeVar

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.adapters.slack import cards, forms, refs
from bot.adapters.slack.app import SlackEdge, SlackSettings
from bot.adapters.slack.typed import unescaped
from bot.domain.team import Handle, Place
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Invocation, Press, Submission, Where
from bot.storage.store import DatabaseStore
from bot.ui.card import Card
from bot.ui.form import Form
from bot.ui.text import Line
from tests.adapters.slack import api, payloads
from tests.contract.probe import Drawn, Json, Script, Trouble, Value
from tests.support.database import HandClock

TROUBLES = {
    Trouble.LIMITED: api.limited("17"),
    Trouble.GONE: api.error("channel_not_found"),
    Trouble.BROKEN: api.broken,
    Trouble.HALF: api.half,
    Trouble.NOTHING: api.nothing,
}
WHERE = Where(payloads.CHANNEL, refs.address(payloads.CHANNEL), private=False, name="leads")
MARKUP = ("<!channel>", "<@U0LEAD>", "<http")
_INTERACTIVE = ("button", "overflow")

R = TypeVar("R", Press, Submission, Invocation)


class SlackProbe:
    platform = Platform.SLACK
    channel = Place("o-7", "p-leads", Platform.SLACK, payloads.TEAM, WHERE.address, payloads.CHANNEL, "leads", "t-1")
    person = Place("o-7", "p-lee", Platform.SLACK, payloads.TEAM, "", payloads.LEAD, "", person="lee")
    someone = Handle(Platform.SLACK, payloads.TEAM, payloads.LEAD)

    def __init__(
        self, edge: SlackEdge, slack: api.FakeSlack, script: Script, clock: HandClock, session: ClientSession, url: str
    ) -> None:
        self.script = script
        self.messenger = edge.messenger
        self._edge = edge
        self._slack = slack
        self._clock = clock
        self._session = session
        self._url = url
        self._answers: list[Json] = []
        self._ids = count(1)

    def card(self, card: Card) -> Json:
        return cards.message(card)

    def line(self, line: Line) -> Json:
        return cards.line_message(line)

    def form(self, form: Form) -> Json:
        return forms.modal(form, WHERE)

    def buttons(self, drawn: Json) -> list[Drawn]:
        return [button for node in _nodes(drawn["blocks"]) for button in _buttons(node)]

    def heard(self, drawn: Json) -> str:
        return unescaped(drawn["text"])

    def inert(self, drawn: Json) -> list[str]:
        return [text for node in _nodes(drawn["blocks"]) for text in _inert(node)]

    def alive(self, drawn: Json) -> list[str]:
        marked = [node["text"] for node in _nodes(drawn["blocks"]) if node.get("type") == "mrkdwn"]
        if isinstance(drawn.get("text"), str):
            marked.append(drawn["text"])
        return [text for text in marked if any(mark in text for mark in MARKUP)]

    def carried(self, words: str) -> str:
        return words

    async def press(self, button: Drawn) -> Press:
        raw = button.raw
        action = {key: raw[key] for key in ("type", "action_id", "value", "selected_option") if key in raw}
        payload = payloads.press("", actions=[action | {"block_id": "b"}], **self._once())
        await self._payload(payload)
        return self._came(Press)

    async def submit(self, form: Form, given: Mapping[str, Value]) -> Submission:
        view = self.form(form)
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        values = {
            block["block_id"]: {block["element"]["action_id"]: _state(block["element"], given)} for block in inputs
        }
        await self._payload(payloads.submission(view, values))
        return self._came(Submission)

    async def say(self, words: str, *, times: int = 1) -> Invocation:
        fields = payloads.command(_as_sent(words), response_url=self._slack.hook, trigger_id=f"13.{next(self._ids)}")
        for _ in range(times):
            body = payloads.as_form(fields)
            await self._send(body, payloads.signed(body, self._clock.now()))
        return self._came(Invocation)

    async def mention(self, words: str, *, thread: str | None = None) -> Invocation:
        more = {"thread_ts": refs.read_message(thread)[1]} if thread else {}
        event = payloads.mention(f"<@{payloads.BOT}> {_as_sent(words)}", **more)
        body = json.dumps(event | {"event_id": f"Ev{next(self._ids)}"}).encode()
        await self._send(body, payloads.signed(body, self._clock.now(), form=False))
        return self._came(Invocation)

    async def forged(self) -> dict[str, int]:
        body, now = payloads.as_form(payloads.command("Carts are empty")), self._clock.now()
        good = payloads.signed(body, now)
        tries = {
            "unsigned": {"Content-Type": good["Content-Type"]},
            "another's secret": payloads.signed(body, now, secret="not ours"),
            "signature of other words": payloads.signed(b"text=else", now),
            "no signature at all in its place": good | {"X-Slack-Signature": "v0="},
            "a signature whose last letter is another": good
            | {"X-Slack-Signature": _nearly(good["X-Slack-Signature"])},
        }
        return {name: await self._send(body, headers) for name, headers in tries.items()}

    async def genuine(self) -> int:
        body = payloads.as_form(payloads.command("Carts are empty"))
        return await self._send(body, payloads.signed(body, self._clock.now()))

    def next(self, trouble: Trouble) -> None:
        for method in ("chat.postMessage", "chat.update"):
            self._slack.manners[method] = [TROUBLES[trouble]]

    def refuse_whispers(self) -> None:
        self._slack.manners["chat.postEphemeral"] = [api.error("user_not_in_channel")] * 9
        self._slack.manners["hook"] = [api.broken] * 9

    def refuse_forms(self) -> None:
        self._slack.manners["views.open"] = [api.error("expired_trigger_id")] * 9

    def posted(self) -> list[tuple[str, Json]]:
        return [(body["channel"], body) for body in self._slack.of("chat.postMessage")]

    def threads(self) -> list[str | None]:
        sent = [(channel, body.get("thread_ts")) for channel, body in self.posted()]
        return [refs.message(channel, ts) if ts else None for channel, ts in sent]

    def redrawn(self) -> list[tuple[str, Json]]:
        return [(refs.message(body["channel"], body["ts"]), body) for body in self._slack.of("chat.update")]

    def public(self) -> list[Json]:
        return [
            *(body for channel, body in self.posted() if channel.startswith("C")),
            *(body for _, body in self.redrawn()),
            *(body for body in self._all_answers() if _for_all(body)),
        ]

    def private(self) -> list[Json]:
        return [
            *(body for channel, body in self.posted() if not channel.startswith("C")),
            *self._slack.of("chat.postEphemeral"),
            *self._slack.of("views.open"),
            *(body for body in self._all_answers() if not _for_all(body)),
        ]

    async def settled(self) -> None:
        await self._edge.stop()

    def _all_answers(self) -> list[Json]:
        return [*self._slack.hooks, *self._answers]

    def _once(self) -> Json:
        return {"response_url": self._slack.hook, "trigger_id": f"13.{next(self._ids)}"}

    async def _payload(self, payload: object) -> None:
        body = payloads.as_payload(payload)
        assert await self._send(body, payloads.signed(body, self._clock.now())) == 200

    async def _send(self, body: bytes, headers: dict[str, str]) -> int:
        async with self._session.post(self._url, data=body, headers=headers) as answer:
            if answer.content_type == "application/json":
                self._answers.append(await answer.json())
            return answer.status

    def _came(self, kind: type[R]) -> R:
        request = self.script.asked[-1]
        assert isinstance(request, kind)
        return request


@asynccontextmanager
async def slack_probe(store: DatabaseStore, clock: HandClock) -> AsyncIterator[SlackProbe]:
    slack, script, app = api.FakeSlack(), Script(), web.Application()
    async with TestServer(slack.app()) as fake, ClientSession() as session:
        slack.address = str(fake.make_url("")).rstrip("/")
        settings = SlackSettings(signing_secret=payloads.SECRET, bot_token="xoxb-riverbend", api_url=slack.api_url)
        edge = SlackEdge(settings, answer=script.answer, clock=clock, store=store)
        app.add_routes(edge.routes())
        async with TestServer(app) as server:
            await edge.start()
            yield SlackProbe(edge, slack, script, clock, session, str(server.make_url("/slack/events")))
            await edge.stop()


def _for_all(body: Json) -> bool:
    """A press's answer replaces the message of the channel, a command's may be shown to all of it."""
    return body.get("response_type") == "in_channel" or body.get("replace_original") is True


def _as_sent(words: str) -> str:
    """As Slack hands typed words on."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _nodes(node: Any) -> Iterator[Json]:
    match node:
        case dict():
            yield node
            for child in node.values():
                yield from _nodes(child)
        case list():
            for child in node:
                yield from _nodes(child)


def _buttons(node: Json) -> list[Drawn]:
    if node.get("type") not in _INTERACTIVE:
        return []
    asked = node.get("confirm") or {}
    asks = tuple(asked[part]["text"] for part in ("title", "text", "confirm", "deny") if part in asked)
    if node["type"] == "button":
        return [Drawn(node["text"]["text"], node, node.get("accessibility_label", ""), asks)]
    return [Drawn(one["text"]["text"], node | {"selected_option": one}, asks=asks) for one in node["options"]]


def _inert(node: Json) -> list[str]:
    held = [node["text"]] if node.get("type") in ("plain_text", "text", "link") and "text" in node else []
    return held + [node[key] for key in ("initial_value", "url") if isinstance(node.get(key), str)]


def _state(element: Json, given: Mapping[str, Value]) -> Json:
    """An input's state: what it was drawn with, unless something was chosen or typed."""
    kind, name = element["type"], element["action_id"]
    field = name.removesuffix(forms.KNOWN)
    value = given.get(field)
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": element.get("initial_value") if value is None else value}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date") if value is None else value}
        case "users_select":
            picked = value.user if isinstance(value, Handle) else None
            return {"type": kind, "selected_user": element.get("initial_user") if value is None else picked}
        case "multi_users_select":
            users = [one.user for one in _many(value) if isinstance(one, Handle)]
            return {"type": kind, "selected_users": element.get("initial_users", []) if value is None else users}
        case "static_select" | "radio_buttons":
            chosen = next((one for one in element["options"] if one["value"] == value), None)
            return {"type": kind, "selected_option": element.get("initial_option") if value is None else chosen}
        case _:
            some = [one for one in element["options"] if one["value"] in _many(value)]
            return {"type": kind, "selected_options": element.get("initial_options", []) if value is None else some}


def _many(value: Value | None) -> tuple[Handle | str, ...]:
    return value if isinstance(value, tuple) else ()


def _nearly(signature: str) -> str:
    return f"{signature[:-1]}{int(signature[-1], 16) ^ 1:x}"
