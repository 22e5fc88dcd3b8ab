"""What an organization has told about its school days, and where its own calendar is read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.known_days import Found, KnownDays, Trouble


class SchoolDays(Protocol):
    def known(self) -> KnownDays: ...
    def save(self, days: KnownDays) -> None:
        """Store `days`, which are one version above the stored ones; raises Conflict otherwise."""
        ...

    def look(self, at: datetime | None, content: str = "") -> None:
        """Have the calendar read at `at`, or no more with None: what was offered, else the address.

        `content` is what was pasted in, until it has been read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A calendar to be read now: the pasted `content`, or what the address `url` gives."""

    org: str
    url: str
    content: str
    offered: bool
    """Nobody has confirmed it yet."""


class Looks(Protocol):
    """The calendars to be read, over all organizations."""

    def waiting(self, now: datetime) -> bool:
        """Whether one is due: a look that writes nothing."""
        ...

    def claim(self, now: datetime, until: datetime) -> Wanted | None:
        """The next one that is due; it is due again at `until`, unless it has been read by then."""
        ...

    def unreadable(self) -> int:
        """How many addresses none of the secret keys opens; nobody reads what is published there any more."""
        ...


class CalendarSource(Protocol):
    """How a calendar is fetched and read. Every outcome is a value."""

    async def fetch(self, url: str) -> bytes | Trouble: ...

    async def read(self, content: bytes, first: date, last: date) -> Sequence[Found] | Trouble:
        """The whole days in it from `first` to `last`."""
        ...
