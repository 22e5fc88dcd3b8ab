"""Typed words after /agenda: what they mean, and which handler answers."""

import re
from typing import assert_never

from bot.handlers.calendar import calendar_source, school_days
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply
from bot.handlers.meetings import meetings_typed, reviews
from bot.handlers.typed import agenda_grammar, meeting_grammar
from bot.ui.views import agenda as view

_COMMAND = re.compile(r"\s*/?agenda(?:\s*:\s+|\s+|:?$)", re.IGNORECASE)


def agenda(request: Invocation, desk: Desk) -> Reply:
    if calendar_source.pasted_by(request):
        return calendar_source.offer("", request.text, desk)
    meeting = meeting_grammar.parse(request.text)
    if meeting is not None:
        return meetings_typed.typed(meeting, request, desk)
    said = agenda_grammar.parse(request.text)
    match said:
        case agenda_grammar.Help():
            return Reply(card=view.help_card(desk.words))
        case agenda_grammar.Calendar(""):
            return school_days.shown(desk)
        case agenda_grammar.Calendar(days):
            return school_days.typed(days, desk)
        case agenda_grammar.Review():
            return reviews.typed(desk)
        case agenda_grammar.Unclear(words):
            return Reply(card=view.unclear(desk.words, answers.with_names(words, request.people)))
        case _:
            assert_never(said)


def help(_: Press, desk: Desk) -> Reply:
    return Reply(card=view.help_card(desk.words))


def line(text: str) -> str | None:
    """What follows "agenda" or "/agenda", written where no command's word is needed; None when that is no agenda line.

    "Agenda items get lost every week" is a report.
    """
    head = _COMMAND.match(text)
    rest = text[head.end() :] if head else ""
    if head is None:
        return None
    known = meeting_grammar.parse(rest) or not isinstance(agenda_grammar.parse(rest), agenda_grammar.Unclear)
    return rest if known else None


def asks_admin(text: str) -> bool:
    """Whether only some may say this, so that the edge asks who the caller is."""
    said = agenda_grammar.parse(text)
    return isinstance(said, agenda_grammar.Calendar) and bool(said.days)
