"""One-time codes: how the reporter of an unlinked report comes back, without an id of theirs being kept anywhere."""

import secrets
from collections.abc import Mapping

from bot.domain.challenge import Challenge
from bot.domain.changes import Answered, Change, VerdictGiven, Withdrawn
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move, Verdict
from bot.handlers.challenges import record
from bot.handlers.challenges.receipts import leads, next_move
from bot.handlers.desk import answers, kept_words
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission, Via
from bot.ui.card import Card
from bot.ui.views import code as view
from bot.ui.views import labels
from bot.ui.views.receipt import taken_back

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike: 0 and o, 1, i and l. Twelve of them hold 59 bits."""


def fresh() -> str:
    letters = [secrets.choice(LETTERS) for _ in range(12)]
    return "-".join("".join(letters[at : at + 4]) for at in (0, 4, 8))


def same_form(code: str) -> str:
    """However it was typed: with blanks, without hyphens, in capitals."""
    return "".join(c for c in code.lower() if c.isalnum())


def give(row: Challenge, desk: Desk) -> str:
    """A new code for `row`, to be shown this once."""
    code = fresh()
    desk.work.codes.put(same_form(code), row.id)
    return code


def typed(code: str, request: Invocation, desk: Desk) -> Reply:
    if request.via is not Via.COMMAND:
        raise Refusal(Why.NOT_PRIVATE)
    return Reply(card=opened(_row(code, desk), code, desk))


def answer_form(request: Press, desk: Desk) -> Reply:
    code = _code(request.args)
    row = _row(code, desk)
    record.allow(row, Move.ANSWER)
    return Reply(form=view.answer_form(row, desk.words, code=code))


def answer(request: Submission, desk: Desk) -> Reply:
    w, code, text = desk.words, _code(request.args), answers.text(request, "text")
    row = _row(code, desk)
    if not text:
        raise Refusal(Why.EMPTY, field="text")
    halt = kept_words.check({"text": text}, view.LIMITS, w, cleared=kept_words.cleared(request))
    if halt:
        record.allow(row, Move.ANSWER)
        form = view.answer_form(row, w, code=code, text=text, found=halt.found, errors=halt.errors)
        return Reply(form=form)
    return _made(row, Answered(text), code, desk, w("The team has your answer."))


def verdict_form(request: Press, desk: Desk) -> Reply:
    code = _code(request.args)
    row = _row(code, desk)
    record.allow(row, Move.VERDICT)
    return Reply(form=view.verdict_form(row, desk.words, code=code))


def verdict(request: Submission, desk: Desk) -> Reply:
    w, code = desk.words, _code(request.args)
    said, comment = answers.text(request, "verdict"), answers.text(request, "comment")
    row = _row(code, desk)
    if said not in set(Verdict):
        raise Refusal(Why.EMPTY, field="verdict")
    halt = kept_words.check({"comment": comment}, view.LIMITS, w, cleared=kept_words.cleared(request))
    if halt:
        record.allow(row, Move.VERDICT)
        form = view.verdict_form(row, w, code=code, verdict=said, comment=comment, found=halt.found, errors=halt.errors)
        return Reply(form=form)
    thanks = w("Thank you. The team sees your answer without a name.")
    return _made(row, VerdictGiven(Verdict(said), comment), code, desk, thanks)


def withdraw(request: Press, desk: Desk) -> Reply:
    row = record.make(desk, _row(_code(request.args), desk), Withdrawn(), by_code=True)
    return Reply(card=taken_back(row, desk.words), replace=True)


def row_of(args: Mapping[str, str], desk: Desk) -> tuple[Challenge, str]:
    """The report that a card's or form's code opens, and the code."""
    code = _code(args)
    return _row(code, desk), code


def _made(row: Challenge, change: Change, code: str, desk: Desk, done: str) -> Reply:
    return Reply(card=opened(record.make(desk, row, change, by_code=True), code, desk, done))


def opened(row: Challenge, code: str, desk: Desk, done: str = "") -> Card:
    """The report as its code shows it; `done` says what was just done."""
    into = desk.work.challenges.get(row.merged_into) if row.merged_into else None
    return view.opened(
        row,
        desk.words,
        code=code,
        team=desk.team(row).name,
        leads=leads(row, desk),
        next_move=next_move(row, desk),
        done=done,
        goes_on=(into.number, labels.standing(into, desk.words)) if into else None,
    )


def _code(args: Mapping[str, str]) -> str:
    return args.get("code", "")


def _row(code: str, desk: Desk) -> Challenge:
    """A code alone says which report it opens: what else a button carries is not believed."""
    id = desk.work.codes.challenge(same_form(code)) if code else None
    row = desk.work.challenges.get(id) if id else None
    if row is None:
        raise Refusal(Why.NOT_FOUND, code=True)
    return row
