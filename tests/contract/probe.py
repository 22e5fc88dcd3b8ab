"""What a contract question may ask of a platform: its real adapter at work beside a local stand-in for its servers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.team import Handle, Place
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Invocation, Press, Reply, Request, Submission
from bot.ports import Messenger
from bot.ui.card import Card
from bot.ui.form import Form
from bot.ui.text import Line

Json = dict[str, Any]
Value = str | tuple[str, ...] | Handle | tuple[Handle | str, ...]


@dataclass(slots=True)
class Script:
    """Stands where bootstrap puts the handlers: remembers what was asked, and gives the reply it was told to."""

    reply: Reply = field(default_factory=Reply)
    asked: list[Request] = field(default_factory=list)
    handle: Callable[[Request], Awaitable[Reply]] | None = None
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answer(self, request: Request) -> Reply:
        reply = await self.handle(request) if self.handle else self.reply
        async with self._came:
            self.asked.append(request)
            self._came.notify_all()
        return reply

    async def until(self, count: int) -> None:
        """Wait until so many requests were answered in all: some platforms are told at once that a message came."""
        async with self._came, asyncio.timeout(10):
            await self._came.wait_for(lambda: len(self.asked) >= count)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A button in a drawn card. `raw` is what the platform was given."""

    label: str
    raw: Json
    spoken: str = ""
    asks: tuple[str, ...] = ()
    """The words of the question that comes before the press counts."""


class Trouble(StrEnum):
    """How the platform answers the next call."""

    LIMITED = "429, wait 17 seconds"
    GONE = "no such channel"
    BROKEN = "500"
    HALF = "half a body"
    NOTHING = "the connection ends"


class Probe(Protocol):
    platform: Platform
    script: Script
    messenger: Messenger
    channel: Place
    """A place that several people read."""
    person: Place
    """One person's private conversation."""
    someone: Handle
    """A person whom the platform's own picker offers."""

    def card(self, card: Card) -> Json:
        """The message of a card."""
        ...

    def line(self, line: Line) -> Json: ...

    def form(self, form: Form) -> Json: ...

    def buttons(self, drawn: Json) -> list[Drawn]: ...

    def heard(self, drawn: Json) -> str:
        """What a screen reader or a notification says of a message, as one text."""
        ...

    def inert(self, drawn: Json) -> list[str]:
        """Every text that the platform draws without parsing it."""
        ...

    def alive(self, drawn: Json) -> list[str]:
        """Texts in which the platform would find some of the markup in `pieces.HOSTILE`, and act on it."""
        ...

    def carried(self, words: str) -> str:
        """`words` as they stand in an inert text: the same, but for what the platform's quirks ask for."""
        ...

    async def press(self, button: Drawn) -> Press:
        """Press it on a message in the channel."""
        ...

    async def submit(self, form: Form, given: Mapping[str, Value]) -> Submission:
        """Fill the drawn form in, and send it; what is not `given` stays as it was drawn."""
        ...

    async def say(self, words: str, *, times: int = 1) -> Invocation:
        """The bot's command with `words`, as one event that comes `times` times."""
        ...

    async def mention(self, words: str, *, thread: str | None = None) -> Invocation:
        """By mention in the channel, perhaps in the thread of the message that `thread` (a ref) names."""
        ...

    async def forged(self) -> dict[str, int]:
        """Requests that do not come from the platform, and the status that each was answered with."""
        ...

    async def genuine(self) -> int:
        """The status of one that does."""
        ...

    def next(self, trouble: Trouble) -> None: ...

    def refuse_whispers(self) -> None:
        """From now on nothing can be shown to one person in a channel."""
        ...

    def refuse_forms(self) -> None:
        """From now on the platform opens no form."""
        ...

    def posted(self) -> list[tuple[str, Json]]:
        """(the conversation as its place's key, what was sent), of every new message."""
        ...

    def threads(self) -> list[str | None]:
        """Of every new message the ref of the message whose thread it went to, None for one that begins its own."""
        ...

    def redrawn(self) -> list[tuple[str, Json]]:
        """(ref of the message, what it now shows), of every message that was changed."""
        ...

    def public(self) -> list[Json]:
        """Everything that came where several people read."""
        ...

    def private(self) -> list[Json]:
        """Everything that came where one person reads, answers to requests among it."""
        ...

    async def settled(self) -> None:
        """Let what the edge still does come to its end. Nothing can be sent after it."""
        ...
