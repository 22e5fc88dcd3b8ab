"""What a team heard and what it did in a month: challenges are counted, people never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.challenge import Challenge
from bot.domain.life import WAITING, WORKING
from bot.domain.review import Month
from bot.domain.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Heard:
    month: Month
    reported: int
    """Without what was taken back."""
    removed: tuple[Challenge, ...]
    """Reported as removed in the month, and not opened again since; the oldest removal first."""
    elsewhere: int
    """Reported in the month and redirected to where it belongs."""
    waiting: int
    """Open now, and nobody works on it yet."""
    working: int

    @property
    def anything(self) -> bool:
        return bool(self.reported or self.removed or self.waiting or self.working)


def heard(month: Month, changed: Sequence[Challenge], open_now: Sequence[Challenge], time_zone: str) -> Heard:
    """`changed`: at least what changed since the month began; `open_now`: all that the team has open."""

    def within(at: datetime | None) -> bool:
        return at is not None and Month.of(at, time_zone) == month

    reported = [row for row in changed if within(row.reported_at) and row.outcome is not Outcome.WITHDRAWN]
    gone = [row for row in changed if row.removal and row.status not in WAITING | WORKING and within(row.removed_at)]
    return Heard(
        month,
        len(reported),
        tuple(sorted(gone, key=lambda row: (row.removed_at or row.updated_at, row.number))),
        sum(row.outcome is Outcome.REDIRECTED for row in reported),
        sum(row.status in WAITING for row in open_now),
        sum(row.status in WORKING for row in open_now),
    )
