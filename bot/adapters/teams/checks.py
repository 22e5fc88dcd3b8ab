"""What must hold of an activity before anything else looks at it; pure, and without a word of its text in a refusal."""

import re
from collections.abc import Mapping, Set
from urllib.parse import urlsplit

from bot.adapters.body import Refused, an_object, decoded, from_json
from bot.adapters.teams.clouds import Cloud

MAX_ID = 1000

JSON = dict[str, object]

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TEXTS = (
    "type", "id", "channelId", "serviceUrl", "name", "text", "textFormat", "replyToId", "action", "locale", "timestamp",
    "localTimestamp", "localTimezone",
)  # fmt: skip
_LISTS = ("entities", "attachments", "membersAdded", "membersRemoved")
# Installations and roster changes may come from a policy or a service; in everything else a person acts.
_WITHOUT_PERSON = frozenset({"installationUpdate", "conversationUpdate"})


def parse(raw: bytes) -> JSON:
    """The activity in a request's body."""
    return an_object(from_json(decoded(raw)))


def check(activity: Mapping[str, object], *, app_id: str, cloud: Cloud, tenants: Set[str], dev: bool = False) -> None:
    """Refuse an activity that is malformed (400), or not from Teams, from our tenants, and for this bot (403).

    An empty `tenants` lets nobody in, except in `dev`, where it means anybody, and where the recipient is not compared
    (the Agents Playground calls its bot what it likes) and the service may be this machine.
    """
    _shapes(activity)
    if activity["channelId"] != "msteams":
        raise Refused(403, "other-channel")
    if not serviceable(str(activity["serviceUrl"]), cloud, dev=dev):
        raise Refused(403, "other-service")
    tenant = _text(_object(activity, "conversation"), "tenantId")
    if tenant != _text(_object(_object(activity, "channelData"), "tenant"), "id"):
        raise Refused(403, "two-tenants")
    if tenant.lower() not in tenants and not (dev and not tenants):
        raise Refused(403, "other-tenant")
    if not dev and _text(_object(activity, "recipient"), "id").lower() != f"28:{app_id}".lower():
        raise Refused(403, "other-recipient")


def serviceable(url: str, cloud: Cloud, *, dev: bool = False) -> bool:
    """Whether a token may be sent to this address: https to one of the cloud's own hosts; in `dev` also http to here.

    Asked on receipt, and again before every send, because a stored address is only as good as the day it was stored.
    """
    if not (url.isascii() and url.isprintable()) or re.search(r"[\s\\?#@]", url):
        return False
    try:
        parts = urlsplit(url)
        here = dev and parts.scheme == "http" and parts.hostname in _LOOPBACK and parts.port != 0
    except ValueError:
        return False
    return here or (parts.scheme == "https" and parts.netloc.lower().removesuffix(":443") in cloud.hosts)


def _shapes(activity: Mapping[str, object]) -> None:
    for field in _TEXTS:
        if not isinstance(activity.get(field, ""), str | None):
            raise Refused(400, f"shape-{field}")
    for field in _LISTS:
        items = activity.get(field)
        if items is not None and not (isinstance(items, list) and all(isinstance(item, dict) for item in items)):
            raise Refused(400, f"shape-{field}")
    for field in ("type", "channelId", "serviceUrl"):
        _text(activity, field)
    kind = activity["type"]
    person, conversation = _object(activity, "from"), _object(activity, "conversation")
    for holder in (person, conversation, _object(activity, "recipient")):
        _text(holder, "id")
    if kind not in _WITHOUT_PERSON:
        _text(person, "aadObjectId")
    if kind in ("message", "invoke"):
        _text(activity, "id")
    if kind == "invoke":
        _text(activity, "name")


def _object(holder: Mapping[str, object], field: str) -> JSON:
    value = holder.get(field)
    if not isinstance(value, dict):
        raise Refused(400, f"shape-{field}")
    return value


def _text(holder: Mapping[str, object], field: str) -> str:
    value = holder.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        raise Refused(400, f"shape-{field}")
    return value
