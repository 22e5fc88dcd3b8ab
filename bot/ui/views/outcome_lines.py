"""What somebody found of a challenge, in one sentence: a verdict, a talk with the reporter, a review."""

from bot.domain.vocabulary import Decision, Verdict
from bot.ui.text import Line, Span
from bot.ui.views.scene import say
from bot.ui.words import Words


def heard(verdict: Verdict, who: Span, w: Words) -> Line:
    match verdict:
        case Verdict.SUFFICIENT:
            return say(w("{who} says it is gone."), who=who)
        case Verdict.PARTLY:
            return say(w("{who} says it is only partly gone, so the work goes on."), who=who)
        case Verdict.NO:
            return say(w("{who} says it is still there, so the work goes on."), who=who)


def talked(verdict: Verdict | None, who: Span, w: Words) -> Line:
    match verdict:
        case None:
            return say(w("{who} tried to talk with the person who reported it, and could not reach them."), who=who)
        case Verdict.SUFFICIENT:
            return say(w("{who} talked with the person who reported it: it is gone."), who=who)
        case Verdict.PARTLY:
            return say(
                w("{who} talked with the person who reported it: it is only partly gone, so the work goes on."), who=who
            )
        case Verdict.NO:
            return say(
                w("{who} talked with the person who reported it: it is still there, so the work goes on."), who=who
            )


def reviewed(decision: Decision, who: Span, w: Words) -> Line:
    match decision:
        case Decision.KEPT:
            return say(w("{who} went over it in the monthly review: it stays as it is."), who=who)
        case Decision.CHANGED:
            return say(w("{who} went over it in the monthly review: it was brought up to date."), who=who)
        case Decision.ASKED:
            return say(w("{who} went over it in the monthly review: the reporter was asked something."), who=who)
        case Decision.CLOSED:
            return say(w("{who} went over it in the monthly review: it can be closed."), who=who)
