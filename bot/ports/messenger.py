"""What goes out: a message, a messenger a platform, and what came of sending, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ui.card import Card
from bot.ui.text import Line


@dataclass(frozen=True, slots=True)
class Sent:
    ref: str
    """Opaque name of the message, to redraw it or to answer in its thread."""
    address: str = ""
    """A better address for the place, learned by sending (e.g. the private conversation that was opened)."""


@dataclass(frozen=True, slots=True)
class Retry:
    after: float
    """Seconds the platform asked for; 0 leaves it to our back-off."""
    reason: str = ""
    whole_workspace: bool = False
    """The limit holds for this method everywhere in the workspace, not just in this place."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The place cannot be posted to until a person does something there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """This one message was refused for good; the place is fine."""

    reason: str


NOT_THERE = Failed("message_not_found")
"""The message that was to be redrawn is gone: somebody deleted it, or it may not be changed any more."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The message may have gone out: the connection broke after it was sent. Repeated at most once."""

    reason: str


DeliveryOutcome = Sent | Retry | Gone | Failed | Uncertain


@dataclass(frozen=True, slots=True)
class Message:
    """Either a card or one line; `thread` is the ref of the message it answers."""

    key: str
    """Stable name of this posting, kept in the platform's metadata where there is some."""
    card: Card | None = None
    line: Line | None = None
    thread: str | None = None
    pin: bool = False
    """Kept in sight in its place, where the platform lets a bot do that; a new message only."""
    language: str = "en"
    """In which a line is; a card says it itself."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says about a person."""

    name: str
    language: str | None
    time_zone: str | None
    admin: bool
    guest: bool
    """Or anything else that is no colleague, like another bot."""
    gone: bool = False
    """The account was closed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in a conversation, as its platform lists them; what it does not say is empty."""

    user: str
    name: str = ""
    guest: bool | None = None


MOST_LISTED = 500
"""A channel with more people than this is no team: it is read no further."""


class Messenger(Protocol):
    """One platform's sending side. Every outcome is a value; nothing is retried in here."""

    platform: Platform
    pace: float
    """Seconds between two posts to one place."""

    async def post(self, place: Place, message: Message) -> DeliveryOutcome: ...

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome: ...

    async def profile(self, workspace: str, user: str) -> Profile | Retry | None:
        """None when the platform does not answer or does not tell."""
        ...

    async def roster(self, place: Place) -> Sequence[Listed] | Retry | None:
        """Everybody in a conversation but this bot, at most `MOST_LISTED`. None when the platform does not tell."""
        ...
