"""What waits to go out: rows that hold an intent, not a card."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an outbox row wants said; the card is made when it goes out, never before."""

    CARD = "card"
    """The triage card of a challenge in a triage place: posted once, then redrawn."""
    LINE = "line"
    """One line in the card's thread for the event `seq`."""
    STATUS = "status"
    """A private message to a follower about the event `seq`; one a day is drawn again, unless it asks or ends."""
    ASK = "ask"
    """The private follow-up question to a follower; posted for each asking, redrawn when it is answered."""
    HOME = "home"
    """To one person (`subject`): what they owe, reported, and their teams' open rows. `seq`: the Unix time at which it
    was opened; drawn again for a day. Its rows leave no trace in the outbox, since they would tell who follows what."""
    DIGEST = "digest"
    """To one person: all that they owe. `subject` is the person's id, `seq` the ordinal of their local day."""
    OWED = "owed"
    """A private message to somebody who now owes something (assigned, asked) by the event `seq`."""
    PLACE_GONE = "place_gone"
    """To a lead: a place cannot be posted to. `subject` is the place's id."""
    ERASED = "erased"
    """A message that was sent is drawn again without what it may not show any more. `seq` is the posting's turn."""
    PROFILE = "profile"
    """No message: ask the platform for a person's name, language and zone. `subject` is the person's id."""
    MINUTES = "minutes"
    """The minutes of a meeting (`subject`), in its agenda's thread; posted once, then redrawn."""
    MINUTES_DUE = "minutes_due"
    """To whoever takes a meeting's notes: the draft, once the meeting is over."""
    REVIEW = "review"
    """A team's walk through its challenges (`subject`: the walk), on its channels: posted once, then redrawn."""
    UNREVIEWED = "unreviewed"
    """To a lead: what has no stamp yet, shortly before the month ends. `subject`: the team, `seq`: the month's turn."""
    HEARD = "heard"
    """To a team: what we heard and what we did in a month. `subject`: the team, `seq`: the month's turn."""
    AGENDA = "agenda"
    """The agenda of a meeting, in a place of its team: posted once for each `seq`, then redrawn. `subject`: its id."""
    AGENDA_SOON = "agenda_soon"
    """One line in the agenda's thread, half an hour before. `seq`: the meeting's version."""
    AGENDA_CHANGED = "agenda_changed"
    """One line in the agenda's thread: it was moved, skipped, or is on after all. `seq`: the meeting's version."""
    TIME_PASSED = "time_passed"
    """To somebody (`subject`) who skipped time in a demo: it has passed. `seq`: the Unix time it is then."""
    CALENDAR = "calendar"
    """To whoever gave the district's calendar: what was read there, or that it cannot be read (any more).
    `subject`: the organization; `seq`: the version of its school days."""
    ROSTER = "roster"
    """No message: ask the platform who is in a place. `subject` is the place's id."""
    HANDED_OVER = "handed_over"
    """To whoever now has what somebody who left (`subject`) owed; `seq` is the Unix time of the leaving."""
    AGREEMENTS = "agreements"
    """A team's group agreements (`subject`: the team) on its channels: posted and pinned once, then redrawn."""
    AGREEMENTS_NEWS = "agreements_news"
    """To a team's channel: the version `seq` of its agreements is in force."""
    CONSENT = "consent"
    """To somebody on the team: can you live with this? `seq` is the asking; posted once, then redrawn."""
    CONSENT_MISSING = "consent_missing"
    """To a lead: answers are missing, reminders do not help. `subject`: the team, `seq`: the asking."""
    CONCERN = "concern"
    """To a lead: somebody's concern (`subject`); redrawn when it is taken back or answered."""
    AGREEMENTS_REVIEW = "agreements_review"
    """To a lead: it is time to look at the agreements again. `subject`: the team, `seq`: the day, counted."""
    PULSE = "pulse"
    """How well did we keep our agreements, at the end of a meeting; redrawn when it closes. `subject`: its id."""
    SUCCESS = "success"
    """To another team: what one team has found to work; drawn again when it is taken back. `subject`: its id."""
    WELCOME = "welcome"
    """What the bot is and what to do first, where it was just added (`subject`: the place); or that the place is a
    team's from now on (`subject`: the person who set it up)."""


@dataclass(frozen=True, slots=True)
class Intent:
    kind: Kind
    subject: str
    """Id of the challenge (or person, or place) it is about."""
    place: str
    """Id of the place it goes to."""
    seq: int = 0
    """The event it tells about; with kind, subject and place it makes the row unique."""


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    """No longer true when it was due."""
    FAILED = "failed"


INTERRUPTED = "interrupted"
"""Reason of a row whose sending broke off, in a crash or on the wire: it may have gone out, and is repeated once."""
INTERRUPTED_AGAIN = "interrupted again"
"""It broke off a second time; a message that would be new is not sent a third time."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outbox row: one line of the delivery ledger."""

    id: int
    org: str
    intent: Intent
    state: DeliveryState
    put_at: datetime
    due_at: datetime
    attempts: int
    sent_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """Which message shows which object."""

    place: str
    subject: str
    kind: Kind
    ref: str
    seq: int = 0
    turn: int = field(default=0, compare=False)
    """Counts up within the subject; given when the message is first recorded, and kept when it is drawn again."""
