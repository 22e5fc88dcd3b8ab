"""What is kept of the monthly reviews."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.review import Month, Pending, Stamp, Tally, Walk


class Reviews(Protocol):
    """Stamps are written with the events that give them (`Challenges.save`), and read here."""

    def walk(self, id: str) -> Walk | None: ...
    def latest(self, team: str) -> Walk | None:
        """The team's walk that was started last, in whatever month and stage."""
        ...

    def save(self, walk: Walk) -> None:
        """Version 1 is new; any other is one above the stored one, and raises Conflict otherwise."""
        ...

    def pending(self, team: str, month: Month) -> Sequence[Pending]:
        """The team's open challenges without a stamp of `month`, the oldest number first."""
        ...

    def stamps(self, team: str, month: Month) -> Sequence[Stamp]:
        """In the order in which they were given."""
        ...

    def tally(self, team: str, month: Month, *, reported_before: datetime, open_at: datetime) -> Tally:
        """Of the challenges reported before one moment and still open at another, how many have `month`'s stamp."""
        ...

    def began(self, team: str) -> datetime | None:
        """When the team's first challenge was reported."""
        ...

    def settle(self, team: str, tally: Tally, now: datetime) -> None:
        """Write down how a month ended. What was written first stays."""
        ...

    def settled(self, team: str, *, limit: int = 12) -> Sequence[Tally]:
        """The months that are over, the newest first."""
        ...
