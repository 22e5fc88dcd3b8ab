"""Where an activity comes from: who acts, in which conversation, and the ways in which an answer can get back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.adapters.clean import clean
from bot.adapters.teams import refs
from bot.adapters.teams.checks import JSON
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Where

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Origin:
    tenant: str
    service: str
    conversation: str
    """As the connector names it: a channel's thread is one of its own."""
    user: str
    """Id of who acts within Teams (29:…), for private messages in a channel and for the roster."""
    bot: str
    caller: Caller
    where: Where
    key: str
    """Stable name of the event: the same when Teams delivers it again."""
    to_one: bool = False
    """The message was shown to the bot alone, in a channel or group chat."""


def origin(activity: JSON) -> Origin:
    """Of an activity that has passed `checks.check`."""
    conversation = _object(activity, "conversation")
    tenant, service = _text(conversation, "tenantId"), _text(activity, "serviceUrl")
    sender = _object(activity, "from")
    recipient = _object(activity, "recipient")
    named = _text(conversation, "id")
    who = caller(sender, tenant, activity)
    moment = _text(activity, "id") or f"{_text(activity, 'type')}:{_text(activity, 'timestamp')}"
    name = _text(activity, "name")
    return Origin(
        tenant=tenant,
        service=service,
        conversation=named,
        user=_text(sender, "id"),
        bot=_text(recipient, "id"),
        caller=who,
        where=_where(activity, who),
        key=":".join(filter(None, ("teams", tenant, named, moment, name))),
        to_one=recipient.get("isTargeted") is True,
    )


def caller(sender: Mapping[str, object], tenant: str, activity: Mapping[str, object]) -> Caller:
    """Who acts. A guest is somebody whom the payload calls one, or whose home is another tenant."""
    home = _text(sender, "tenantId")
    return Caller(
        Handle(Platform.TEAMS, tenant, _text(sender, "aadObjectId")),
        name=clean(_text(sender, "name"))[:LONGEST_NAME].strip(),
        language=_text(activity, "locale") or None,
        time_zone=_zone(_text(activity, "localTimezone")),
        guest=_text(sender, "userRole").lower() in {"guest", "anonymous"} or bool(home and home != tenant) or None,
    )


def _where(activity: JSON, who: Caller) -> Where:
    conversation = _object(activity, "conversation")
    kind = _text(conversation, "conversationType")
    own, root = refs.split(_text(conversation, "id"))
    pressed = _text(activity, "replyToId") if activity.get("type") == "invoke" or "value" in activity else ""
    channel = kind == "channel"
    # A thread's first message has its own id as root: it was not written in a thread. A pressed card always is in one.
    message = pressed or (root if root != activity.get("id") else "")
    thread = refs.encode(refs.Ref(own, message, (root or message) if channel else "")) if message else None
    private = kind == "personal" and conversation.get("isGroup") is not True
    return Where(
        key=who.handle.user if private else own,
        address=refs.address(_text(activity, "serviceUrl"), own, _text(conversation, "tenantId"), channel=channel),
        private=private,
        name="" if private else _place_name(activity),
        thread=thread,
    )


def _place_name(activity: JSON) -> str:
    data = _object(activity, "channelData")
    names = (_text(_object(data, "channel"), "name"), _text(_object(activity, "conversation"), "name"))
    # The channel that came with the team has no name of its own in payloads.
    found = next(filter(None, (*names, _text(_object(data, "team"), "name"))), "")
    return clean(found)[:LONGEST_NAME].strip()


def _object(holder: Mapping[str, object], field: str) -> JSON:
    value = holder.get(field)
    return value if isinstance(value, dict) else {}


def _text(holder: Mapping[str, object], field: str) -> str:
    value = holder.get(field)
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=256)
def _zone(name: str) -> str | None:
    """The zone's name, if this machine knows it."""
    try:
        return str(ZoneInfo(name).key) if name else None
    except (LookupError, OSError, ValueError):  # unknown, or no name at all but a path
        return None
