"""For whom a view is drawn: language and time zone, how people are named on their platform, what they may know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.challenge import Challenge
from bot.domain.local_day import local_day
from bot.domain.permission import sees_reporter
from bot.domain.vocabulary import Role
from bot.ui.text import Line, Plain, Span, Who, weave
from bot.ui.words import Words


@dataclass(frozen=True, slots=True)
class Scene:
    w: Words
    who: Callable[[str | None], Who]
    """A person's id → how this platform shows them."""
    number: Callable[[str], int | None]
    """A challenge's id → its number; None when there is none."""
    time_zone: str
    held: frozenset[Role] = frozenset()
    """What the reader is to the challenge; nothing for a channel, where anybody may read."""
    reader: str | None = None
    """Id of the one person who reads it; None for a channel, and for somebody not on record."""
    unheard: bool = False
    """Nobody who owes its next move wants to be reminded of it."""

    def you(self, person: str | None) -> bool:
        return person is not None and person == self.reader

    def holder(self, person: str | None) -> Span:
        """A person as an entry of its own: the reader is "you", which within a sentence would not fit the verb."""
        return Plain(self.w("you")) if self.you(person) else self.who(person)

    def day(self, at: datetime) -> str:
        """The day of a moment, in full, where the team is."""
        return self.w.day(local_day(at, self.time_zone))

    def short_day(self, at: datetime) -> str:
        return self.w.short_day(local_day(at, self.time_zone))

    def reference(self, challenge: str | None) -> str:
        """ "#12" for a challenge's id."""
        number = self.number(challenge) if challenge else None
        return f"#{number}" if number else self.w("another challenge")

    def reporter(self, row: Challenge) -> Span:
        """Who reported it, as far as the reader may know."""
        if row.reporter and sees_reporter(row, self.held):
            return self.who(row.reporter)
        return Plain(self.w("the person who reported it"))


def say(sentence: str, **values: Span | str) -> Line:
    """A translated sentence with its spans; plain strings are our own words."""
    return weave(sentence, **{k: Plain(v) if isinstance(v, str) else v for k, v in values.items()})
