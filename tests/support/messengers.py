"""A messenger for tests of the delivery: it writes down what was sent and answers as it was told to."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import DeliveryOutcome, Listed, Message, Profile, Retry, Sent


@dataclass
class Post:
    place: str
    message: Message
    ref: str | None = None
    """Set when it redraws that message."""
    named: str = ""
    """The ref it got; "" when it was not sent."""


@dataclass
class WritingMessenger:
    platform: Platform
    pace: float = 1.0
    answers: list[DeliveryOutcome] = field(default_factory=list)
    """Given in turn; when they are used up, everything is sent."""
    known: Profile | Retry | None = None
    listed: Sequence[Listed] | Retry | None = None
    """Who is in every place; None: it does not tell."""
    meanwhile: Callable[[], Awaitable[object]] | None = None
    """Happens while the next message or question is on its way."""
    sent: list[Post] = field(default_factory=list)
    _refs: Iterable[int] = field(default_factory=lambda: count(1))

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        return await self._answer(Post(place.key, message))

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome:
        return await self._answer(Post(place.key, message, ref))

    async def profile(self, workspace: str, user: str) -> Profile | Retry | None:
        await self._under_way()
        return self.known

    async def roster(self, place: Place) -> Sequence[Listed] | Retry | None:
        await self._under_way()
        return self.listed

    async def _answer(self, post: Post) -> DeliveryOutcome:
        """A message that is redrawn keeps its name, as it does on both platforms."""
        self.sent.append(post)
        await self._under_way()
        outcome = self.answers.pop(0) if self.answers else Sent(post.ref or f"{self.platform}-{next(iter(self._refs))}")
        post.named = outcome.ref if isinstance(outcome, Sent) else ""
        return outcome

    async def _under_way(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            await meanwhile()
