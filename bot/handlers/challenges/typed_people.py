"""Who and by when, out of typed words: "assign @lee by next friday", "step Order chargers @lee by Dec 1"."""

import re
from dataclasses import replace
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.folding import fold
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Person
from bot.domain.vocabulary import Move
from bot.handlers.challenges import move_drafts, moves
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk, keep, new_id
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN, Invocation, Reply
from bot.handlers.typed.dates import Ambiguous, Past, Reading, trailing_day
from bot.handlers.typed.typed_words import ME
from bot.ui.views import refusals, typed_answers
from bot.ui.views.move_fields import MoveDraft

OFFERED = 5
_MENTION = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")
# On words with single blanks between them: with more, the parts would share them out in every way there is.
_LAST_MENTION = re.compile(rf"\s*[,;]?\s*(?:(?:to|for|a|para)\s+)?{_MENTION.pattern}[\s.,;]*$", re.IGNORECASE)
_TO = re.compile(r"^(?:to|a)\s+", re.IGNORECASE)
_UNREAD_DAY = re.compile(r"(?<!\S)(?:by|before|due|until|para|antes\s+del?|hasta)(?:\s+\S+){1,4}$", re.IGNORECASE)


def assign(rest: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    words, day, phrase = _with_day(_TO.sub("", rest), desk)
    found, unread = _whom(words, request, desk)
    draft = MoveDraft({}, {}, _days("target", day))
    if not found:
        return _again(Move.ASSIGN, row, draft, desk, "assignee", Why.PERSON_UNKNOWN)
    drafts = [replace(draft, people={"assignee": move_drafts.picked(person.id, desk)}) for person in found]
    if len(found) > 1:
        ways = [(p.name, _args(it)) for p, it in zip(found[:OFFERED], drafts, strict=False)]
        return Reply(card=typed_answers.which_person(row, desk.words, ways, more=len(found) > OFFERED))
    if unread:
        return _again(Move.ASSIGN, row, drafts[0], desk, "target", Why.DATE_UNCLEAR)
    return _by(day, phrase, Move.ASSIGN, "target", drafts[0], row, request, desk)


def step(rest: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    """One mention is who does it, wherever it stands; at an end of the words it is no part of the step."""
    rest = " ".join(rest.split())
    mentions = list(_MENTION.finditer(rest))
    one = len(mentions) == 1
    words = _LAST_MENTION.sub("", rest) if one else rest
    words, day, phrase = _with_day(words, desk)
    words = _LAST_MENTION.sub("", words) if one else words
    text = answers.with_names(words, request.people).strip(" ,;")
    owner = _mentioned(mentions[0], request, desk) if one else None
    people = {"owner": move_drafts.picked(owner.id, desk)} if owner else {}
    draft = MoveDraft({"text": text}, people, _days("due", day))
    if not any(letter.isalpha() for letter in text):  # "step 2 by Friday" is no step that is called 2
        return _again(Move.ADD_STEP, row, replace(draft, texts={}), desk, "text", Why.EMPTY)
    if day is None and (unread := _UNREAD_DAY.search(text)):
        if not typed_answers.fits(_args(draft)):
            return _again(Move.ADD_STEP, row, draft, desk, "due", Why.DATE_UNCLEAR)
        choose, without = (*move_drafts.to_args(draft), (moves.OPEN, "yes")), _args(draft)
        return Reply(card=typed_answers.unread_day(row, desk.words, unread[0], choose=choose, without=without))
    return _by(day, phrase, Move.ADD_STEP, "due", draft, row, request, desk)


def _whom(words: str, request: Invocation, desk: Desk) -> tuple[list[Person], bool]:
    """Everybody who may be meant, and whether words are left that may have meant a day."""
    mentions = list(_MENTION.finditer(words))
    left = _MENTION.sub(" ", words).strip(" @,.;")
    if mentions:
        person = _mentioned(mentions[0], request, desk) if len(mentions) == 1 else None
        return [person] if person else [], bool(left)
    unread = _UNREAD_DAY.search(left)
    name = (left[: unread.start()] if unread else left).strip(" @,.;")
    if fold(name) in ME:
        return [desk.me()], unread is not None
    named = desk.work.people.named(name) if name else ()
    return [person for person in named if person.present], unread is not None


def _mentioned(mention: re.Match[str], request: Invocation, desk: Desk) -> Person | None:
    """Somebody of the organization's own workspace, kept as whom we may name."""
    index = int(mention[1])
    if index >= len(request.people) or request.people[index].guest:
        return None
    caller = request.people[index]
    if caller.handle.workspace != desk.caller.handle.workspace:
        return None
    # What a mention calls somebody was typed by whoever mentioned them: it renames nobody who is known.
    return desk.work.people.by_handle(caller.handle) or keep(caller, desk.work)


def _with_day(words: str, desk: Desk) -> tuple[str, Reading, str]:
    return trailing_day(
        words, today=desk.today(), language=desk.words.language, school_days=desk.work.calendar().nth_after
    )


def _days(field: str, day: Reading) -> dict[str, date]:
    return {field: day} if isinstance(day, date) else {}


def _by(
    day: Reading, phrase: str, move: Move, field: str, draft: MoveDraft, row: Challenge, request: Invocation, desk: Desk
) -> Reply:
    """Make it, unless the day has two meanings or is over."""
    match day:
        case Ambiguous() if not typed_answers.fits(_args(draft)):
            return _again(move, row, draft, desk, field, Why.DATE_UNCLEAR)
        case Ambiguous(options):
            ways = [(option, _args(replace(draft, days={field: option}))) for option in options]
            return Reply(card=typed_answers.which_day(move, row, desk.words, phrase, ways))
        case Past():
            return _again(move, row, draft, desk, field, Why.DATE_PAST)
        case _:
            return moves.take(move, draft, row, request, desk, version=None)


def _again(move: Move, row: Challenge, draft: MoveDraft, desk: Desk, field: str, why: Why) -> Reply:
    error = {field: refusals.sentence(Refusal(why), desk.words)}
    known = move_drafts.over(move_drafts.of_row(move, row, desk), draft)
    return Reply(form=moves.form(move, row, desk, known, errors=error))


def _args(draft: MoveDraft) -> tuple[tuple[str, str], ...]:
    """For a button that makes the move with what was typed; a second press of it does nothing."""
    return (*move_drafts.to_args(draft), ("once", new_id()))
