"""What comes in from a platform, and what goes straight back; the edges only translate to and from these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.team import Handle
from bot.ui.card import Card
from bot.ui.form import Form
from bot.ui.text import Line

MENTION_OPEN, MENTION_CLOSE = "\ue000", "\ue001"
"""A person mentioned in typed text arrives as their index in `people` between these two private-use characters."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts, as their platform says."""

    handle: Handle
    name: str = ""
    language: str | None = None
    """The platform's locale tag, where the payload has one."""
    time_zone: str | None = None
    admin: bool | None = None
    """Asked of the platform only for routes that need it; None: not asked, or no answer."""
    guest: bool | None = None
    """From outside the organization, as their platform just said; None: it did not say."""


@dataclass(frozen=True, slots=True)
class Where:
    """The conversation it comes from."""

    key: str
    address: str
    private: bool
    """Nobody but the caller reads this conversation."""
    name: str = ""
    thread: str | None = None
    """Ref of the message whose thread it was typed in or whose button was pressed."""


class Via(StrEnum):
    COMMAND = "command"
    """A slash command, or a message to the bot in private: nobody else reads what was typed."""
    MENTION = "mention"
    """Typed where others read it."""
    REPLY = "reply"
    """An ordinary thread reply that was not for the bot."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """Typed words. `command` is "barrier" unless another command of ours was used; `text` is what came after it."""

    key: str
    caller: Caller
    where: Where
    text: str
    via: Via
    command: str = "barrier"
    people: tuple[Caller, ...] = ()
    link: str = ""
    can_open: bool = False
    """The answer may be a form: it opens by itself, or is drawn where the answer goes."""
    bare: bool = False
    """Written to the bot in private like to anybody, without a command's word before it."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button, a shortcut, or the App Home being opened."""

    key: str
    caller: Caller
    where: Where | None
    verb: str
    subject: str = ""
    version: int = 0
    args: Mapping[str, str] = field(default_factory=dict)
    happened: bool = False
    """The platform itself says that it happened to the bot; no card, whose data may be forged, can say so."""
    shown: str = ""
    """Ref of what it opened and shows the answer; that too only the platform says."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form sent. Text and choices are strings, checks tuples, days ISO dates, people Handles or our own ids."""

    key: str
    caller: Caller
    where: Where | None
    form: str
    subject: str = ""
    version: int = 0
    values: Mapping[str, str | tuple[str, ...] | Handle | tuple[Handle | str, ...]] = field(default_factory=dict)
    args: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Caller, ...] = ()
    """Names of people picked, where the platform sent them along."""


Request = Invocation | Press | Submission


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request. At most one of card, form and line; none of them means that nothing need be said.

    For the caller's eyes only: an edge that cannot keep it so sends it to their private conversation.
    """

    card: Card | None = None
    form: Form | None = None
    """Opened, or the submitted form drawn again with its `errors`."""
    line: Line | None = None
    replace: bool = False
    """The card replaces the one whose button was pressed."""
