"""The requests, as bytes ready to be sent: no two alike in key or words, each as its platform signs it."""

import hashlib
import hmac
import itertools
import json
import random
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from benchmarks import identity

Make = Callable[[], bytes]
PEOPLE = 50
TOKEN = "TOKEN"
"""Where a form carries the mark of its drawing: each sending gets one of its own."""
_SYLLABLES = tuple(a + b for a in "bdfgklmnprtvz" for b in "aeiou")


class Traffic:
    """Makers of one kind of request each; `run` keeps the keys of two generators apart."""

    def __init__(self, run: str, token: str, service_url: str) -> None:
        self._run = run
        self._service_url = service_url
        self._numbers = itertools.count(1)
        self._random = random.Random(run)
        self._authorization = f"Bearer {token}"

    def maker(self, flow: str, acts: Sequence[dict[str, Any]] = ()) -> Make:
        """`acts` are the actions of the buttons to press, one after another, where the flow presses any."""
        turns = itertools.cycle(acts or ({},))
        match flow:
            case "command":
                return lambda: self._command(self._words())
            case "form":
                return lambda: self._command("")
            case "message":
                return lambda: self._activity({"type": "message", "text": f"barrier {self._words()}"})
            case "invoke":
                return lambda: self._activity(
                    {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": next(turns)}}
                )
        raise ValueError(flow)

    def _words(self) -> str:
        """Eight invented words: no report is like another, and none of them speaks of a student."""
        return " ".join("".join(self._random.choices(_SYLLABLES, k=4)) for _ in range(8))

    def _command(self, text: str) -> bytes:
        number = next(self._numbers)
        fields = {
            "token": "gone",
            "team_id": identity.TEAM,
            "team_domain": "bench",
            "channel_id": identity.SLACK_CHANNEL,
            "channel_name": "bench-slt",
            "user_id": f"U0P{number % PEOPLE}",
            "user_name": f"person{number % PEOPLE}",
            "command": "/barrier",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T0BENCH/1/x",
            "trigger_id": f"{self._run}.{number}",
        }
        body = urlencode(fields).encode()
        stamp = str(int(time.time()))
        signed = hmac.new(identity.SIGNING_SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
        return _post(
            "/slack/events",
            body,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": f"v0={signed.hexdigest()}",
            },
        )

    def _activity(self, kind: dict[str, Any]) -> bytes:
        number = next(self._numbers)
        who = number % PEOPLE
        activity = {
            "id": f"{self._run}-{number}",
            "timestamp": "2026-11-06T20:00:00.123Z",
            "localTimezone": "America/Detroit",
            "locale": "en-US",
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": f"29:{who}", **person(who)},
            "recipient": {"id": f"28:{identity.APP_ID}", "name": "barrierbot"},
            "conversation": {"id": f"a:{who}", "conversationType": "personal", "tenantId": identity.TENANT},
            "channelData": {"tenant": {"id": identity.TENANT}},
            "replyToId": "1790000000001",
            **kind,
        }
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": self._authorization}
        return _post("/api/messages", json.dumps(activity).replace(TOKEN, f"{self._run}{number}").encode(), headers)


def person(number: int) -> dict[str, str]:
    """As Teams names them, in an activity and in a roster."""
    return {"name": f"Person {number}", "aadObjectId": entra_id(number)}


def entra_id(number: int) -> str:
    return f"0a5e7c1b-90d2-4e0f-8a44-{number:012d}"


def _post(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    named = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body
