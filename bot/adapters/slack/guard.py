"""What is asked of a request's raw bytes before anything parses them; a refusal tells nothing but a status."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.adapters.body import Refused, an_object, decoded, from_json, storable

MAX_FIELDS = 64
MAX_AGE = 300
"""Seconds between Slack's clock and ours, either way."""

Body = dict[str, Any]

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
# What Bolt and our own translation take for granted; a key that is missing or null is no fault.
_OBJECTS = ("event", "view", "user", "team", "channel", "container", "message")
_LISTS = ("actions", "authorizations")
_TEXTS = (
    "type",
    "command",
    "text",
    "trigger_id",
    "response_url",
    "event_id",
    "callback_id",
    "team_id",
    "user_id",
    "channel_id",
)


def verify(raw: bytes, headers: Mapping[str, str], *, secret: str, now: datetime) -> None:
    """Refuse bytes that are too old, or not signed with the app's secret."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise Refused(401, "no-timestamp")
    if abs(now.timestamp() - int(timestamp)) > MAX_AGE:
        raise Refused(401, "late")
    signature = headers.get("X-Slack-Signature", "")
    if not _SIGNATURE.fullmatch(signature):
        raise Refused(401, "no-signature")
    expected = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, "v0=" + expected):
        raise Refused(401, "bad-signature")


def parse(raw: bytes, content_type: str) -> Body:
    """The payload: JSON for events, a form with or without a JSON `payload` for commands and interactivity."""
    text = decoded(raw)
    if content_type == "application/json" or text.startswith("{"):
        return shaped(from_json(text))
    fields = _fields(text)
    return shaped(from_json(fields["payload"]) if "payload" in fields else fields or None)


def shaped(content: object) -> Body:
    """`content` as an object of the shapes Slack sends."""
    body = an_object(content)
    for names, shape in ((_OBJECTS, dict), (_LISTS, list), (_TEXTS, str)):
        for name in names:
            if not isinstance(body.get(name), shape | None):
                raise Refused(400, f"shape-{name}")
    for name in _LISTS:
        if not all(isinstance(item, dict) for item in body.get(name) or ()):
            raise Refused(400, f"shape-{name}")
    if not isinstance((body.get("event") or {}).get("type", ""), str):
        raise Refused(400, "shape-event")
    return body


def _fields(text: str) -> dict[str, str]:
    try:
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise Refused(400, "not-a-form") from None
    return {name: storable(value) for name, value in fields}
