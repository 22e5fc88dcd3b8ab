"""What can happen to a challenge, one frozen record a move; an event's payload, and all that the row is made of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.vocabulary import (
    Decision,
    Driver,
    Duty,
    Level,
    Move,
    Nature,
    Reach,
    Redirect,
    Verdict,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class Reported:
    summary: str
    visibility: Visibility
    school: str = ""
    practice: str = ""
    tried: str = ""
    affected: str = ""
    idea: str = ""
    link: str = ""
    """Permalink of the message it was reported from."""
    recurrence_of: str | None = None
    level: Level = Level.SCHOOL
    kind: Literal[Move.REPORT] = Move.REPORT


@dataclass(frozen=True, slots=True)
class DetailsAdded:
    """The reporter's own words, added or corrected; None leaves a field as it is."""

    summary: str | None = None
    school: str | None = None
    practice: str | None = None
    tried: str | None = None
    affected: str | None = None
    idea: str | None = None
    kind: Literal[Move.ADD_DETAILS] = Move.ADD_DETAILS


@dataclass(frozen=True, slots=True)
class VisibilitySet:
    visibility: Visibility
    kind: Literal[Move.SET_VISIBILITY] = Move.SET_VISIBILITY


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    kind: Literal[Move.ASK] = Move.ASK


@dataclass(frozen=True, slots=True)
class Answered:
    text: str
    kind: Literal[Move.ANSWER] = Move.ANSWER


@dataclass(frozen=True, slots=True)
class Triaged:
    type: str
    reach: Reach
    nature: Nature
    driver: Driver
    level: Level
    practice: str = ""
    kind: Literal[Move.TRIAGE] = Move.TRIAGE


@dataclass(frozen=True, slots=True)
class Assigned:
    assignee: str
    decision_maker: str | None = None
    target: date | None = None
    kind: Literal[Move.ASSIGN] = Move.ASSIGN


@dataclass(frozen=True, slots=True)
class StepAdded:
    text: str
    owner: str | None = None
    due: date | None = None
    kind: Literal[Move.ADD_STEP] = Move.ADD_STEP


@dataclass(frozen=True, slots=True)
class StepDone:
    step: int
    """1-based number of the step, as shown on the card."""
    kind: Literal[Move.STEP_DONE] = Move.STEP_DONE


@dataclass(frozen=True, slots=True)
class Noted:
    text: str
    by_follower: bool = False
    """Said as one of those who reported it: nobody may read from it who that was."""
    kind: Literal[Move.NOTE] = Move.NOTE


@dataclass(frozen=True, slots=True)
class Waited:
    """What it waits for, in the words of whoever owes the next move; or that it waits no longer."""

    text: str = ""
    over: bool = False
    kind: Literal[Move.WAIT] = Move.WAIT


@dataclass(frozen=True, slots=True)
class AlsoAffected:
    """ "This affects me too": the actor of the event joins those who are owed the follow-up."""

    people: tuple[str, ...] = ()
    """With `came_from`: those who join instead of the actor."""
    came_from: str | None = None
    """Id of the challenge whose followers join this one: it was merged into this one, or it came back as this one."""
    kind: Literal[Move.AFFECTS_ME] = Move.AFFECTS_ME


@dataclass(frozen=True, slots=True)
class Merged:
    into: str
    """Id of the challenge that goes on."""
    kind: Literal[Move.MERGE] = Move.MERGE


@dataclass(frozen=True, slots=True)
class Redirected:
    reason: Redirect
    kind: Literal[Move.REDIRECT] = Move.REDIRECT


@dataclass(frozen=True, slots=True)
class Withdrawn:
    kind: Literal[Move.WITHDRAW] = Move.WITHDRAW


@dataclass(frozen=True, slots=True)
class RemovalReported:
    text: str
    kind: Literal[Move.REPORT_REMOVAL] = Move.REPORT_REMOVAL


@dataclass(frozen=True, slots=True)
class VerdictGiven:
    verdict: Verdict
    comment: str = ""
    kind: Literal[Move.VERDICT] = Move.VERDICT


@dataclass(frozen=True, slots=True)
class ConversationRecorded:
    """A lead talked with the reporter in person; None means that there was no answer."""

    verdict: Verdict | None
    text: str = ""
    kind: Literal[Move.CONVERSATION] = Move.CONVERSATION


@dataclass(frozen=True, slots=True)
class Closed:
    kind: Literal[Move.CLOSE] = Move.CLOSE


@dataclass(frozen=True, slots=True)
class SustainAnswered:
    """Sixty days on: is it still gone? A no opens a linked recurrence."""

    still_gone: bool
    comment: str = ""
    recurrence: str | None = None
    kind: Literal[Move.SUSTAIN] = Move.SUSTAIN


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The stamp of a monthly review; the actor of the event gave it."""

    month: str
    """As "2026-11"; a challenge is stamped once a month."""
    decision: Decision
    kind: Literal[Move.REVIEW] = Move.REVIEW


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Somebody left the team, or the organization; what they had to do here is somebody else's now."""

    person: str
    to: str | None
    """None: nobody is left to lead the team, so it has to be assigned anew."""
    kind: Literal[Move.HAND_OVER] = Move.HAND_OVER


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """Somebody who followed it is nowhere in it any more; who, it does not say."""

    kind: Literal[Move.UNFOLLOW] = Move.UNFOLLOW


@dataclass(frozen=True, slots=True)
class Woken:
    """The clock rang: who owes was reminded, or the reporter was asked."""

    duty: Duty
    put_off: bool = False
    """It rang on a day that has no school (any more): nobody was told, and it rings again on the next school day."""
    kind: Literal[Move.WAKE] = Move.WAKE


Change = (
    Reported
    | DetailsAdded
    | VisibilitySet
    | Asked
    | Answered
    | Triaged
    | Assigned
    | StepAdded
    | StepDone
    | Noted
    | Waited
    | AlsoAffected
    | Merged
    | Redirected
    | Withdrawn
    | RemovalReported
    | VerdictGiven
    | ConversationRecorded
    | Closed
    | SustainAnswered
    | Reviewed
    | HandedOver
    | Unfollowed
    | Woken
)
