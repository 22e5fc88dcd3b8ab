"""What is asked of a request's raw bytes before anything parses them; a refusal tells nothing but a status."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import parse_qsl

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_FIELDS = 64
MAX_AGE = 300
"""Seconds between Slack's clock and ours, either way."""

Body = dict[str, Any]

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_MAYBE_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|\x00")
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


class Refused(Exception):
    """Turned away: `status` for the caller, `reason` (a fixed code, nothing they sent) for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def verify(raw: bytes, headers: Mapping[str, str], *, secret: str, now: datetime) -> None:
    """Refuse bytes that are too many, too old, or not signed with the app's secret."""
    if len(raw) > MAX_BYTES:
        raise Refused(413, "too-big")
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
    try:
        text = raw.decode("utf-8")
        body = _content(text, is_json=content_type == "application/json" or text.startswith("{"))
    except (ValueError, RecursionError):
        raise Refused(400, "not-readable") from None
    return tidy(body)


def tidy(body: object) -> Body:
    """`body` as an object of the shapes Slack sends; what no database can hold becomes U+FFFD."""
    if not isinstance(body, dict):
        raise Refused(400, "not-an-object")
    if _deeper_than(body, MAX_DEPTH):
        raise Refused(400, "too-deep")
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


def _content(text: str, *, is_json: bool) -> object:
    if not is_json:
        fields = dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
        if "payload" not in fields:
            return (fields if _UNSTORABLE.search(text) is None and "%00" not in text else storable(fields)) or None
        text = fields["payload"]
    content = json.loads(text, parse_constant=_no_constant)
    return storable(content) if _MAYBE_UNSTORABLE.search(text) else content


def storable(value: Any) -> Any:
    """With U+FFFD for what no database can hold: NUL, and half of a surrogate pair."""
    match value:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {storable(key): storable(item) for key, item in value.items()}
        case list():
            return [storable(item) for item in value]
    return value


def _deeper_than(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
