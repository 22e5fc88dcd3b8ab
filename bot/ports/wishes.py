"""What handlers need of what people ask of their reminders."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.reminders import Wishes


class KeptWishes(Protocol):
    def of(self, person: str) -> Wishes:
        """The usual, for somebody who never asked for anything; read once in a transaction."""
        ...

    def save(self, person: str, wishes: Wishes) -> None:
        """All of them, in place of those before."""
        ...

    def over(self, subject: str) -> None:
        """A challenge is closed: nobody wishes anything about it any more."""
        ...

    def putting_off(self, subject: str) -> Sequence[str]:
        """Ids of those who put a challenge off; until when may be over."""
        ...

    def any_stopped(self) -> bool:
        """Whether anybody in the organization has stopped any reminder; asked once in a transaction."""
        ...
