"""One tap at the end of a meeting: how well did we, as a team, keep our agreements? Nobody's tap is anybody's."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FEWEST = 5
"""Of fewer answers nothing is ever said."""


class Step(StrEnum):
    HARDLY = "hardly"
    PARTLY = "partly"
    MOSTLY = "mostly"
    FULLY = "fully"


STEPS = tuple(Step)
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Pulse:
    org: str
    id: str
    team: str
    opened_at: datetime
    closes_at: datetime
    closed: bool = False
    answers: int | None = None
    """How many, once it is closed and there were enough."""
    middle: Step | None = None
    """The answer in the middle: as many answered less as answered more. The one thing that is kept."""


def middle(counts: dict[Step, int]) -> tuple[int, Step] | None:
    """(how many answered, the middle answer); of two in the middle the lesser. None where too few answered."""
    total = sum(counts.values())
    if total < FEWEST:
        return None
    half = (total + 1) // 2
    for step in STEPS:
        half -= counts.get(step, 0)
        if half <= 0:
            return total, step
    raise ValueError("counts below zero")
