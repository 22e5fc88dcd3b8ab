"""Names of Teams' conversations and messages, kept by the rest of the bot without a look inside."""

import json
from dataclasses import dataclass

_LONGEST = 1000
_IN_THREAD = ";messageid="


class BadRef(ValueError):
    """Not a name that this module made."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation is reached. `conversation` is a channel's own id, never that of a thread in it."""

    service: str
    """The connector's address as the last activity from there had it; checked again before every send."""
    conversation: str
    tenant: str
    channel: bool
    """A team's channel, where each post of ours begins a thread; else a chat."""


@dataclass(frozen=True, slots=True)
class Ref:
    """One message. `root` is the message that began its thread (itself, where it did); "" in a chat."""

    conversation: str
    message: str
    root: str = ""

    @property
    def thread(self) -> str:
        """The conversation in which the message is changed or answered, as the connector names it."""
        return thread(self.conversation, self.root) if self.root else self.conversation


def address(service: str, conversation: str, tenant: str, *, channel: bool) -> str:
    """The address of a conversation, as the rest of the bot stores it."""
    return encode_address(Address(service, conversation, tenant, channel))


def encode_address(value: Address) -> str:
    if not all(0 < len(part) <= _LONGEST for part in (value.service, value.conversation, value.tenant)):
        raise BadRef("not an address")
    parts = {
        "service": value.service,
        "conversation": value.conversation,
        "tenant": value.tenant,
        "channel": value.channel,
    }
    return _dump(parts)


def decode_address(text: str) -> Address:
    match _load(text):
        case {"service": str(service), "conversation": str(conversation), "tenant": str(tenant), "channel": bool(is_)}:
            return Address(service, conversation, tenant, is_)
    raise BadRef("not an address")


def encode(value: Ref) -> str:
    if not (value.conversation and value.message):
        raise BadRef("not a message")
    return _dump([value.conversation, value.message, value.root])


def decode(text: str) -> Ref:
    match _load(text):
        case [str(conversation), str(message), str(root)] if conversation and message:
            return Ref(conversation, message, root)
    raise BadRef("not a message")


def thread(channel: str, root: str) -> str:
    """A thread's id, as the connector names it."""
    return f"{channel}{_IN_THREAD}{root}"


def split(conversation: str) -> tuple[str, str]:
    """A conversation's own id and the message whose thread it is, "" for none."""
    own, _, root = conversation.partition(_IN_THREAD)
    return own, root


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BadRef("not a name of ours") from None
