"""What Slack sends, as its documentation shows it, with a small district's names in it."""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, BOT, TEACHER, LEAD = "T0RIVERBEND", "U0BARRIER", "U0TEACHER", "U0LEAD"
CHANNEL, DIRECT = "C0TRIAGE", "D0TEACHER"
TRIGGER = "13345224609.738474920.8088930838d88f008e0"
CARD_TS, THREAD_TS = "1790000000.000200", "1790000000.000100"


def signed(body: bytes, at: datetime, *, secret: str = SECRET, form: bool = True) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}


def as_form(fields: Json) -> bytes:
    return urlencode(fields).encode()


def as_payload(payload: object) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def command(text: str = "", **more: Any) -> Json:
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "riverbend",
        "channel_id": CHANNEL,
        "channel_name": "leads",
        "user_id": TEACHER,
        "user_name": "tess",
        "command": "/barrier",
        "text": text,
        "api_app_id": "A0BARRIER",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/1234/5678",
        "trigger_id": TRIGGER,
        **more,
    }


def interactive(kind: str, **more: Any) -> Json:
    return {
        "type": kind,
        "user": {"id": LEAD, "username": "lee", "name": "lee", "team_id": TEAM},
        "api_app_id": "A0BARRIER",
        "token": "unused",
        "trigger_id": TRIGGER,
        "team": {"id": TEAM, "domain": "riverbend"},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def press(value: str, **more: Any) -> Json:
    """A button on a card in a channel."""
    return interactive(
        "block_actions",
        **{
            "container": {"type": "message", "message_ts": CARD_TS, "channel_id": CHANNEL, "is_ephemeral": False},
            "channel": {"id": CHANNEL, "name": "leads"},
            "message": {"type": "message", "user": BOT, "ts": CARD_TS, "text": "Challenge 41"},
            "response_url": "https://hooks.slack.com/actions/1234/5678",
            "actions": [{"type": "button", "action_id": "assign:0", "block_id": "a1", "value": value}],
            **more,
        },
    )


def pressed_in_view(value: str, view: Json, **more: Any) -> Json:
    return interactive(
        "block_actions",
        container={"type": "view", "view_id": "V0VIEW"},
        view={"id": "V0VIEW", "hash": "1790.ab", "team_id": TEAM, "app_id": "A0BARRIER", **view},
        actions=[{"type": "button", "action_id": "assign:0", "block_id": "a1", "value": value}],
        **more,
    )


def submission(view: Json, values: Json, **more: Any) -> Json:
    """`values`: block id → action id → state, as Slack nests them."""
    whole = {
        "id": "V0VIEW",
        "hash": "1790.ab",
        "team_id": TEAM,
        "app_id": "A0BARRIER",
        **view,
        "state": {"values": values},
    }
    return interactive("view_submission", view=whole, response_urls=[], **more)


def filled(view: Json, given: Json) -> Json:
    """The state of `view` after its fields (by action id) were given these states."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return {
        block["block_id"]: {
            block["element"]["action_id"]: {
                "type": block["element"]["type"],
                **given.get(block["element"]["action_id"], {}),
            }
        }
        for block in inputs
    }


def event(kind: str, **more: Any) -> Json:
    return {
        "token": "unused",
        "team_id": TEAM,
        "api_app_id": "A0BARRIER",
        "type": "event_callback",
        "event_id": "Ev0EVENT",
        "event_time": 1790000000,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
        "event": {"type": kind, "event_ts": THREAD_TS, **more},
    }


def mention(text: str, **more: Any) -> Json:
    said = {"user": LEAD, "text": text, "ts": CARD_TS, "channel": CHANNEL, "team": TEAM, **more}
    return event("app_mention", **said)


def direct(text: str, **more: Any) -> Json:
    said = {"user": TEACHER, "text": text, "ts": CARD_TS, "channel": DIRECT, "channel_type": "im", "team": TEAM, **more}
    return event("message", **said)


def reply(text: str, **more: Any) -> Json:
    said = {"user": LEAD, "text": text, "ts": CARD_TS, "thread_ts": THREAD_TS, "channel": CHANNEL, "team": TEAM}
    return event("message", **{**said, "channel_type": "channel", **more})


def message_shortcut(text: str, **more: Any) -> Json:
    return interactive(
        "message_action",
        **{
            "callback_id": "report_message",
            "message_ts": CARD_TS,
            "channel": {"id": CHANNEL, "name": "leads"},
            "message": {"type": "message", "user": TEACHER, "ts": CARD_TS, "text": text, "team": TEAM},
            "response_url": "https://hooks.slack.com/app/1234/5678",
            **more,
        },
    )


def person(user: str, name: str = "", *, guest: bool | None = None) -> Caller:
    """Somebody of the district, as the adapter hears of them."""
    return Caller(Handle(Platform.SLACK, TEAM, user), name=name, guest=guest)
