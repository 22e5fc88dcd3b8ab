"""Who is in which place, as the platforms last listed them; who is on a team follows from it."""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Rosters(Protocol):
    """People and places by their ids."""

    def of(self, place: str) -> Sequence[str]:
        """Everybody in one place."""
        ...

    def on(self, team: str) -> Sequence[str]:
        """Everybody in at least one of a team's places."""
        ...

    def places(self, person: str) -> Sequence[str]: ...
    def set(self, place: str, people: Iterable[str]) -> None:
        """Exactly these people are in the place from now on."""
        ...
