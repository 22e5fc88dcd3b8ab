"""What reporters change about their own report: more words, who may know, taking it back."""

from dataclasses import asdict

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import DetailsAdded, SustainAnswered, VisibilitySet, Withdrawn
from bot.domain.folding import fold
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move, Visibility
from bot.handlers.challenges import codes, joining, record
from bot.handlers.challenges.receipts import receipt
from bot.handlers.desk import answers, kept_words
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.typed.meanings import TypedMove
from bot.ui.text import plain
from bot.ui.views import own_report as view
from bot.ui.views import typed_answers
from bot.ui.views.receipt import taken_back
from bot.ui.views.report_form import MOST, TEXTS

TYPED = frozenset({Move.ADD_DETAILS, Move.SET_VISIBILITY, Move.WITHDRAW})

_SAID = {
    "named": Visibility.NAMED,
    "con nombre": Visibility.NAMED,
    "confidential": Visibility.CONFIDENTIAL,
    "confidencial": Visibility.CONFIDENTIAL,
    "unlinked": Visibility.UNLINKED,
    "sin vinculo": Visibility.UNLINKED,
}


def typed(said: TypedMove, row: Challenge, desk: Desk) -> Reply:
    """ "/barrier 12 details", "visibility confidential", "withdraw"."""
    match said.move:
        case Move.ADD_DETAILS:
            return _details_form(row, desk)
        case Move.WITHDRAW:
            record.allow(row, Move.WITHDRAW, desk.held(row))
            return Reply(card=typed_answers.to_confirm(Move.WITHDRAW, row, desk.words))
        case _:
            wanted = _SAID.get(fold(said.rest).removeprefix("to ").strip(" .!"))
            if wanted is None or wanted is Visibility.UNLINKED:  # no way back: read what it means, then press
                return _visibility_form(row, desk)
            return _set(row, wanted, desk)


def open_details(request: Press, desk: Desk) -> Reply:
    return _details_form(desk.row(request.subject), desk)


def open_details_by_code(request: Press, desk: Desk) -> Reply:
    row, code = codes.row_of(request.args, desk)
    record.allow(row, Move.ADD_DETAILS)
    return Reply(form=view.details_form(row, desk.words, values=_words(row), code=code))


def add_details(request: Submission, desk: Desk) -> Reply:
    return _add(request, desk.row(request.subject), "", desk)


def add_details_by_code(request: Submission, desk: Desk) -> Reply:
    row, code = codes.row_of(request.args, desk)
    return _add(request, row, code, desk)


def _add(request: Submission, row: Challenge, code: str, desk: Desk) -> Reply:
    w = desk.words
    values = {id: answers.text(request, id) for id in TEXTS}
    changed = {id: words for id, words in values.items() if words != getattr(row, id)}
    halt = kept_words.check(changed, MOST, w, cleared=kept_words.cleared(request))
    errors = dict(halt.errors)
    if not values["summary"]:
        errors["summary"] = w("Write what is in the way, in a few words.")
    if errors or halt.found:
        held = record.REPORTER if code else desk.held(row)
        record.allow(row, Move.ADD_DETAILS, held)
        form = view.details_form(row, w, values=values, found=halt.found, code=code, errors=tuple(errors.items()))
        return Reply(form=form)
    if not changed:
        return Reply(line=plain(w("There was nothing to change.")))
    details = DetailsAdded(
        summary=changed.get("summary"),
        school=changed.get("school"),
        practice=changed.get("practice"),
        tried=changed.get("tried"),
        affected=changed.get("affected"),
        idea=changed.get("idea"),
    )
    after = record.make(desk, row, details, version=request.version, by_code=bool(code))
    if code:
        return Reply(card=codes.opened(after, code, desk, w("The team has your words.")))
    return Reply(card=receipt(after, desk, title=w("Challenge #{number} with your details", number=row.number)))


def open_visibility(request: Press, desk: Desk) -> Reply:
    return _visibility_form(desk.row(request.subject), desk)


def set_visibility(request: Submission, desk: Desk) -> Reply:
    chosen = answers.text(request, "visibility")
    if chosen not in set(Visibility):
        raise Refusal(Why.EMPTY, field="visibility")
    return _set(desk.row(request.subject), Visibility(chosen), desk)


def _set(row: Challenge, visibility: Visibility, desk: Desk) -> Reply:
    """Holds whatever the version: nobody else changes it, and hiding must never fail for a colleague's note."""
    w = desk.words
    if visibility is row.visibility:
        record.allow(row, Move.SET_VISIBILITY, desk.held(row))
        return Reply(line=plain(w("It was already that way; nothing was changed.")))
    if visibility is Visibility.UNLINKED:
        return _unlinked(row, desk)
    after = record.make(desk, row, VisibilitySet(visibility))
    title = w("Who sees challenge #{number} has changed", number=after.number)
    return Reply(card=receipt(after, desk, title=title))


def _unlinked(row: Challenge, desk: Desk) -> Reply:
    """Nobody may know any more, of this one and of all that it is linked to; a code for each of the reporter's own."""
    w, reporter, story = desk.words, row.reporter, _same_story(row, desk)
    others = [one for one in story if one.reporter == reporter and Move.SET_VISIBILITY in life.moves(one)]
    hidden = [record.make(desk, one, VisibilitySet(Visibility.UNLINKED)) for one in (row, *others)]
    for one in story:
        if reporter and reporter in one.also_affected and one not in others:
            joining.leave(one, reporter, desk)
    after = next((one for one in hidden if one.open), hidden[0])
    further = tuple((one.number, codes.give(one, desk)) for one in hidden if one is not after)
    title = w("Who sees challenge #{number} has changed", number=after.number)
    return Reply(card=receipt(after, desk, code=codes.give(after, desk), further=further, title=title))


def _same_story(row: Challenge, desk: Desk) -> list[Challenge]:
    """What the reporter follows besides, and a link leads to (it came back, was merged): named, it would name them."""
    seen, waiting = {row.id: row}, [row]
    while waiting:
        one = waiting.pop()
        history = desk.work.challenges.history(one.id)
        came_back = [event.change.recurrence for event in history if isinstance(event.change, SustainAnswered)]
        near = [desk.work.challenges.get(id) for id in (one.recurrence_of, one.merged_into, *came_back) if id]
        for other in (*near, *desk.work.challenges.merged_into(one.id)):
            if other and other.id not in seen and row.reporter in other.followers:
                seen[other.id] = other
                waiting.append(other)
    return [one for one in seen.values() if one.id != row.id]


def withdraw(request: Press, desk: Desk) -> Reply:
    """Holds whatever the version, as long as nothing was removed yet: the words are the reporter's own."""
    row = record.make(desk, desk.row(request.subject), Withdrawn())
    return Reply(card=taken_back(row, desk.words), replace=True)


def _details_form(row: Challenge, desk: Desk) -> Reply:
    record.allow(row, Move.ADD_DETAILS, desk.held(row))
    return Reply(form=view.details_form(row, desk.words, values=_words(row)))


def _visibility_form(row: Challenge, desk: Desk) -> Reply:
    record.allow(row, Move.SET_VISIBILITY, desk.held(row))
    return Reply(form=view.visibility_form(row, desk.words))


def _words(row: Challenge) -> dict[str, str]:
    return {id: words for id, words in asdict(row).items() if id in TEXTS}
