"""Every move of a challenge, by button, form or words: one way in, one way on, one event."""

from collections.abc import Mapping

from bot.domain.challenge import Challenge
from bot.domain.changes import AlsoAffected, Change, Merged, Noted
from bot.domain.life import moves as allowed
from bot.domain.permission import require
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move
from bot.handlers.challenges import joining, move_drafts, record
from bot.handlers.challenges.move_values import Faults, change, limits, words_of
from bot.handlers.desk import answers, kept_words, scenes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission, Via
from bot.ui.form import Field, Form
from bot.ui.text import Line, plain
from bot.ui.views import similar as similar_view
from bot.ui.views import typed_answers
from bot.ui.views.move_fields import MoveDraft
from bot.ui.views.move_forms import first_field, move_form
from bot.ui.views.report_form import NOT_STUDENT, stopped

OPEN = "open"
"""A button that carries values makes its move at once; with this argument it opens the form with them filled in."""


def press(request: Press, desk: Desk) -> Reply:
    """A move's button: makes the move where nothing has to be filled in, else opens its form."""
    row, move = desk.row(request.subject), Move(request.verb)
    args = {name: value for name, value in request.args.items() if name != OPEN}
    once = args.pop("once", "")
    if move is Move.AFFECTS_ME:
        return affects_me(row, desk)
    require(move, desk.held(row))
    if move is Move.CLOSE or (args and OPEN not in request.args):
        if once and not desk.work.inbox.first_time(f"once:{once}"):
            return Reply()
        # words typed before name no picture of the card, and a step keeps its number whatever happens to the rest
        version = None if once or move is Move.STEP_DONE else request.version
        draft = move_drafts.of_args(args, desk)
        return take(move, draft, row, request, desk, version=version, cleared=NOT_STUDENT in args)
    return Reply(form=opened(move, row, desk, move_drafts.of_args(args, desk), version=request.version))


def affects_me(row: Challenge, desk: Desk) -> Reply:
    return Reply(card=similar_view.counted_in(desk.words, record.make(desk, row, AlsoAffected())))


def opened(move: Move, row: Challenge, desk: Desk, given: MoveDraft, *, version: int) -> Form:
    """The form as things are now, with a word about what happened since its button was drawn."""
    record.allow(row, move, desk.held(row))
    notice = meanwhile(row, desk) if 0 < version < row.version and move not in record.ADDITIVE else ()
    draft = move_drafts.over(move_drafts.of_row(move, row, desk), given)
    return form(move, row, desk, draft, notice=notice)


def submit(request: Submission, desk: Desk) -> Reply:
    """A move's form, sent."""
    row, move = desk.row(request.subject), Move(request.form)
    require(move, desk.held(row))  # before anybody who was picked in it is remembered
    draft = move_drafts.of_submission(request, desk)
    return take(move, draft, row, request, desk, version=request.version, cleared=kept_words.cleared(request))


def take(
    move: Move,
    draft: MoveDraft,
    row: Challenge,
    request: Invocation | Press | Submission,
    desk: Desk,
    *,
    version: int | None,
    cleared: bool = False,
) -> Reply:
    """Make the move with what was filled in, or draw the form again with all of it and what is to be put right."""
    try:
        asked = change(move, draft, row, desk)
    except Faults as faults:
        return Reply(form=form(move, row, desk, draft, errors=faults.errors))
    if again := halted(move, draft, row, desk, cleared=cleared):
        return again
    try:
        after = _make(asked, row, desk, version)
    except Refusal as refusal:
        # Only a form that could be sent a second time is drawn again.
        sendable = isinstance(request, Submission) and move in allowed(row)
        if refusal.why is not Why.OUT_OF_DATE or not sendable:
            raise
        w = desk.words
        error = {first_field(move): w("Check it and send it again.")}
        return Reply(form=form(move, row, desk, draft, errors=error, notice=meanwhile(row, desk)))
    return told(after, request, desk)


def halted(move: Move, draft: MoveDraft, row: Challenge, desk: Desk, *, cleared: bool) -> Reply | None:
    """The form again, where something that was written in it cannot be kept as it is."""
    words = words_of(draft)
    halt = kept_words.check(words, limits(move), desk.words, cleared=cleared)
    if not halt:
        return None
    check = stopped(desk.words, words, halt.found, cleared=False)
    return Reply(form=form(move, row, desk, draft, errors=halt.errors, check=check))


def _make(asked: Change, row: Challenge, desk: Desk, version: int | None) -> Challenge:
    after = record.make(desk, row, asked, version=version)
    if isinstance(asked, Merged):
        joining.bring_followers(row, desk.row(asked.into), desk)
    return after


def form(
    move: Move,
    row: Challenge,
    desk: Desk,
    draft: MoveDraft,
    *,
    errors: Mapping[str, str] | None = None,
    notice: Line = (),
    check: tuple[Field, ...] = (),
) -> Form:
    return move_form(
        move,
        row,
        desk.words,
        draft=draft,
        choices=move_drafts.choices(move, row, desk),
        errors=errors,
        notice=notice,
        check=check,
    )


def meanwhile(row: Challenge, desk: Desk) -> Line:
    """Who did what last: for somebody whose card or form was drawn before."""
    w = desk.words
    return (*scenes.last_event(row, desk), *plain(" " + w("That happened in the meantime.")))


def told(after: Challenge, request: Invocation | Press | Submission, desk: Desk) -> Reply:
    """The answer to whoever made a move: nothing where the line in the thread says it already, else that line."""
    place = desk.place()
    in_its_channel = place is not None and place.team == after.team
    by_command = isinstance(request, Invocation) and request.via is Via.COMMAND
    if in_its_channel and not by_command:
        return Reply()
    return Reply(line=(*plain(f"#{after.number}: "), *scenes.last_event(after, desk)))


def reply(request: Invocation, row: Challenge, desk: Desk) -> Reply:
    """An ordinary reply in a challenge's thread: kept as a note where the team wants that, and not said again there.

    Whoever wrote words that cannot be kept reads so in private; nobody else hears of it.
    """
    words = answers.with_names(request.text, request.people).strip()
    if not desk.team(row).keep_replies or not words or not row.open:
        return Reply()
    again = halted(Move.NOTE, MoveDraft({"text": words}, {}, {}), row, desk, cleared=False)
    if again and again.form:
        return Reply(card=typed_answers.to_open(again.form, desk.words, clears=True))
    place = desk.place()
    record.make(desk, row, Noted(words), said_in=place.id if place else "")
    return Reply()
