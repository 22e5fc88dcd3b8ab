"""What is kept of the minutes of meetings."""

from typing import Protocol

from bot.domain.minutes import Minutes


class KeptMinutes(Protocol):
    def get(self, meeting: str, *, hold: bool = False) -> Minutes | None:
        """`hold`: nobody else changes them before this transaction ends."""
        ...

    def save(self, minutes: Minutes) -> None:
        """Version 1 is new; any other is one above the stored one, and raises Conflict otherwise."""
        ...
