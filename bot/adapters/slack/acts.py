"""What travels through Slack and comes back: a button's act, and what an open view is about."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.handlers.desk.requests import Where
from bot.ui.card import Act
from bot.ui.limits import TooLarge

VALUE = 2000
"""Characters of a button's value."""
METADATA = 3000
"""Characters of a view's private_metadata."""
_SQUEEZED = "z:"
_MOST_UNSQUEEZED = 64 * 1024


@dataclass(frozen=True, slots=True)
class About:
    """What an open view is about; the conversation it was opened from comes back with it."""

    subject: str = ""
    version: int = 0
    args: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None


def encode(act: Act) -> str:
    return _pack({"v": act.verb, "s": act.subject, "n": act.version, "a": dict(act.args)}, VALUE, "act")


def decode(value: object) -> Act | None:
    """None for a value that no button of ours carries."""
    match _unpack(value):
        case {"v": str(verb), "s": str(subject), "n": int(version), "a": dict(args)} if verb and _plain(args):
            return Act(verb, subject, version, tuple(args.items()))
    return None


def encode_about(about: About) -> str:
    where = about.where
    packed = {
        "s": about.subject,
        "n": about.version,
        "a": dict(about.args),
        "w": [where.key, where.address, where.private, where.name, where.thread] if where else None,
    }
    return _pack(packed, METADATA, "what a form carries along")


def decode_about(value: object) -> About | None:
    match _unpack(value):
        case {"s": str(subject), "n": int(version), "a": dict(args), "w": where} if _plain(args):
            return About(subject, version, args, _where(where))
    return None


def _where(parts: object) -> Where | None:
    match parts:
        case [str(key), str(address), bool(private), str(name), str() | None as thread]:
            return Where(key, address, private, name, thread)
    return None


def _plain(args: Mapping[object, object]) -> bool:
    return all(isinstance(key, str) and isinstance(value, str) for key, value in args.items())


def _pack(content: object, most: int, what: str) -> str:
    """As compact JSON; squeezed only where JSON's escapes made it too long."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    if len(text) > most:
        text = _SQUEEZED + base64.b85encode(zlib.compress(text.encode(), 9)).decode()
    if len(text) > most:
        raise TooLarge(f"{what}: {len(text)} > {most}")
    return text


def _unpack(value: object) -> object:
    if not isinstance(value, str):
        return None
    try:
        if value.startswith(_SQUEEZED):
            squeezed = base64.b85decode(value[len(_SQUEEZED) :])
            value = zlib.decompressobj().decompress(squeezed, _MOST_UNSQUEEZED).decode()
        return json.loads(value)
    except (ValueError, RecursionError, binascii.Error, zlib.error):
        return None
