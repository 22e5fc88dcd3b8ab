"""The follow-up: the verdict of those who reported it, and the question some weeks later whether it is still gone."""

from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.changes import SustainAnswered, VerdictGiven
from bot.domain.life import moves as allowed
from bot.domain.permission import require
from bot.domain.vocabulary import Move, Status, Verdict
from bot.handlers.challenges import joining, move_drafts, moves, record
from bot.handlers.desk import kept_words, scenes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission
from bot.ui.views import follow_up as view
from bot.ui.views.move_fields import MoveDraft
from bot.ui.views.report_form import NOT_STUDENT


def press(request: Press, desk: Desk) -> Reply:
    """An answer pressed on the question; one that is no longer asked is answered politely, in its place."""
    if view.BESIDE not in request.args.items():
        return _pressed(request, desk)
    args = {id: value for id, value in request.args.items() if (id, value) != view.BESIDE}
    return replace(_pressed(replace(request, args=args), desk), replace=False)


def _pressed(request: Press, desk: Desk) -> Reply:
    row, move = desk.row(request.subject), Move(request.verb)
    require(move, desk.held(row))
    verdict = request.args.get("verdict", "")
    if move is Move.VERDICT and verdict not in set(Verdict):
        return Reply(form=moves.opened(move, row, desk, MoveDraft({}, {}, {}), version=request.version))
    if move not in allowed(row):
        return Reply(card=view.over(row, scenes.of_desk(desk, row)), replace=True)
    more = {"comment", moves.OPEN} & request.args.keys()
    if move is Move.VERDICT:
        return moves.press(request, desk) if more else _verdict(Verdict(verdict), row, desk)
    draft = move_drafts.of_args(request.args, desk)
    if moves.OPEN in request.args:
        return Reply(form=moves.opened(move, row, desk, draft, version=request.version))
    if not draft.texts.get("gone"):
        return question(row, desk)
    return _sustain(draft, row, desk, cleared=NOT_STUDENT in request.args)


def submit(request: Submission, desk: Desk) -> Reply:
    """The form of the last question, with a comment."""
    row = desk.row(request.subject)
    require(Move.SUSTAIN, desk.held(row))
    if Move.SUSTAIN not in allowed(row):
        return Reply(card=view.over(row, scenes.of_desk(desk, row)))
    draft = move_drafts.of_submission(request, desk)
    return _sustain(draft, row, desk, cleared=kept_words.cleared(request))


def said(move: Move, verdict: Verdict, comment: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    """The same answers as words."""
    record.allow(row, move, desk.held(row))
    if move is Move.VERDICT:
        draft = MoveDraft({"verdict": verdict.value, "comment": comment}, {}, {})
        return moves.take(move, draft, row, request, desk, version=None)
    gone = "yes" if verdict is Verdict.SUFFICIENT else "no"
    return _sustain(MoveDraft({"gone": gone, "comment": comment}, {}, {}), row, desk)


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


def _sustain(draft: MoveDraft, row: Challenge, desk: Desk, *, cleared: bool = False) -> Reply:
    w, gone, comment = desk.words, draft.texts.get("gone", ""), draft.texts.get("comment", "")
    if gone not in {"yes", "no"}:
        return Reply(form=moves.form(Move.SUSTAIN, row, desk, draft, errors={"gone": w("Choose one.")}))
    if stopped := moves.halted(Move.SUSTAIN, draft, row, desk, cleared=cleared):
        return stopped
    if gone == "yes":
        after = record.make(desk, row, SustainAnswered(True, comment))
        return Reply(card=view.still_gone(after, scenes.of_desk(desk, after)), replace=True)
    again = joining.came_back(row, desk)
    after = record.make(desk, row, SustainAnswered(False, comment, recurrence=again.id))
    return Reply(card=view.came_back(after, again, scenes.of_desk(desk, again)), replace=True)
