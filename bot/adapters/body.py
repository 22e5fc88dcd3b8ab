"""The body of a request, before anything trusts it: so many bytes, so deep, and nothing that no database can hold."""

import asyncio
import json
import re
from typing import Any, NoReturn

from aiohttp import web

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
SLOWEST = 10.0
"""Seconds in which a body must have arrived."""

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_MAYBE_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|\x00")


class Refused(Exception):
    """Turned away: `status` for the caller, `reason` (a fixed code of ours, nothing they sent) for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read(request: web.Request) -> bytes:
    """The body, unless it is too long or too slow; a long one is not read to its end."""
    if (request.content_length or 0) > MAX_BYTES:
        raise Refused(413, "too-big")
    raw = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for chunk in request.content.iter_chunked(64 * 1024):
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise Refused(413, "too-big")
    except TimeoutError:
        raise Refused(408, "too-slow") from None
    return bytes(raw)


def decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except ValueError:
        raise Refused(400, "not-utf-8") from None


def from_json(text: str) -> Any:
    """What it says, storable."""
    try:
        content = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(400, "not-json") from None
    return storable(content) if _MAYBE_UNSTORABLE.search(text) else content


def an_object(content: object) -> dict[str, Any]:
    """`content`, if it is one, and not too deep for what walks through it."""
    if not isinstance(content, dict):
        raise Refused(400, "not-an-object")
    if _deeper_than(content, MAX_DEPTH):
        raise Refused(400, "too-deep")
    return content


def storable(value: Any) -> Any:
    """With U+FFFD for what no database can hold (NUL, and half of a surrogate pair): a report is worth more than one
    broken character in it."""
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
