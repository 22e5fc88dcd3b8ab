"""The triage card: one challenge in a team's channel, with everything known about it and the moves that are due."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.challenge import Challenge, Step
from bot.domain.life import moves
from bot.domain.permission import sees_reporter
from bot.domain.vocabulary import Move, Redirect, Status, Visibility
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Item, Items, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Link, Plain, Said, plain
from bot.ui.views import labels, owing
from bot.ui.views.buttons import move_button, show_button
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

SUMMARY = 1900
ANSWERED = 300
STEP = 200
NOTE = 500
STEPS = 10
AT_HAND = 6

# Every move of the channel's card, the one that the status asks for first; the life's table says which hold now.
ORDER: dict[Status, tuple[Move, ...]] = {
    Status.REPORTED: (Move.TRIAGE, Move.ASK, Move.ASSIGN, Move.AFFECTS_ME, Move.NOTE),
    Status.NEEDS_INFORMATION: (Move.TRIAGE, Move.ASSIGN, Move.AFFECTS_ME, Move.NOTE),
    Status.TRIAGED: (Move.ASSIGN, Move.ADD_STEP, Move.ASK, Move.AFFECTS_ME, Move.NOTE),
    Status.PLANNING: (Move.ADD_STEP, Move.ASSIGN, Move.REPORT_REMOVAL, Move.AFFECTS_ME, Move.NOTE, Move.WAIT),
    Status.IN_PROGRESS: (Move.REPORT_REMOVAL, Move.ADD_STEP, Move.NOTE, Move.AFFECTS_ME, Move.ASSIGN, Move.WAIT),
    Status.REMOVED: (Move.CONVERSATION, Move.AFFECTS_ME, Move.NOTE),
    Status.UNANSWERED: (Move.CLOSE, Move.CONVERSATION, Move.AFFECTS_ME, Move.NOTE),
    Status.CONFIRMED: (Move.CLOSE, Move.AFFECTS_ME, Move.NOTE),
    Status.CLOSED: (),
}
SELDOM = (Move.TRIAGE, Move.ADD_STEP, Move.MERGE, Move.REDIRECT)


def triage_card(row: Challenge, scene: Scene, *, keep_replies: bool) -> Card:
    """For everybody in the channel. `keep_replies`: ordinary replies in its thread are kept as notes."""
    w = scene.w
    body = [*facts_of(row, scene, done_buttons=row.open)]
    if row.open:
        body.append(Paragraph(plain(_thread_hint(w, keep_replies=keep_replies)), quiet=True))
    first, rest = card_moves(row)
    return Card(
        w("Challenge #{number}", number=row.number),
        tuple(body),
        buttons=tuple(
            move_button(move, row, w, style=Style.PRIMARY if i == 0 else Style.DEFAULT) for i, move in enumerate(first)
        ),
        more=(*(move_button(move, row, w) for move in rest), show_button(row, w)) if row.open else (),
        language=w.language,
    )


def card_moves(row: Challenge) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """The moves at hand and the ones that seldom come, out of those the table allows."""
    allowed = moves(row)
    first = tuple(move for move in ORDER[row.status] if move in allowed)[:AT_HAND]
    rest = tuple(move for move in SELDOM if move in allowed and move not in first and row.open)
    return first, rest


def facts_of(row: Challenge, scene: Scene, *, done_buttons: bool) -> Iterator[Block]:
    """Everything known about a challenge, as far as the reader may know it."""
    w = scene.w
    if row.summary:
        yield Quote((Said(cut(row.summary, SUMMARY)),))
    else:
        yield Paragraph(plain(w("The words were erased. Only what can be counted is kept.")))
    yield Facts(_standing(row, scene))
    said = tuple((label, (Said(cut(words, ANSWERED)),)) for label, words in _more_words(row, w) if words)
    if said:
        yield Facts(said)
    work = tuple(_work(row, scene))
    if work:
        yield Facts(work)
    yield from _words_of_the_moment(row, w)
    if row.steps:
        yield Heading(w("Steps"))
        yield from _steps(row, scene, done_buttons=done_buttons)
    if row.notes:
        note = row.notes[-1]
        yield Heading(w("Latest note"))
        yield Paragraph((Said(cut(note.text, NOTE)), Plain(" · "), Plain(scene.day(note.at))))
    if row.link.startswith(("https://", "http://")) and sees_reporter(row, scene.held):  # it leads to who wrote it
        yield Paragraph((Link(w("The message it was reported from"), row.link),))


def _standing(row: Challenge, scene: Scene) -> tuple[tuple[str, Line], ...]:
    w = scene.w
    rows = [(w("Status"), plain(labels.standing(row, w), strong=True))]
    if row.redirect:
        rows.append((w("Why"), plain(labels.redirect(row.redirect, w))))
    if row.merged_into:
        rows.append((w("Continues as"), plain(scene.reference(row.merged_into))))
    if row.recurrence_of:
        rows.append((w("Return of"), plain(scene.reference(row.recurrence_of))))
    if owes := owing.owes(row, scene):
        rows.append((w("Next"), owes))
    if scene.unheard and row.open:
        rows.append((w("Reminders"), plain(w("Nobody who owes this is reminded of it"))))
    rows.append((w("Reported"), _reported(row, scene)))
    if row.school:
        rows.append((w("School"), (Said(cut(row.school, ANSWERED)),)))
    if row.reviewed:
        day, who = scene.day(row.reviewed.at), scene.who(row.reviewed.by)
        rows.append((w("Reviewed"), say(w("{day}, by {who}"), day=day, who=who)))
    if count := len(row.also_affected):
        rows.append((w("Affects"), plain(w.many("{count} other person", "{count} other people", count=count))))
    return tuple(rows)


def _reported(row: Challenge, scene: Scene) -> Line:
    w, day = scene.w, scene.day(row.reported_at)
    if row.visibility is Visibility.UNLINKED:
        return say(w("without a name, {day}"), day=day)
    if row.reporter and scene.reporter(row) != scene.who(row.reporter):
        return say(w("in confidence, {day}"), day=day)
    if scene.you(row.reporter):
        return say(w("by you, {day}"), day=day)
    return say(w("by {who}, {day}"), who=scene.reporter(row), day=day)


def _more_words(row: Challenge, w: Words) -> tuple[tuple[str, str], ...]:
    return (
        (w("Practice"), row.practice),
        (w("Tried so far"), row.tried),
        (w("Who is affected"), row.affected),
        (w("Idea"), row.idea),
    )


def _work(row: Challenge, scene: Scene) -> Iterator[tuple[str, Line]]:
    w = scene.w
    if row.type:
        yield w("Type"), (Said(cut(row.type, ANSWERED)),)
    if row.reach and row.nature and row.driver:
        kinds = (labels.reach(row.reach, w), labels.nature(row.nature, w), labels.driver(row.driver, w))
        yield w("Kind"), plain(", ".join(kinds))
        yield w("Level"), plain(labels.level(row.level, w))
    if row.assignee:
        yield w("Assigned to"), (scene.holder(row.assignee),)
    if row.decision_maker:
        yield w("Decides"), (scene.holder(row.decision_maker),)
    if row.target:
        yield w("Target"), plain(w.day(row.target))
    if row.waiting:
        said, by = Said(cut(row.waiting.text, ANSWERED)), scene.who(row.waiting.by)
        yield w("Waiting on"), say(w("{words}, says {who} ({day})"), words=said, who=by, day=scene.day(row.waiting.at))


def _words_of_the_moment(row: Challenge, w: Words) -> Iterator[Block]:
    if row.question and row.status is Status.NEEDS_INFORMATION:
        yield Heading(w("Asked"))
        yield Quote((Said(cut(row.question, NOTE)),))
    if row.removal and row.removed_at:
        yield Heading(w("What changed"))
        yield Quote((Said(cut(row.removal, NOTE)),))
    if row.answers and row.answers[-1].comment:
        yield Heading(w("What was said about it"))
        yield Quote((Said(cut(row.answers[-1].comment, NOTE)),))


def _steps(row: Challenge, scene: Scene, *, done_buttons: bool) -> Iterator[Block]:
    w = scene.w
    numbered = list(enumerate(row.steps, 1))
    whole = len(numbered) <= STEPS
    if not whole:
        still_open = [(number, step) for number, step in numbered if step.done_at is None]
        numbered = (still_open or numbered)[:STEPS]
    entries = []
    for number, step in numbered:
        line = step_line(step, scene)
        can = done_buttons and step.done_at is None and Move.STEP_DONE in moves(row)
        entries.append(
            Item(line if whole else (Plain(f"{number}. "), *line), _done_button(row, number, w) if can else None)
        )
    yield Items(tuple(entries), numbered=whole)
    left_out = len(row.steps) - len(entries)
    if left_out:
        yield Paragraph(
            plain(w.many("{count} step is not shown here.", "{count} steps are not shown here.", count=left_out))
        )


def step_line(step: Step, scene: Scene) -> Line:
    w = scene.w
    parts: list[Line] = [(Said(cut(step.text, STEP)),)]
    if step.owner:
        parts.append((scene.holder(step.owner),))
    if step.done_at:
        parts.append(plain(w("done on {day}", day=scene.day(step.done_at))))
    elif step.due:
        parts.append(plain(w("by {day}", day=w.day(step.due))))
    line: list[Line] = []
    for part in parts:
        line += [plain(" · "), part] if line else [part]
    return tuple(span for piece in line for span in piece)


def _done_button(row: Challenge, number: int, w: Words) -> Button:
    return Button(
        w("Done"),
        Act(Move.STEP_DONE.value, row.id, row.version, (("step", str(number)),)),
        spoken=w("Step {step} of #{number} is done", step=number, number=row.number),
    )


def _thread_hint(w: Words, *, keep_replies: bool) -> str:
    if keep_replies:
        return w(
            "Replies in this thread are kept as notes. Mention me here to do more, as in “assign @lee in 2 weeks”."
        )
    return w("Replies in this thread are not kept. Mention me to keep something, as in “note Parts arrived”.")


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    scene = stage.scene(w)
    yield "triage-reported", triage_card(replace(sample.row(), status=Status.REPORTED), scene, keep_replies=True)
    yield "triage-in-progress", triage_card(stage.in_progress(), scene, keep_replies=False)
    yield "triage-hostile", triage_card(stage.hostile(), scene, keep_replies=False)
    yield "triage-longest", triage_card(stage.longest(), scene, keep_replies=True)
    yield "triage-removed", triage_card(stage.removed(), scene, keep_replies=False)
    yield "triage-waiting", triage_card(stage.waiting(), scene, keep_replies=False)
    unheard = replace(scene, unheard=True)
    yield "triage-unheard", triage_card(stage.late(), unheard, keep_replies=False)
    yield "triage-late", triage_card(stage.late(), scene, keep_replies=False)
    yield "triage-confirmed", triage_card(replace(stage.removed(), status=Status.CONFIRMED), scene, keep_replies=False)
    yield "triage-closed", triage_card(stage.closed(), scene, keep_replies=False)
    erased = replace(stage.closed(), summary="", removal="", answers=(), steps=(), notes=(), redirect=Redirect.TICKET)
    yield "triage-redirected", triage_card(erased, scene, keep_replies=False)
