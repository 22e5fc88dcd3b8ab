"""What people do on Slack, as Slack posts it to the bot: signed, with a fresh trigger each time."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aiohttp import ClientSession

from tests.adapters.slack import payloads
from tests.faults.answer import Answer, nodes
from tests.faults.logs import Logs
from tests.faults.stand_ins import BOT, Json, Shown, SlackApi
from tests.support.riverside import SLACK

CHANNEL = "C0ELM"


async def _at_once() -> None:
    return None


@dataclass(slots=True)
class SlackPeople:
    """Each way returns what the caller alone got to see of it."""

    url: str
    http: ClientSession
    api: SlackApi
    logs: Logs
    numbers: "count[int]"
    quiet: Callable[[], Awaitable[None]] = field(default=_at_once)

    async def say(self, user: str, words: str, *, channel: str = CHANNEL, **more: Any) -> Answer:
        """A slash command."""
        self.logs.hide(words)
        return await self.form(self.command(user, words, channel=channel, **more))

    def command(self, user: str, words: str, *, channel: str = CHANNEL, **more: Any) -> Json:
        fields = payloads.command(
            words, team_id=SLACK, channel_id=channel, user_id=user, user_name=user.lower(), **more
        )
        return fields | {"response_url": self._hook(), "trigger_id": more.get("trigger_id", self._trigger())}

    async def press(self, user: str, value: str, *, on: Shown | None = None, **more: Any) -> Answer:
        """A button with this value, on a message in a channel or on one for the presser alone."""
        return await self.payload(self.pressed(user, value, on=on, **more))

    def pressed(self, user: str, value: str, *, on: Shown | None = None, **more: Any) -> Json:
        channel = (on.place if on else CHANNEL).replace("U0", "D0", 1)
        container: Json = {"type": "message", "message_ts": on.id if on else "1.1", "channel_id": channel}
        container["is_ephemeral"] = on is None
        whole = payloads.press(value, **self._whole(user), channel={"id": channel, "name": "elm"}, container=container)
        return {key: part for key, part in whole.items() if key != "message"} | more

    async def submit(self, user: str, view: Json, given: Mapping[str, object], *, id: str = "") -> Answer:
        """A modal, sent with some fields filled in and the others as they were drawn."""
        return await self.payload(self.submission(user, view, given, id=id))

    def submission(self, user: str, view: Json, given: Mapping[str, object], *, id: str = "") -> Json:
        states = {}
        self.logs.hide(*(value for value in given.values() if isinstance(value, str)))
        for block in view["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                states[block["block_id"]] = {element["action_id"]: _state(element, given)}
        shown = view | {"id": id or f"V0{next(self.numbers)}", "hash": "1790.ab", "team_id": SLACK}
        return payloads.submission(shown, states, **self._whole(user))

    async def mention(self, user: str, words: str, *, thread: str = "", channel: str = CHANNEL) -> Answer:
        more = {"thread_ts": thread} if thread else {}
        said = payloads.mention(f"<@{BOT}> {words}", user=user, channel=channel, team=SLACK, **more)
        self.logs.hide(words)
        return await self.event(said | {"event_id": f"Ev0{next(self.numbers)}"})

    async def form(self, fields: Json) -> Answer:
        body = payloads.as_form(fields)
        return await self.send(body, payloads.signed(body, datetime.now(UTC)))

    async def payload(self, payload: Json) -> Answer:
        body = payloads.as_payload(payload)
        return await self.send(body, payloads.signed(body, datetime.now(UTC)))

    async def event(self, event: Json) -> Answer:
        body = json.dumps(event | {"team_id": SLACK, "authorizations": _authorizations()}).encode()
        return await self.send(body, payloads.signed(body, datetime.now(UTC), form=False))

    async def send(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        answers, shown = len(self.api.answers), len(self.api.shown)
        async with self.http.post(self.url, data=body, headers=headers) as response:
            raw, status = await response.text(), response.status
        await self.quiet()
        said = json.loads(raw) if raw.startswith("{") else raw
        beside = [*self.api.answers[answers:], *(one.body for one in self.api.shown[shown:] if one.place[0] != "C")]
        return Answer(status, said, beside)

    def _whole(self, user: str) -> Json:
        who = {"id": user, "username": user.lower(), "name": user.lower(), "team_id": SLACK}
        team = {"id": SLACK, "domain": "riverside"}
        return {"user": who, "team": team, "trigger_id": self._trigger(), "response_url": self._hook()}

    def _trigger(self) -> str:
        trigger = f"1334522{next(self.numbers)}.738474.8088930838d88f008e0"
        self.logs.hide(trigger)
        return trigger

    def _hook(self) -> str:
        hook = f"{self.api.address}/hook/key-{next(self.numbers)}-of-a-conversation"
        self.logs.hide(hook)
        return hook


def values(shown: Json, verb: str) -> list[str]:
    """The values of all buttons there that stand for `verb`."""
    found = []
    for node in nodes(shown):
        value = node.get("value")
        if isinstance(value, str) and value.startswith("{") and json.loads(value).get("v") == verb:
            found.append(value)
    return found


def value(verb: str, subject: str = "", version: int = 0, **args: str) -> str:
    """A button's value made by hand, as a forger would."""
    return json.dumps({"v": verb, "s": subject, "n": version, "a": args})


def _authorizations() -> list[Json]:
    return [{"team_id": SLACK, "user_id": BOT, "is_bot": True, "is_enterprise_install": False, "enterprise_id": None}]


def _state(element: Json, given: Mapping[str, object]) -> Json:
    kind, value = element["type"], given.get(element["action_id"])
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": element.get("initial_value") if value is None else value}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date") if value is None else value}
        case "users_select":
            return {"type": kind, "selected_user": element.get("initial_user") if value is None else value}
        case "static_select" | "radio_buttons":
            chosen = element.get("initial_option") if value is None else {"value": value}
            return {"type": kind, "selected_option": chosen}
        case _:
            return {"type": kind, "selected_options": element.get("initial_options", [])}
