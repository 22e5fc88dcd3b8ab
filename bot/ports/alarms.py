"""What the bot has to look at again at a certain time, by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class AlarmKind(StrEnum):
    """What rings; `bot/handlers/alarms.py` says what is done about it."""

    HOLIDAYS = "holidays"
    """The public holidays of the years to come. `subject` is the organization's id."""
    SERIES = "series"
    """The next post of a meeting series. `subject` is the series' id."""
    MINUTES = "minutes"
    """The minutes of a meeting that is over: draft, remind, post. `subject` is the meeting's id."""
    MONTH = "month"
    """A team's monthly review: what is missing, how the month ended. `subject` is the team's id."""
    DIGEST = "digest"
    """A person may be reminded of what they owe. `subject` is the person's id."""
    ROSTER = "roster"
    """Who is in a team's channel is asked again. `subject` is the place's id."""
    AGREEMENTS = "agreements"
    """A look at who is on a team and who has answered about its agreements. `subject` is the team's id."""
    PULSE = "pulse"
    """The end of a pulse. `subject` is its id."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`subject`: id of what it is about, within the organization."""

    org: str
    kind: AlarmKind
    subject: str


class Alarms(Protocol):
    """One alarm for each kind and subject; it rings once, and whoever wants it again sets it again."""

    def set(self, kind: AlarmKind, subject: str, at: datetime) -> None:
        """Ring at `at`, and no more at the time it was set to before."""
        ...

    def hasten(self, kind: AlarmKind, subject: str, at: datetime) -> None:
        """Ring at `at` at the latest: an alarm that is set to an earlier time stays as it is."""
        ...

    def clear(self, kind: AlarmKind, subject: str) -> None: ...

    def at(self, kind: AlarmKind, subject: str) -> datetime | None:
        """When it rings; None when it is not set."""
        ...


class Ringing(Protocol):
    """The clock's own side of the alarms, over all organizations."""

    def due(self, now: datetime, *, limit: int, past: int = 0) -> Sequence[Alarm]:
        """Alarms whose time has come and whose kind we know, oldest first.

        They are locked for this transaction and passed over by others. `past`: so many of the oldest are left out.
        """
        ...

    def unknown(self, now: datetime) -> Sequence[str]:
        """Kinds that are due and that this version does not know: they wait for the one that set them."""
        ...

    def take(self, alarm: Alarm, now: datetime) -> bool:
        """Take it out of the table; False when it is not due (any more): somebody else rang it, or it was moved."""
        ...
