"""Names of Slack's conversations and messages, kept by the rest of the bot without a look inside."""

import json
import re

from bot.domain.team import Place

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_TS = re.compile(r"\d{1,20}\.\d{1,20}")


class BadRef(ValueError):
    """Not a name that this module made."""


def address(channel: str) -> str:
    """The address of a conversation (or of a person, whose private conversation Slack then opens)."""
    if not _ID.fullmatch(channel):
        raise BadRef("not an id of Slack's")
    return f'{{"channel":"{channel}"}}'


def channel(address: str) -> str:
    try:
        parts = json.loads(address)
        found = parts["channel"]
    except (ValueError, KeyError, TypeError):
        raise BadRef("not an address") from None
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise BadRef("not an address")
    return found


def message(channel: str, ts: str) -> str:
    """The name of one message; `ts` is Slack's, e.g. "1790000000.000100"."""
    if not (_ID.fullmatch(channel) and _TS.fullmatch(ts)):
        raise BadRef("not a message of Slack's")
    return f"{channel}:{ts}"


def read_message(ref: str) -> tuple[str, str]:
    """(channel, ts)"""
    found, _, ts = ref.partition(":")
    if not (_ID.fullmatch(found) and _TS.fullmatch(ts)):
        raise BadRef("not a message of Slack's")
    return found, ts


def home(user: str) -> str:
    """The name of what somebody's App Home shows; "" for what is no id of Slack's."""
    return f"{user}:home" if _ID.fullmatch(user) else ""


def read_home(ref: str) -> str | None:
    """Whose App Home it is; None for a message."""
    user, _, what = ref.partition(":")
    return user if what == "home" and _ID.fullmatch(user) else None


def recipient(place: Place) -> str:
    """The channel to post to. A person never written to has no address yet, and their user id as key."""
    return channel(place.address) if place.address else place.key
