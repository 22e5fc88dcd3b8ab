"""What a team's meeting talks about: its open challenges in the standing item's order, and the time for each part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.challenge import Challenge, Step
from bot.domain.local_day import local_day
from bot.domain.vocabulary import Outcome, Status


class Part(StrEnum):
    """In the order in which they are talked about."""

    DUE = "due"
    """Overdue steps and next moves, and follow-ups that are being asked."""
    NEW = "new"
    """Reported since the last meeting."""
    REMOVED = "removed"
    """Gone since the last meeting, with the reporter's verdict."""
    SPREAD = "spread"
    """Successes worth spreading."""


WEIGHTS = {Part.DUE: 3, Part.NEW: 2, Part.REMOVED: 1, Part.SPREAD: 1}
"""How much of the time one entry of a part gets, against another's."""
LONGEST = 10
"""Minutes that one entry gets at most: what is left over stays free."""
CLOSING = 5
"""Minutes kept for who tells whom what by when."""

_FOLLOWED = frozenset({Status.REMOVED, Status.UNANSWERED, Status.CONFIRMED})
_GONE = frozenset({Outcome.SUFFICIENT, Outcome.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class Sorted:
    due: tuple[Challenge, ...] = ()
    """The longest overdue first."""
    new: tuple[Challenge, ...] = ()
    removed: tuple[Challenge, ...] = ()
    on_time: tuple[Challenge, ...] = ()
    """Everything else that is open: it is going as planned, and is not on the card."""


def sort(rows: Iterable[Challenge], *, since: datetime | None, now: datetime, zone: str) -> Sorted:
    """Each challenge of a team in one part at most; `since` is the last meeting, None before the first."""
    today = local_day(now, zone)
    due, new, removed, on_time = [], [], [], []
    for row in rows:
        if not row.open:
            if row.outcome in _GONE and since is not None and row.closed_at is not None and row.closed_at > since:
                removed.append(row)
        elif row.status is Status.CONFIRMED:
            removed.append(row)
        elif row.status in _FOLLOWED or late(row, now, today):
            due.append(row)
        elif since is None or row.reported_at > since:
            new.append(row)
        else:
            on_time.append(row)
    due.sort(key=lambda row: (_since_when(row, zone), row.number))
    return Sorted(tuple(due), *(tuple(sorted(part, key=lambda row: row.number)) for part in (new, removed, on_time)))


def late(row: Challenge, now: datetime, today: date) -> bool:
    """Its next move or one of its steps is overdue."""
    step = next_step(row)
    return row.late_since is not None or (
        (row.owed is not None and row.owed.next_at < now)
        or (step is not None and step.due is not None and step.due < today)
    )


def next_step(row: Challenge) -> Step | None:
    """The open step that is due first; one without a day comes after those that have one."""
    ahead = [step for step in row.steps if step.done_at is None]
    return min(ahead, key=lambda step: step.due or date.max, default=None)


def time_boxes(minutes: int, entries: Sequence[tuple[Part, int]]) -> dict[Part, int]:
    """Minutes for each part that has entries, by how many and how heavy; together at most what the closing leaves."""
    filled = [(part, count * WEIGHTS[part]) for part, count in entries if count]
    whole = sum(weight for _, weight in filled)
    most = LONGEST * sum(count for _, count in entries)
    ahead = max(min(minutes - CLOSING, most), len(filled))
    boxes, used, weighed = {}, 0, 0
    for part, weight in filled:
        weighed += weight
        end = round(ahead * weighed / whole)
        boxes[part] = max(1, end - used)
        used += boxes[part]
    return boxes


def _since_when(row: Challenge, zone: str) -> date:
    step = next_step(row)
    days = [local_day(row.late_since or row.owed.next_at, zone)] if row.owed else []
    return min([*days, *([step.due] if step and step.due else [])], default=date.max)
