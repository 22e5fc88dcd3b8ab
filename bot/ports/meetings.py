"""What handlers need of series and meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.meeting import Meeting, MeetingState, Series


class Meetings(Protocol):
    """Series, and the meetings they lead to. What is saved is one version above what is stored, or new at version 1;
    otherwise somebody was faster, and it raises Conflict."""

    def series(self, id: str) -> Series | None: ...
    def series_of(self, team: str) -> Sequence[Series]:
        """Those that are not cancelled, in the order they were made."""
        ...

    def all_series(self) -> Sequence[Series]:
        """Of every team, those that are not cancelled."""
        ...

    def save_series(self, series: Series) -> None: ...

    def get(self, id: str) -> Meeting | None: ...
    def of_slot(self, series: str, scheduled: datetime) -> Meeting | None: ...
    def next(self, series: str) -> Meeting | None:
        """The first that is planned or posted."""
        ...

    def last(self, series: str) -> Meeting | None:
        """The one with the latest slot, whatever became of it."""
        ...

    def latest(self, team: str) -> Meeting | None:
        """The last that is over."""
        ...

    def of_team(self, team: str, *states: MeetingState, limit: int = 20) -> Sequence[Meeting]:
        """In these states, or in any; the latest first."""
        ...

    def save(self, meeting: Meeting) -> None:
        """Also raises Conflict for a second meeting of the same slot."""
        ...

    def remove(self, meeting: Meeting) -> None:
        """One that nobody has seen yet; raises Conflict where it is not stored as it was read."""
        ...
