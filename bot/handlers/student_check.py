"""Before anything is stored: do the words point at one student?"""

from collections.abc import Mapping

from bot.domain.student_data import Find, finds
from bot.handlers.requests import Submission
from bot.ui.views.report_form import NOT_STUDENT


def check(values: Mapping[str, str]) -> dict[str, tuple[Find, ...]]:
    """What was found, by field; empty when nothing stands in the way of storing the words."""
    return {id: found for id, words in values.items() if (found := finds(words))}


def cleared(request: Submission) -> bool:
    """Whether the reporter said that the marked words are not about a student."""
    return bool(request.values.get(NOT_STUDENT))
