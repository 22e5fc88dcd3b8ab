"""One line for one event: said in the card's thread, and again in a challenge's history."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain.challenge import Challenge
from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Assigned,
    Closed,
    ConversationRecorded,
    DetailsAdded,
    HandedOver,
    Merged,
    Noted,
    Redirected,
    RemovalReported,
    Reported,
    Reviewed,
    StepAdded,
    StepDone,
    SustainAnswered,
    Triaged,
    Unfollowed,
    VerdictGiven,
    VisibilitySet,
    Waited,
    Withdrawn,
    Woken,
)
from bot.domain.duties import WAITED_FOR
from bot.domain.event import NOBODY, Event
from bot.domain.permission import sees_reporter
from bot.domain.vocabulary import Duty, Move, Role
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, Span
from bot.ui.views import labels, outcome_lines
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

QUOTED = 300
OWN = frozenset(
    {Move.REPORT, Move.ADD_DETAILS, Move.SET_VISIBILITY, Move.ANSWER, Move.WITHDRAW, Move.VERDICT, Move.SUSTAIN}
)
"""Moves that only those who reported it make: to name who made one would name the reporter."""
_WORDS_ALONE = frozenset({Move.ASK, Move.ANSWER, Move.NOTE, Move.WAIT, Move.ADD_STEP, Move.REPORT_REMOVAL})
"""Moves whose line is nothing but what somebody wrote."""


def thread_line(event: Event, row: Challenge, scene: Scene) -> Line:
    """What happened, in one or two sentences; `row` as it is now decides who may be named."""
    w, who = scene.w, _who(event, row, scene)
    over = isinstance(event.change, Waited) and event.change.over
    if row.erased and event.change.kind in _WORDS_ALONE and not over:
        return say(w("{who} wrote something here, and it was erased."), who=who)
    match event.change:
        case Reported():
            return say(w("{who} reported it."), who=who)
        case DetailsAdded():
            return say(w("{who} added details."), who=who)
        case VisibilitySet():
            return say(w("Who may know who reported it has changed."))
        case Asked(question):
            return say(w("{who} asked the reporter: “{words}”"), who=who, words=_said(question))
        case Answered(text):
            return say(w("{who} answered: “{words}”"), who=who, words=_said(text))
        case Triaged() as said:
            kinds = ", ".join(
                (
                    labels.reach(said.reach, w),
                    labels.nature(said.nature, w),
                    labels.driver(said.driver, w),
                    labels.level(said.level, w),
                )
            )
            return say(w("{who} triaged it as {type}: {kinds}."), who=who, type=_said(said.type), kinds=kinds)
        case Assigned():
            return _assigned(event.change, who, scene)
        case StepAdded():
            return _step_added(event.change, who, scene)
        case StepDone(number):
            return _step_done(number, row, who, scene)
        case Noted(text):
            return say(w("{who} noted: “{words}”"), who=who, words=_said(text))
        case Waited(over=True):
            return say(w("{who} says that it is waiting no longer."), who=who)
        case Waited(text):
            return say(w("{who} says that it is waiting on “{words}”."), who=who, words=_said(text))
        case AlsoAffected(people, came_from):
            return _joined(len(people), came_from, row, scene)
        case Merged(into):
            return say(w("{who} merged it into {other}; it continues there."), who=who, other=scene.reference(into))
        case Redirected(reason):
            why = labels.redirect(reason, w)
            return say(w("{who} redirected it and its words were erased. Kind: {why}."), who=who, why=why)
        case Withdrawn():
            return say(w("{who} took it back, and its words were erased."), who=who)
        case RemovalReported(text):
            return say(w("{who} reported it as removed: “{words}”"), who=who, words=_said(text))
        case VerdictGiven() as given:
            return outcome_lines.heard(given.verdict, who, w) + _quoted(given.comment)
        case ConversationRecorded() as talk:
            return outcome_lines.talked(talk.verdict, who, w) + _quoted(talk.text)
        case Closed():
            return say(w("{who} closed it."), who=who)
        case SustainAnswered(True):
            return say(w("Asked again some weeks later: it is still gone."))
        case SustainAnswered() as answer:
            other = scene.reference(answer.recurrence)
            return say(w("Asked again some weeks later: it came back as {other}."), other=other) + _quoted(
                answer.comment
            )
        case Reviewed(_, decision):
            return outcome_lines.reviewed(decision, who, w)
        case HandedOver() as handing:
            return _handed_over(handing, scene)
        case Woken(put_off=True):
            return say(w("That day has no school, so this waits for the next school day."))
        case Unfollowed():
            return say(w("Somebody whom it affects is no longer linked to it."))
        case Woken(duty):
            return _woken(duty, scene)
        case _:
            assert_never(event.change)


def _who(event: Event, row: Challenge, scene: Scene) -> Span:
    own = event.change.kind in OWN or (isinstance(event.change, Noted) and event.change.by_follower)
    if not own:
        return scene.who(event.actor) if event.actor else Plain(scene.w("Somebody"))
    known = event.actor is not None and event.actor == row.reporter
    if event.actor and known and sees_reporter(row, scene.held):
        return scene.who(event.actor)
    if event.actor == NOBODY or (event.actor and not known):
        return Plain(scene.w("Somebody it affects"))
    return Plain(scene.w("The person who reported it"))


def _said(words: str) -> Said:
    return Said(cut(words, QUOTED))


def _assigned(change: Assigned, who: Span, scene: Scene) -> Line:
    w = scene.w
    line = say(w("{who} assigned it to {assignee}."), who=who, assignee=scene.who(change.assignee))
    if scene.you(change.assignee):
        line = say(w("{who} assigned it to you."), who=who)
    if scene.you(change.decision_maker):
        line += say(" " + w("You decide."))
    elif change.decision_maker:
        line += say(" " + w("{person} decides."), person=scene.who(change.decision_maker))
    if change.target:
        line += say(" " + w("Target: {day}."), day=w.day(change.target))
    return line


def _step_added(change: StepAdded, who: Span, scene: Scene) -> Line:
    w = scene.w
    line = say(w("{who} added a step: “{words}”."), who=who, words=_said(change.text))
    if scene.you(change.owner):
        line += say(" " + w("You do it."))
    elif change.owner:
        line += say(" " + w("{person} does it."), person=scene.who(change.owner))
    if change.due:
        line += say(" " + w("By {day}."), day=w.day(change.due))
    return line


def _step_done(number: int, row: Challenge, who: Span, scene: Scene) -> Line:
    if number > len(row.steps):  # its words were erased since
        return say(scene.w("{who} finished step {number}."), who=who, number=str(number))
    words = _said(row.steps[number - 1].text)
    return say(scene.w("{who} finished step {number}: “{words}”"), who=who, number=str(number), words=words)


def _joined(count: int, came_from: str | None, row: Challenge, scene: Scene) -> Line:
    w = scene.w
    if came_from is None:
        return say(w("It affects one more person."))
    follow = w.many("{count} more person follows this one.", "{count} more people follow this one.", count=count)
    tail = say(" " + follow) if count else ()
    if came_from == row.recurrence_of:
        return say(w("{other} came back as this one."), other=scene.reference(came_from)) + tail
    return say(w("{other} was merged into this one."), other=scene.reference(came_from)) + tail


def _quoted(words: str) -> Line:
    return (Plain(" “"), _said(words), Plain("”")) if words else ()


def _handed_over(handing: HandedOver, scene: Scene) -> Line:
    w, who = scene.w, scene.who(handing.person)
    if handing.to is None:
        return say(w("{who} is no longer on the team, so it has to be assigned anew."), who=who)
    sentence = w("{who} is no longer on the team. {heir} has what they had to do here.")
    return say(sentence, who=who, heir=scene.who(handing.to))


def _woken(duty: Duty, scene: Scene) -> Line:
    w = scene.w
    if duty in WAITED_FOR and Role.REPORTER in scene.held:
        return say(w("You were asked whether it is gone."))
    if duty is Duty.VERDICT:
        return say(w("The person who reported it was asked whether it is gone."))
    if duty is Duty.SUSTAIN:
        return say(w("The person who reported it was asked whether it is still gone."))
    return say(w("A reminder of the next move was sent."))


def examples(w: Words) -> Iterator[tuple[str, Line]]:
    """Lines, not cards: one for each kind of event."""
    from bot.ui.views import stage

    scene = stage.scene(w)
    row = stage.in_progress()
    for event in stage.events():
        yield event.change.kind.value, thread_line(event, row, scene)
