"""What is kept of the successes that people told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.success import Success


class Successes(Protocol):
    def add(self, success: Success) -> None: ...
    def get(self, id: str) -> Success | None: ...
    def erase(self, id: str) -> None: ...
    def of_team(self, team: str, *, since: datetime | None, until: datetime, limit: int = 50) -> Sequence[Success]:
        """Told after `since` and until `until`, the earliest first."""
        ...

    def of_person(self, person: str, *, limit: int) -> Sequence[Success]:
        """The latest first."""
        ...
