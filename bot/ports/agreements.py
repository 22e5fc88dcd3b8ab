"""What is kept of a team's group agreements, and of the pulse at the end of its meetings."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.agreement import Edition, Proposal, TeamAgreements
from bot.domain.pulse import Pulse, Step


class Agreements(Protocol):
    def get(self, team: str) -> TeamAgreements:
        """As they are; with version 0 where the team has none yet."""
        ...

    def hold(self, team: str) -> TeamAgreements:
        """As they are, and nobody else changes them until this transaction ends."""
        ...

    def save(self, it: TeamAgreements) -> None:
        """Store what was held. Raises Conflict where the stored one is not an earlier version."""
        ...

    def propose(self, team: str, words: str, heading: str) -> None:
        """Keep a proposal, and nothing about who made it."""
        ...

    def proposals(self, team: str) -> Sequence[Proposal]:
        """Those that no adopted version has answered, oldest first."""
        ...

    def cluster(self, team: str, headings: Mapping[int, str]) -> None:
        """Put proposals under value headings, by their numbers; a number that is not there is passed over."""
        ...

    def forget_proposals(self, team: str, *, up_to: int) -> None: ...

    def editions(self, team: str) -> Sequence[Edition]:
        """Every version that was ever in force, newest first."""
        ...

    def save_edition(self, team: str, edition: Edition) -> None:
        """Insert or replace."""
        ...


class Pulses(Protocol):
    def open(self, pulse: Pulse) -> None: ...

    def get(self, id: str) -> Pulse | None: ...

    def standing(self, team: str) -> Pulse | None:
        """The one that is open now."""
        ...

    def count(self, id: str, person: str, step: Step) -> bool:
        """Count one answer; False when this person's was counted already.

        Of the person a keyed digest is kept until the pulse closes, beside no answer; of the answers how many.
        """
        ...

    def close(self, id: str) -> Pulse | None:
        """Erase digests and counts; what is left is the middle of enough answers. None when it was closed already."""
        ...
