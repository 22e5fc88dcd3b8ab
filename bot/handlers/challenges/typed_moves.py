"""Moves typed as words, in a challenge's thread or after its number; what is not understood is asked, never guessed."""

import re

from bot.domain.challenge import Challenge
from bot.domain.folding import fold
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move, Verdict
from bot.handlers.challenges import follow_up, move_drafts, moves, record, typed_people
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Reply
from bot.handlers.typed.meanings import TypedMove
from bot.handlers.typed.typed_words import FREE, KINDS, REDIRECTS, VERDICTS, WAITS_FOR_NOTHING
from bot.ui.views import typed_answers
from bot.ui.views.move_fields import MoveDraft


def typed(said: TypedMove, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    """The move that was typed, made; or one question about it, with all that was understood kept."""
    reply = _said(said.move, said.rest.strip(), row, request, desk)
    if reply.form is None or request.can_open:
        return reply
    return Reply(card=typed_answers.to_open(reply.form, desk.words, clears=True))


def _said(move: Move, rest: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    if move in {Move.VERDICT, Move.SUSTAIN} and rest:
        verdict, comment = _verdict(answers.with_names(rest, request.people))
        return follow_up.said(move, verdict, comment, row, request, desk)
    if move is Move.CLOSE:
        return moves.take(move, MoveDraft({}, {}, {}), row, request, desk, version=None)
    if move is Move.AFFECTS_ME:
        return moves.affects_me(row, desk)
    if move is Move.SUSTAIN:
        return follow_up.question(row, desk)
    record.allow(row, move, desk.held(row))
    return _understood(move, rest, row, request, desk)


def _understood(move: Move, rest: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    if move is Move.ASSIGN and rest:
        return typed_people.assign(rest, row, request, desk)
    if move is Move.ADD_STEP and rest:
        return typed_people.step(rest, row, request, desk)
    draft = _draft(move, rest, row, request, desk)
    if move is Move.REDIRECT and draft.texts:
        return Reply(card=typed_answers.to_confirm(move, row, desk.words, move_drafts.to_args(draft)))
    known = move_drafts.over(move_drafts.of_row(move, row, desk), draft)
    if not rest and not draft.texts.get("step"):
        return Reply(form=moves.form(move, row, desk, known))
    return moves.take(move, known, row, request, desk, version=None)


def _draft(move: Move, rest: str, row: Challenge, request: Invocation, desk: Desk) -> MoveDraft:
    match move:
        case Move.TRIAGE:
            texts = _triage(rest, row, desk)
        case Move.STEP_DONE:
            texts = {"step": _step_number(rest, row)}
        case Move.MERGE:
            texts = {"number": "".join(re.findall(r"\d+", rest)[:1])}
        case Move.REDIRECT:
            kind = REDIRECTS.get(re.sub(r"^(?:to|a) ", "", fold(rest).rstrip(".!")))
            texts = {"reason": kind.value} if kind else {}
        case Move.WAIT if fold(rest).strip(" .!") in WAITS_FOR_NOTHING:
            texts = {"still": "no"}
        case _ if move in FREE:
            texts = {FREE[move]: answers.with_names(rest, request.people)}
        case _:
            texts = {}
    return MoveDraft(texts, {}, {})


def _step_number(rest: str, row: Challenge) -> str:
    """Without a number it is the one step that is still open, if there is just one."""
    if number := re.search(r"\d+", rest):
        return number[0]
    still_open = [number for number, step in enumerate(row.steps, 1) if step.done_at is None]
    return str(still_open[0]) if len(still_open) == 1 else ""


def _triage(rest: str, row: Challenge, desk: Desk) -> dict[str, str]:
    """ "technology internal technical organization": the kinds by their names, the rest a type of the team's."""
    texts: dict[str, str] = {}
    left = []
    for word in re.split(r"[\s,;]+", rest.strip()):
        kind = KINDS.get(fold(word).rstrip("."))
        if kind and kind[0] not in texts:
            texts[kind[0]] = kind[1]
        elif word:
            left.append(word)
    types, named = desk.team(row).types, " ".join(left)
    found = [type_ for type_ in types if fold(type_) == fold(named)]
    if found or (named and not types):
        texts["type"] = found[0] if found else named
    return texts


def _verdict(rest: str) -> tuple[Verdict, str]:
    """ "partly, room 14 is still dark" → partly, and the words after it."""
    folded = fold(rest)
    for said, verdict in sorted(VERDICTS.items(), key=lambda pair: -len(pair[0])):
        if re.match(rf"{said}\b", folded):
            words = rest.split(maxsplit=len(said.split()))
            return verdict, words[-1].strip(" ,.;:–—-") if len(words) > len(said.split()) else ""
    raise Refusal(Why.EMPTY)
