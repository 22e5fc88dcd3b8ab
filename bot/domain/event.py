"""One row of a challenge's history: a change, when and by whom, and who owes the next move after it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.changes import Change
from bot.domain.vocabulary import Duty, Move, Outcome, Platform


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes the next move, what it is, and when the bot wakes if nothing has happened."""

    by: tuple[str, ...]
    """Ids of people; empty when they are whoever leads the team (`role`), or an unlinked reporter."""
    role: str
    """The Role they owe it as: lead, reporter, assignee."""
    what: Duty
    next_at: datetime
    late_since: datetime | None = None
    """When it was first due, once the bot has had to remind of it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the history. `seq` is the challenge's version after it, counted from 1."""

    org: str
    challenge: str
    seq: int
    at: datetime
    actor: str | None
    """None for the clock, and for everything an unlinked reporter does."""
    platform: Platform | None
    change: Change
    owed: Owed | None


NOBODY = ""
"""Stands for a follower who is not to be known; None would be the reporter of an unlinked report."""

OUTCOME_OF: dict[Move, Outcome] = {
    Move.MERGE: Outcome.MERGED,
    Move.REDIRECT: Outcome.REDIRECTED,
    Move.WITHDRAW: Outcome.WITHDRAWN,
}
