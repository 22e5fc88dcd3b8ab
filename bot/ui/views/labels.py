"""The domain's terms in people's words: one place, so that a status is called the same everywhere."""

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import (
    Driver,
    Duty,
    Level,
    Move,
    Nature,
    Outcome,
    Reach,
    Redirect,
    Status,
    Verdict,
)
from bot.ui.words import Words


def capital(label: str) -> str:
    """A word that our sentences use in the middle, as a label of its own."""
    return label[:1].upper() + label[1:]


def standing(row: Challenge, w: Words) -> str:
    """Where it stands; a closed one says how it ended."""
    return status(row.status, w) if row.open else outcome(row.outcome, w)


def status(value: Status, w: Words) -> str:
    match value:
        case Status.REPORTED:
            return w("Reported, not triaged yet")
        case Status.NEEDS_INFORMATION:
            return w("Waiting for an answer")
        case Status.TRIAGED:
            return w("Triaged, not assigned yet")
        case Status.PLANNING:
            return w("Assigned, no steps yet")
        case Status.IN_PROGRESS:
            return w("In progress")
        case Status.REMOVED:
            return w("Reported as removed, not confirmed yet")
        case Status.UNANSWERED:
            return w("Removed, but nobody could confirm it")
        case Status.CONFIRMED:
            return w("Confirmed: it is gone")
        case Status.CLOSED:
            return w("Closed")


def outcome(value: Outcome | None, w: Words) -> str:
    match value:
        case Outcome.SUFFICIENT:
            return w("Closed: the person who reported it says it is gone")
        case Outcome.NO_ANSWER:
            return w("Closed without an answer: nobody could be reached")
        case Outcome.REDIRECTED:
            return w("Closed: it belongs somewhere else")
        case Outcome.MERGED:
            return w("Closed: it continues as part of another challenge")
        case Outcome.WITHDRAWN:
            return w("Closed: taken back by the person who reported it")
        case None:
            return w("Closed")


def reach(value: Reach, w: Words) -> str:
    return w("internal") if value is Reach.INTERNAL else w("external")


def nature(value: Nature, w: Words) -> str:
    return w("technical") if value is Nature.TECHNICAL else w("adaptive")


def driver(value: Driver, w: Words) -> str:
    match value:
        case Driver.COMPETENCY:
            return w("competency")
        case Driver.ORGANIZATION:
            return w("organization")
        case Driver.LEADERSHIP:
            return w("leadership")


def level(value: Level, w: Words) -> str:
    match value:
        case Level.SCHOOL:
            return w("school")
        case Level.DISTRICT:
            return w("district")
        case Level.EXECUTIVE:
            return w("executive leadership")
        case Level.REGION:
            return w("region")
        case Level.STATE:
            return w("state")


def redirect(value: Redirect, w: Words) -> str:
    match value:
        case Redirect.STUDENT_CASE:
            return w("One student's case")
        case Redirect.SAFETY:
            return w("Somebody's safety")
        case Redirect.HARASSMENT:
            return w("Harassment")
        case Redirect.HR:
            return w("A personnel matter")
        case Redirect.TICKET:
            return w("A repair or an IT request")


def redirect_way(value: Redirect, w: Words) -> str:
    """Where such a thing goes instead, told kindly to whoever reported it."""
    match value:
        case Redirect.STUDENT_CASE:
            return w("It is about one student, so it belongs with your student support team. Talk with them directly.")
        case Redirect.SAFETY:
            return w(
                "It is about somebody's safety, so it cannot wait here. Call your principal or the safety office now."
            )
        case Redirect.HARASSMENT:
            return w("What you describe needs a protected process. Go to your harassment or Title IX contact.")
        case Redirect.HR:
            return w("It is about someone's employment, so it belongs with human resources or your union.")
        case Redirect.TICKET:
            return w("It is a plain repair, so a ticket with IT or facilities is the fastest way.")


def verdict(value: Verdict, w: Words) -> str:
    match value:
        case Verdict.SUFFICIENT:
            return w("Yes, it is gone")
        case Verdict.PARTLY:
            return w("Partly")
        case Verdict.NO:
            return w("No, it is still there")


def move(value: Move, w: Words) -> str:
    """A move as a button says it."""
    match value:
        case Move.REPORT:
            return w("Report")
        case Move.ADD_DETAILS:
            return w("Add details")
        case Move.SET_VISIBILITY:
            return w("Change who sees it")
        case Move.ASK:
            return w("Ask the reporter")
        case Move.ANSWER:
            return w("Answer")
        case Move.TRIAGE:
            return w("Triage")
        case Move.ASSIGN:
            return w("Assign")
        case Move.ADD_STEP:
            return w("Add a step")
        case Move.STEP_DONE:
            return w("Done")
        case Move.NOTE:
            return w("Add a note")
        case Move.WAIT:
            return w("It is waiting")
        case Move.AFFECTS_ME:
            return w("This affects me too")
        case Move.MERGE:
            return w("Merge")
        case Move.REDIRECT:
            return w("Redirect")
        case Move.WITHDRAW:
            return w("Take it back")
        case Move.REPORT_REMOVAL:
            return w("It is removed")
        case Move.VERDICT:
            return w("Say whether it is gone")
        case Move.CONVERSATION:
            return w("Record a conversation")
        case Move.CLOSE:
            return w("Close")
        case Move.SUSTAIN:
            return w("Say whether it is still gone")
        case Move.REVIEW:
            return w("Review")
        case Move.HAND_OVER:
            return w("Handed over")
        case Move.UNFOLLOW:
            return w("Lose the link")
        case Move.WAKE:
            return w("Reminder")


def duty(value: Duty, w: Words) -> str:
    """What is owed, said to whoever owes it."""
    match value:
        case Duty.TRIAGE:
            return w("Triage it")
        case Duty.ANSWER:
            return w("Answer the question")
        case Duty.ASSIGN:
            return w("Assign it")
        case Duty.PLAN:
            return w("Add the first steps")
        case Duty.PROGRESS:
            return w("Report progress")
        case Duty.VERDICT:
            return w("Say whether it is gone")
        case Duty.CONVERSATION:
            return w("Talk with the person who reported it")
        case Duty.CLOSE:
            return w("Close it")
        case Duty.SUSTAIN:
            return w("Say whether it is still gone")
