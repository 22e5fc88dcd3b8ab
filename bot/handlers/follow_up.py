"""The follow-up: the verdict of those who reported it, and the question some weeks later whether it is still gone."""

from bot.domain.challenge import Challenge
from bot.domain.changes import SustainAnswered, VerdictGiven
from bot.domain.life import moves as allowed
from bot.domain.permission import require
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move, Status, Verdict
from bot.handlers import joining, moves, record, scenes
from bot.handlers.desk import Desk
from bot.handlers.requests import Invocation, Press, Reply
from bot.ui.views import follow_up as view
from bot.ui.views.move_fields import Draft


def press(request: Press, desk: Desk) -> Reply:
    """An answer pressed on the question; one that is no longer asked is answered politely, in its place."""
    row, move = desk.row(request.subject), Move(request.verb)
    require(move, desk.held(row))
    verdict = request.args.get("verdict", "")
    gone = request.args.get("gone", "")
    if move is Move.VERDICT and verdict not in set(Verdict):
        return Reply(form=moves.opened(move, row, desk, Draft({}, {}, {}), version=request.version))
    if move not in allowed(row):
        return Reply(card=view.over(row, scenes.of_desk(desk, row)), replace=True)
    if move is Move.VERDICT:
        return _verdict(Verdict(verdict), row, desk)
    if gone not in {"yes", "no"}:
        return question(row, desk)
    return _sustain(gone == "yes", "", row, desk)


def said(move: Move, verdict: Verdict, comment: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    """The same answers as words."""
    require(move, desk.held(row))
    if move not in allowed(row):
        raise Refusal(Why.NOT_NOW, move=move, status=row.status)
    if move is Move.VERDICT:
        draft = Draft({"verdict": verdict.value, "comment": comment}, {}, {})
        return moves.take(move, draft, row, request, desk, version=None)
    return _sustain(verdict is Verdict.SUFFICIENT, comment, row, desk)


def question(row: Challenge, desk: Desk) -> Reply:
    """What is asked at this point, for whoever may answer it."""
    require(Move.SUSTAIN, desk.held(row))
    scene = scenes.of_desk(desk, row)
    if Move.SUSTAIN in allowed(row):
        return Reply(card=view.sustain_question(row, scene))
    if Move.VERDICT in allowed(row):
        return Reply(card=view.question(row, scene))
    return Reply(card=view.over(row, scene))


def _verdict(verdict: Verdict, row: Challenge, desk: Desk) -> Reply:
    heard = next((answer for answer in reversed(row.answers) if answer.person == desk.me().id), None)
    if heard is None or heard.verdict is not verdict or row.status is Status.UNANSWERED:
        row = record.make(desk, row, VerdictGiven(verdict))
    return Reply(card=view.thanks(row, scenes.of_desk(desk, row), verdict), replace=True)


def _sustain(still_gone: bool, comment: str, row: Challenge, desk: Desk) -> Reply:
    if still_gone:
        after = record.make(desk, row, SustainAnswered(True, comment))
        return Reply(card=view.still_gone(after, scenes.of_desk(desk, after)), replace=True)
    again = joining.came_back(row, desk)
    after = record.make(desk, row, SustainAnswered(False, comment, recurrence=again.id))
    return Reply(card=view.came_back(after, again, scenes.of_desk(desk, again)), replace=True)
