"""Before anything that people wrote is kept: is it too long, and does it point at one student? Asked of all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.refusals import Refusal, Why
from bot.domain.student_data import Find, finds
from bot.handlers.desk.requests import Submission
from bot.ui.views.refusals import sentence
from bot.ui.views.report_form import NOT_STUDENT
from bot.ui.words import Words


@dataclass(frozen=True, slots=True)
class Halt:
    """What stands in the way of keeping the words, by field; false when nothing does."""

    errors: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, tuple[Find, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.errors or self.found)


def check(words: Mapping[str, str], most: Mapping[str, int], w: Words, *, cleared: bool = False) -> Halt:
    """`most`: characters that each field may have. `cleared`: somebody said that the marked words are no student's."""
    too_long = {id: Refusal(Why.TOO_LONG, limit=most[id]) for id, text in words.items() if len(text) > most[id]}
    found = {} if cleared else {id: finds(text) for id, text in words.items()}
    return Halt(
        {id: sentence(refusal, w) for id, refusal in too_long.items()},
        {id: some for id, some in found.items() if some},
    )


def cleared(request: Submission) -> bool:
    """Whether the reporter said that the marked words are not about a student."""
    return bool(request.values.get(NOT_STUDENT))
