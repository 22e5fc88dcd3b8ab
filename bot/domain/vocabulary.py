"""The field's own terms, as the code uses them; sentences for people live in the catalogues."""

from enum import StrEnum


class Platform(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"


class Status(StrEnum):
    """Where a challenge stands; who owes the next move follows from it."""

    REPORTED = "reported"
    NEEDS_INFORMATION = "needs_information"
    TRIAGED = "triaged"
    PLANNING = "planning"
    IN_PROGRESS = "in_progress"
    REMOVED = "removed"
    UNANSWERED = "unanswered"
    CONFIRMED = "confirmed"
    CLOSED = "closed"


class Move(StrEnum):
    """What people do to a challenge. The same words name routes, buttons and events."""

    REPORT = "report"
    ADD_DETAILS = "details"
    SET_VISIBILITY = "visibility"
    ASK = "ask"
    ANSWER = "answer"
    TRIAGE = "triage"
    ASSIGN = "assign"
    ADD_STEP = "step"
    STEP_DONE = "done"
    NOTE = "note"
    WAIT = "waiting"
    """It waits for somebody or something else: its owners are left alone for a while, and then asked."""
    AFFECTS_ME = "affects_me"
    MERGE = "merge"
    REDIRECT = "redirect"
    WITHDRAW = "withdraw"
    REPORT_REMOVAL = "removed"
    VERDICT = "verdict"
    CONVERSATION = "conversation"
    CLOSE = "close"
    SUSTAIN = "sustain"
    REVIEW = "review"
    """Looked at in the team's monthly review, and stamped."""
    HAND_OVER = "handed_over"
    """By the clock: somebody left, and what they owed is somebody else's."""
    UNFOLLOW = "unfollow"
    """The bot's own move: of somebody whose own report lost its link to them, this one loses it too."""
    WAKE = "wake"
    """The clock's own move: somebody was reminded, or asked, because time passed."""


class Decision(StrEnum):
    """What a review found about one challenge."""

    KEPT = "kept"
    CHANGED = "changed"
    """Its owner, steps, level or notes were changed while the team looked at it."""
    ASKED = "asked"
    CLOSED = "closed"


class Visibility(StrEnum):
    NAMED = "named"
    CONFIDENTIAL = "confidential"
    UNLINKED = "unlinked"


class Reach(StrEnum):
    INTERNAL = "internal"
    EXTERNAL = "external"


class Nature(StrEnum):
    TECHNICAL = "technical"
    ADAPTIVE = "adaptive"


class Driver(StrEnum):
    COMPETENCY = "competency"
    ORGANIZATION = "organization"
    LEADERSHIP = "leadership"


class Level(StrEnum):
    """A rung; its name on cards is the district's own."""

    SCHOOL = "school"
    DISTRICT = "district"
    EXECUTIVE = "executive"
    REGION = "region"
    STATE = "state"


class Role(StrEnum):
    """What a person is to one challenge. The first six come from the team, the rest from the row."""

    LEAD = "lead"
    COACH = "coach"
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    MEMBER = "member"
    ADMIN = "admin"
    REPORTER = "reporter"
    AFFECTED = "affected"
    ASSIGNEE = "assignee"
    WORKED_ON_IT = "worked_on_it"
    """Was assigned to it since it was last reopened, and may have handed it on."""
    DECISION_MAKER = "decision_maker"
    STEP_OWNER = "step_owner"
    CLOCK = "clock"


class Verdict(StrEnum):
    SUFFICIENT = "sufficient"
    PARTLY = "partly"
    NO = "no"


class Outcome(StrEnum):
    SUFFICIENT = "sufficient"
    NO_ANSWER = "no_answer"
    REDIRECTED = "redirected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Redirect(StrEnum):
    """Why something does not belong in the log; only this kind is counted, the text is erased."""

    STUDENT_CASE = "student_case"
    SAFETY = "safety"
    HARASSMENT = "harassment"
    HR = "hr"
    TICKET = "ticket"


class Duty(StrEnum):
    """What is owed next."""

    TRIAGE = "triage"
    ANSWER = "answer"
    ASSIGN = "assign"
    PLAN = "plan"
    PROGRESS = "progress"
    VERDICT = "verdict"
    CONVERSATION = "conversation"
    CLOSE = "close"
    SUSTAIN = "sustain"
