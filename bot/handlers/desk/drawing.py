"""What goes out again and again: a message that is new, or the same one drawn anew where it stands."""

from dataclasses import dataclass

from bot.ports import Intent, Message


@dataclass(frozen=True, slots=True)
class Redraw:
    """`ref` names the message that shows it already."""

    ref: str
    message: Message


def key(intent: Intent) -> str:
    """From facts that stay: the same posting has the same key however often it is tried."""
    return f"{intent.kind.value}:{intent.subject}:{intent.seq}"
