"""Who owes what by when, as a sentence."""

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Duty, Role
from bot.ui.text import Line, Plain, Span
from bot.ui.views import labels
from bot.ui.views.scene import Scene, say


def owes(row: Challenge, scene: Scene) -> Line:
    """Who owes what by when, as one sentence without its full stop; empty when nobody owes anything."""
    w, owed = scene.w, row.owed
    if owed is None:
        return ()
    who, day = _owner(row, scene), scene.day(owed.next_at)
    if row.late_since:
        what, day = labels.duty(owed.what, w), scene.day(row.late_since)
        return say(w("{what} ({who}), late since {day}"), who=who, what=what, day=day)
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


def _owner(row: Challenge, scene: Scene) -> Span:
    owed, w = row.owed, scene.w
    if owed is not None and owed.role == Role.ASSIGNEE and owed.by:
        return scene.who(owed.by[0])
    if owed is not None and owed.role == Role.REPORTER:
        return scene.reporter(row)
    return Plain(w("the team's leads"))
