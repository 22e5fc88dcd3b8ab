"""Private messages about one challenge: to followers when its status changed, and to whoever owes the next move."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.challenge import Challenge
from bot.domain.changes import Assigned
from bot.domain.event import Event, Owed
from bot.domain.life import moves
from bot.domain.permission import may
from bot.domain.vocabulary import Duty, Move, Outcome, Redirect, Role, Status
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Said, plain
from bot.ui.views import labels, owing
from bot.ui.views.buttons import move_button, show_button
from bot.ui.views.receipt import own_buttons
from bot.ui.views.scene import Scene
from bot.ui.views.thread_line import thread_line
from bot.ui.views.triage_card import ORDER
from bot.ui.words import Words

SHOWN = 600
AT_HAND = 4


def status_message(event: Event, row: Challenge, scene: Scene) -> Card:
    """To one follower: what changed, who has it, and the next date."""
    w = scene.w
    body: list[Block] = [Paragraph(thread_line(event, row, scene))]
    if row.summary:
        body.insert(0, Quote((Said(cut(row.summary, SHOWN)),)))
    body += _what_follows(row, w)
    body.append(Facts(_facts(row, scene)))
    if row.question and row.status is Status.NEEDS_INFORMATION:
        body += [Heading(w("The question")), Quote((Said(cut(row.question, SHOWN)),))]
    return Card(
        w("Challenge #{number}: {status}", number=row.number, status=labels.standing(row, w)),
        tuple(body),
        buttons=_follower_buttons(row, scene),
        language=w.language,
    )


def passed_on(event: Event, row: Challenge, scene: Scene) -> bool:
    """Whether the reader was told of an assignment that is somebody else's by now, with nothing of it left to them."""
    left = (row.assignee, row.decision_maker, *(step.owner for step in row.steps if step.done_at is None))
    return event.change.kind is Move.ASSIGN and not any(scene.you(person) for person in left)


def owed_message(event: Event, row: Challenge, scene: Scene) -> Card:
    """To somebody who owes something since `event`, or owes it no more."""
    w = scene.w
    if passed_on(event, row, scene):
        return Card(
            w("Challenge #{number} went to somebody else", number=row.number),
            (Paragraph(thread_line(event, row, scene)), Facts(_facts(row, scene))),
            buttons=(show_button(row, w),),
            language=w.language,
        )
    body: list[Block] = [Quote((Said(cut(row.summary, SHOWN)),))] if row.summary else []
    body += [Paragraph(thread_line(event, row, scene)), Facts(_facts(row, scene))]
    if row.asked and row.owed and row.owed.what is Duty.CONVERSATION:
        asked = w("Asked, and not answered. Please talk with them in person, and write down what you hear.")
        body.append(Paragraph(plain(asked)))
    if row.question and row.status is Status.NEEDS_INFORMATION:
        body += [Heading(w("The question")), Quote((Said(cut(row.question, SHOWN)),))]
    buttons = [
        move_button(m, row, w, style=Style.PRIMARY if i == 0 else Style.DEFAULT)
        for i, m in enumerate(_mine(row, scene))
    ]
    title = w("Challenge #{number} is waiting for you", number=row.number)
    return Card(title, tuple(body), buttons=(*buttons, show_button(row, w)), language=w.language)


def erased(row: Challenge, w: Words) -> Card:
    """In place of a message whose words may not be read any more."""
    told = w("What stood here was erased.")
    return Card(
        w("Challenge #{number}", number=row.number),
        (Paragraph(plain(told)),),
        buttons=(show_button(row, w),),
        language=w.language,
    )


def erased_of_several(w: Words) -> Card:
    """The same of what told of more than one challenge, where nothing of it may be shown any more."""
    told = w("What stood here was erased. The log has what is still on record.")
    return Card(w("Not shown any more"), (Paragraph(plain(told)),), language=w.language)


def _mine(row: Challenge, scene: Scene) -> tuple[Move, ...]:
    """The moves that this reader may make now, the one that is due first."""
    allowed = moves(row)
    own_step = Role.STEP_OWNER in scene.held and not scene.held & {Role.ASSIGNEE, Role.LEAD}
    first = (Move.ANSWER, Move.STEP_DONE) if own_step else (Move.ANSWER,)
    order = (*first, *(move for move in ORDER[row.status] if move is not Move.AFFECTS_ME))
    return tuple(move for move in order if move in allowed and may(move, scene.held))[:AT_HAND]


