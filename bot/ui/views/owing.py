"""Who owes what by when, as a sentence."""

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Duty, Role
from bot.ui.text import Line, Plain, Span
from bot.ui.views import labels
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words


def owes(row: Challenge, scene: Scene) -> Line:
    """Who owes what by when, as one sentence without its full stop; empty when nobody owes anything."""
    w, owed = scene.w, row.owed
    if owed is None:
        return ()
    who, day = _owner(row, scene), scene.day(owed.next_at)
    if row.late_since:
        what = w("Say whether it is still waiting") if row.waiting else labels.duty(owed.what, w)
        day = scene.day(row.late_since)
        return say(w("{what} ({who}), late since {day}"), who=who, what=what, day=day)
    if who == _you(scene):
        return say(_of_you(row, owed.what, w), day=day)
    if row.waiting:
        return say(w("{who} to say by {day} whether it is still waiting"), who=who, day=day)
    match owed.what:
        case Duty.TRIAGE:
            return say(w("{who} to triage it by {day}"), who=who, day=day)
        case Duty.ANSWER:
            return say(w("{who} to answer the question by {day}"), who=who, day=day)
        case Duty.ASSIGN:
            return say(w("{who} to assign it by {day}"), who=who, day=day)
        case Duty.PLAN:
            return say(w("{who} to add the first steps by {day}"), who=who, day=day)
        case Duty.PROGRESS:
            return say(w("{who} to report progress by {day}"), who=who, day=day)
        case Duty.VERDICT if row.asked:
            return say(w("{who} was asked whether it is gone, and is asked again on {day}"), who=who, day=day)
        case Duty.VERDICT:
            return say(w("{who} to be asked on {day} whether it is gone"), who=who, day=day)
        case Duty.CONVERSATION:
            return say(w("{who} to talk with the person who reported it by {day}"), who=who, day=day)
        case Duty.CLOSE:
            return say(w("{who} to close it by {day}"), who=who, day=day)
        case Duty.SUSTAIN:
            return say(w("{who} to be asked on {day} whether it is still gone"), who=who, day=day)


def _of_you(row: Challenge, duty: Duty, w: Words) -> str:
    """What is owed by the reader, or will be asked of them; the leads' duties are nobody's own."""
    if row.waiting:
        return w("you say by {day} whether it is still waiting")
    match duty:
        case Duty.ANSWER:
            return w("you answer the question by {day}")
        case Duty.PLAN:
            return w("you add the first steps by {day}")
        case Duty.VERDICT if row.asked:
            return w("you were asked whether it is gone, and are asked again on {day}")
        case Duty.VERDICT:
            return w("you are asked on {day} whether it is gone")
        case Duty.SUSTAIN:
            return w("you are asked on {day} whether it is still gone")
        case _:
            return w("you report progress by {day}")


def _you(scene: Scene) -> Span:
    return Plain(scene.w("you"))


def _owner(row: Challenge, scene: Scene) -> Span:
    owed, w = row.owed, scene.w
    if owed is not None and owed.role == Role.ASSIGNEE and owed.by:
        return scene.holder(owed.by[0])
    if owed is not None and owed.role == Role.REPORTER:
        return _you(scene) if scene.you(row.reporter) else scene.reporter(row)
    return Plain(w("the team's leads"))
