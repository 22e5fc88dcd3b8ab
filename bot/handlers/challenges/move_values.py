"""What was filled in, as the change that it asks for; what is missing or wrong comes back by field."""

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.challenge import Challenge
from bot.domain.changes import (
    Answered,
    Asked,
    Assigned,
    Change,
    Closed,
    ConversationRecorded,
    Merged,
    Noted,
    Redirected,
    RemovalReported,
    StepAdded,
    StepDone,
    Triaged,
    VerdictGiven,
    Waited,
)
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Driver, Level, Move, Nature, Reach, Redirect, Role, Verdict
from bot.handlers.desk.desk import Desk
from bot.ui.views import refusals
from bot.ui.views.move_fields import NO_ANSWER, NOTE, PRACTICE, STEP, TYPE, MoveDraft

E = TypeVar("E", bound=StrEnum)
WORDS = {"text": NOTE, "question": NOTE, "comment": NOTE, "practice": PRACTICE, "type": TYPE}
"""Fields that hold people's own words, and the characters that each may have."""


class Faults(Exception):
    """What to do about each field; the form is drawn again with all that was typed."""

    def __init__(self, **errors: str) -> None:
        super().__init__(*errors)
        self.errors = errors


def change(move: Move, draft: MoveDraft, row: Challenge, desk: Desk) -> Change:
    """Raises Faults for what a person can put right in the form."""
    match move:
        case Move.TRIAGE:
            return _triaged(draft, desk)
        case Move.ASSIGN:
            return _assigned(draft, row, desk)
        case Move.ADD_STEP:
            return StepAdded(_words(draft, "text", desk), _person(draft, "owner", desk), _day(draft, "due", None, desk))
        case Move.STEP_DONE:
            return StepDone(_number(draft.text("step"), "step", desk))
        case Move.NOTE:
            own = "own" in draft.texts and not desk.held(row).isdisjoint({Role.REPORTER, Role.AFFECTED})
            return Noted(_words(draft, "text", desk), by_follower=own)
        case Move.WAIT if draft.texts.get("still") == "no":
            return Waited(over=True)
        case Move.WAIT if draft.texts.get("still") == "yes" and row.waiting:
            return Waited(row.waiting.text)
        case Move.WAIT:
            return Waited(_words(draft, "text", desk))
        case Move.ASK:
            return Asked(_words(draft, "question", desk))
        case Move.ANSWER:
            return Answered(_words(draft, "text", desk))
        case Move.MERGE:
            return Merged(_other(draft, row, desk).id)
        case Move.REDIRECT:
            return Redirected(_choice(Redirect, draft, "reason", desk))
        case Move.REPORT_REMOVAL:
            return RemovalReported(_words(draft, "text", desk))
        case Move.VERDICT:
            return VerdictGiven(_choice(Verdict, draft, "verdict", desk), draft.texts.get("comment", ""))
        case Move.CONVERSATION:
            said = None if draft.texts.get("verdict") == NO_ANSWER else _choice(Verdict, draft, "verdict", desk)
            return ConversationRecorded(said, draft.texts.get("text", ""))
        case Move.CLOSE:
            return Closed()
        case _:
            raise Refusal(Why.NOT_FOUND)


def words_of(draft: MoveDraft) -> dict[str, str]:
    """What people wrote themselves."""
    return {field: draft.texts[field] for field in WORDS if draft.texts.get(field)}


def limits(move: Move) -> dict[str, int]:
    return {**WORDS, "text": STEP} if move is Move.ADD_STEP else WORDS


def _triaged(draft: MoveDraft, desk: Desk) -> Triaged:
    w, type_ = desk.words, draft.texts.get("type", "")
    if not type_:
        raise Faults(type=w("Choose one."))
    return Triaged(
        type_,
        _choice(Reach, draft, "reach", desk),
        _choice(Nature, draft, "nature", desk),
        _choice(Driver, draft, "driver", desk),
        _choice(Level, draft, "level", desk),
        draft.texts.get("practice", ""),
    )


def _assigned(draft: MoveDraft, row: Challenge, desk: Desk) -> Assigned:
    assignee = _person(draft, "assignee", desk)
    if assignee is None:
        raise Faults(assignee=_sentence(desk, Why.PERSON_UNKNOWN))
    return Assigned(assignee, _person(draft, "decision_maker", desk), _day(draft, "target", row.target, desk))


def _person(draft: MoveDraft, field: str, desk: Desk) -> str | None:
    chosen = draft.people.get(field)
    if chosen is None:
        return None
    person = desk.work.people.get(chosen.id) if chosen.id else None
    if person is None or not person.present:
        raise Faults(**{field: _sentence(desk, Why.PERSON_UNKNOWN)})
    return person.id


def _day(draft: MoveDraft, field: str, known: date | None, desk: Desk) -> date | None:
    """A day that is over is asked about again, unless it stood there before."""
    day = draft.days.get(field)
    if day is None and draft.texts.get(field):
        raise Faults(**{field: _sentence(desk, Why.DATE_UNCLEAR)})
    if day is not None and day < desk.today() and day != known:
        raise Faults(**{field: _sentence(desk, Why.DATE_PAST)})
    return day


def _words(draft: MoveDraft, field: str, desk: Desk) -> str:
    words = draft.texts.get(field, "").strip()
    if not words:
        raise Faults(**{field: _sentence(desk, Why.EMPTY)})
    return words


def _choice(kind: type[E], draft: MoveDraft, field: str, desk: Desk) -> E:
    w, value = desk.words, draft.texts.get(field, "")
    if value not in set(kind):
        raise Faults(**{field: w("Choose one.")})
    return kind(value)


def _number(text: str, field: str, desk: Desk) -> int:
    w, found = desk.words, re.fullmatch(r"#?\s*(\d{1,9})", text.strip())
    if found is None or not found[1].isascii():
        raise Faults(**{field: w("Write a number, for example 12.")})
    return int(found[1])


def _other(draft: MoveDraft, row: Challenge, desk: Desk) -> Challenge:
    w = desk.words
    number = _number(draft.texts.get("number", "") or draft.texts.get("into", ""), "number", desk)
    other = desk.work.challenges.numbered(number)
    if other is None:
        raise Faults(number=_sentence(desk, Why.NOT_FOUND, number=number))
    if other.id == row.id:
        raise Faults(number=_sentence(desk, Why.INTO_ITSELF))
    if not other.open:
        raise Faults(number=w("#{number} is closed. Choose one that is still open.", number=number))
    return other


def _sentence(desk: Desk, why: Why, **facts: object) -> str:
    return refusals.sentence(Refusal(why, **facts), desk.words)