def _facts(row: Challenge, scene: Scene) -> tuple[tuple[str, Line], ...]:
    w = scene.w
    rows = [(w("Status"), plain(labels.standing(row, w)))]
    if row.assignee and row.open:
        rows.append((w("Assigned to"), (scene.holder(row.assignee),)))
    if owes := owing.owes(row, scene):
        rows.append((w("Next"), owes))
    if row.target and row.open:
        rows.append((w("Target"), plain(w.day(row.target))))
    return tuple(rows)


def _what_follows(row: Challenge, w: Words) -> list[Block]:
    """What a follower has to know when it ended, or is about to."""
    if row.redirect:
        erased = w(
            "Your words were erased from the log, from the team's card and thread, and from the messages that I "
            "sent about it; only the kind is counted. What somebody asked me to show them may still stand there."
        )
        return [Paragraph(plain(labels.redirect_way(row.redirect, w))), Paragraph(plain(erased), quiet=True)]
    if row.outcome is Outcome.MERGED:
        return [Paragraph(plain(w("You follow that one from now on, and are asked at the end whether it is gone.")))]
    if row.status is Status.REMOVED and row.owed and row.owed.what is Duty.VERDICT and not row.asked:
        return [Paragraph(plain(w("You will be asked soon whether it is gone. Nobody closes it before that.")))]
    return []


def _follower_buttons(row: Challenge, scene: Scene) -> tuple[Button, ...]:
    w = scene.w
    buttons: list[Button] = []
    if Role.REPORTER in scene.held:
        if Move.ANSWER in moves(row):
            buttons.append(move_button(Move.ANSWER, row, w, style=Style.PRIMARY))
        buttons += own_buttons(row, w) if row.open else ()
    if row.merged_into:
        label = w("Show {other}", other=scene.reference(row.merged_into))
        return (*buttons, Button(label, Act("show", row.merged_into)))
    return (*buttons, show_button(row, w))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import stage

    reporter, lead = stage.scene(w, Role.REPORTER, Role.MEMBER), stage.scene(w, Role.LEAD, Role.MEMBER)
    events = {event.change.kind: event for event in stage.events()}
    row = stage.in_progress()
    yield "status-assigned", status_message(events[Move.ASSIGN], row, reporter)
    asked = replace(row, status=Status.NEEDS_INFORMATION, question="Which cart is it?")
    yield "status-asked", status_message(events[Move.ASK], asked, reporter)
    to_ask = replace(stage.removed(), asked=0)
    yield "status-removed", status_message(events[Move.REPORT_REMOVAL], to_ask, reporter)
    merged = replace(stage.closed(), outcome=Outcome.MERGED, merged_into="c-0700", owed=None)
    yield "status-merged", status_message(events[Move.MERGE], merged, reporter)
    gone = replace(stage.closed(), outcome=Outcome.REDIRECTED, redirect=Redirect.SAFETY, summary="", owed=None)
    yield "status-redirected", status_message(events[Move.REDIRECT], gone, reporter)
    yield "status-closed", status_message(events[Move.CLOSE], stage.closed(), reporter)
    yield "status-hostile", status_message(events[Move.NOTE], stage.hostile(), reporter)
    yield "status-longest", status_message(events[Move.NOTE], stage.longest(), reporter)
    yield "erased", erased(row, w)
    yield "erased-several", erased_of_several(w)
    yield "owed", owed_message(events[Move.ASSIGN], row, lead)
    anew = replace(events[Move.ASSIGN], change=Assigned("p-kim"))
    due = Owed(("p-kim",), Role.ASSIGNEE, Duty.PLAN, datetime(2026, 12, 9, 14, 0, tzinfo=UTC))
    theirs = replace(row, assignee="p-kim", decision_maker=None, steps=(), owed=due)
    yield "owed-passed-on", owed_message(anew, theirs, lead)
    at = datetime(2026, 12, 22, 14, 0, tzinfo=UTC)
    silent = replace(stage.removed(), asked=3, owed=Owed((), Role.LEAD, Duty.CONVERSATION, at))
    yield "owed-talk", owed_message(events[Move.WAKE], silent, lead)
