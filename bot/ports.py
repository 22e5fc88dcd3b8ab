"""What the handlers and the delivery need from outside: a clock, a messenger a platform, and one transaction's work."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.domain.challenge import Challenge
from bot.domain.changes import Event
from bot.domain.team import Handle, Membership, Organization, Person, Place, Team
from bot.domain.vocabulary import Platform, Role
from bot.ui.card import Card
from bot.ui.text import Line

T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""
        ...


# --- What goes out ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    ref: str
    """Opaque name of the message, to redraw it or to answer in its thread."""
    address: str = ""
    """A better address for the place, learned by sending (e.g. the private conversation that was opened)."""


@dataclass(frozen=True, slots=True)
class Retry:
    after: float
    """Seconds the platform asked for; 0 leaves it to our back-off."""
    reason: str = ""
    whole_workspace: bool = False
    """The limit holds for this method everywhere in the workspace, not just in this place."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The place cannot be posted to until a person does something there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """This one message was refused for good; the place is fine."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The message may have gone out: the connection broke after it was sent. Repeated at most once."""

    reason: str


DeliveryOutcome = Sent | Retry | Gone | Failed | Uncertain


@dataclass(frozen=True, slots=True)
class Message:
    """Either a card or one line; `thread` is the ref of the message it answers."""

    key: str
    """Stable name of this posting, kept in the platform's metadata where there is some."""
    card: Card | None = None
    line: Line | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says about a person."""

    name: str
    language: str | None
    time_zone: str | None
    admin: bool
    guest: bool


class Messenger(Protocol):
    """One platform's sending side. Every outcome is a value; nothing is retried in here."""

    platform: Platform
    pace: float
    """Seconds between two posts to one place."""

    async def post(self, place: Place, message: Message) -> DeliveryOutcome: ...

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome: ...

    async def profile(self, workspace: str, user: str) -> Profile | None:
        """None when the platform does not answer or does not tell."""
        ...


# --- What waits to go out --------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What an outbox row wants said; the card is made when it goes out, never before."""

    CARD = "card"
    """The triage card of a challenge in a triage place: posted once, then redrawn."""
    LINE = "line"
    """One line in the card's thread for the event `seq`."""
    STATUS = "status"
    """A private message to a follower about the event `seq`."""
    ASK = "ask"
    """The private follow-up question to a follower; posted for each asking, redrawn when it is answered."""
    NUDGE = "nudge"
    """A private reminder to whoever owes."""
    OWED = "owed"
    """A private message to somebody who now owes something (assigned, asked) by the event `seq`."""
    PLACE_GONE = "place_gone"
    """To a lead: a place cannot be posted to. `subject` is the place's id."""
    PROFILE = "profile"
    """No message: ask the platform for a person's name, language and zone. `subject` is the person's id."""
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


# --- One transaction -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogFilter:
    """None and "" filter nothing. All given conditions hold together."""

    open: bool | None = None
    overdue_at: datetime | None = None
    """Only rows whose `next_at` is before this."""
    school: str = ""
    type: str = ""
    words: str = ""
    follower: str = ""
    """Reporter or also affected."""
    owed_by: str = ""
    """A person's id: owes by name, or leads a team whose leads owe."""
    owns: str = ""
    """Assignee, decision maker or owner of an open step."""
    teams: tuple[str, ...] = ()


class Conflict(Exception):
    """The row has moved on since it was loaded; the caller loads it again and tells the person what happened."""


class Unavailable(Exception):
    """The database cannot be reached or cannot write; nothing of the transaction was saved."""


class Challenges(Protocol):
    def next_number(self) -> int: ...
    def add(self, row: Challenge, event: Event) -> None: ...
    def save(self, row: Challenge, event: Event) -> None:
        """Store `row`, which is one version above the stored one, and its event; raises Conflict otherwise.

        A redirect or withdrawal also takes the words out of the earlier events; a visibility of unlinked also takes
        the reporter's id out of every event.
        """
        ...

    def get(self, id: str) -> Challenge | None: ...
    def numbered(self, number: int) -> Challenge | None: ...
    def history(self, id: str) -> Sequence[Event]: ...
    def similar(self, words: str, *, limit: int = 3) -> Sequence[Challenge]:
        """Open challenges whose words resemble `words`, best first; only ones worth showing."""
        ...

    def find(self, wanted: LogFilter, *, limit: int, offset: int = 0) -> tuple[Sequence[Challenge], int]:
        """A page, newest number first, and how many there are in all."""
        ...

    def merged_into(self, id: str) -> Sequence[Challenge]: ...


class Teams(Protocol):
    def get(self, id: str) -> Team | None: ...
    def all(self) -> Sequence[Team]: ...
    def save(self, team: Team) -> None:
        """Insert or replace."""
        ...

    def memberships(self, person: str) -> Sequence[Membership]: ...
    def members(self, team: str, role: Role | None = None) -> Sequence[Person]: ...
    def set_members(self, team: str, role: Role, people: Iterable[str]) -> None:
        """Exactly these people hold `role` in `team` from now on."""
        ...


class People(Protocol):
    def get(self, id: str) -> Person | None: ...
    def by_handle(self, handle: Handle) -> Person | None: ...
    def named(self, name: str) -> Sequence[Person]:
        """People whose name is or begins with `name`, case and accents aside."""
        ...

    def all(self, *, limit: int = 100) -> Sequence[Person]: ...
    def save(self, person: Person) -> None:
        """Insert or replace, handles included."""
        ...


class Places(Protocol):
    def get(self, id: str) -> Place | None: ...
    def by_key(self, platform: Platform, workspace: str, key: str) -> Place | None: ...
    def triage(self, team: str) -> Sequence[Place]:
        """The team's channels, on either platform, gone ones left out."""
        ...

    def personal(self, person: str) -> Place | None:
        """The person's private conversation (the one used last where there are two)."""
        ...

    def save(self, place: Place) -> None:
        """Insert or replace."""
        ...


class Outbox(Protocol):
    def put(self, intent: Intent, *, due: datetime | None = None) -> None:
        """Queue it. The same (kind, subject, place, seq) once only; a CARD or redraw that still waits is not put twice,
        one that went out is put again. Order within a place is the order of putting."""
        ...

    def ledger(self, subject: str) -> Sequence[Delivery]:
        """Everything queued about `subject`, oldest first."""
        ...


class Postings(Protocol):
    def get(self, place: str, subject: str, kind: Kind) -> Posting | None:
        """The newest."""
        ...

    def of(self, subject: str, kind: Kind) -> Sequence[Posting]: ...
    def by_ref(self, place: str, ref: str) -> Posting | None:
        """What a message of ours shows: how a mention in a thread finds its challenge."""
        ...

    def record(self, posting: Posting) -> None: ...


class Inbox(Protocol):
    def first_time(self, key: str) -> bool:
        """Whether this event is new; remembers it. The key is stored as a keyed digest only."""
        ...


class Codes(Protocol):
    """One-time codes of unlinked reports; only digests are stored."""

    def put(self, code: str, challenge: str) -> None: ...
    def challenge(self, code: str) -> str | None: ...


class Work(Protocol):
    """One transaction within one organization; no query in here leaves it."""

    organization: Organization
    inbox: Inbox
    challenges: Challenges
    teams: Teams
    people: People
    places: Places
    outbox: Outbox
    postings: Postings
    codes: Codes

    def save_organization(self, organization: Organization) -> None: ...


class Installations(Protocol):
    """Tokens, encrypted at rest, of workspaces that installed the bot by link."""

    def get(self, platform: Platform, workspace: str) -> dict[str, str] | None: ...
    def put(self, platform: Platform, workspace: str, secrets: dict[str, str]) -> None: ...
    def delete(self, platform: Platform, workspace: str) -> None: ...


class Lanes(Protocol):
    """The sending side of the outbox: rows are claimed place by place, in order, by one worker at a time."""

    def claim(self, worker: str, *, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        """The next due row of up to `limit` places that are free, marked as being sent, leased for `lease` seconds.
        A row whose lease ran out is claimed again, with its `attempts` counted."""
        ...

    def done(self, delivery: Delivery, *, now: datetime, pause: float) -> bool:
        """`delivery` carries its new state, reason and attempts; the place is free again `pause` seconds after now.

        False when the row is not there any more or not ours: somebody else finished it, or became unlinked meanwhile.
        """
        ...

    def again(self, delivery: Delivery, *, due: datetime, whole_workspace: bool = False) -> None:
        """Waits again until `due`, and with it everything behind it in its place (or in its workspace)."""
        ...

    def next_due(self) -> datetime | None: ...


class Session(Protocol):
    """One transaction; where an organization is found or founded, and where the bot's own clock looks for work."""

    installations: Installations
    lanes: Lanes

    def organization_of(self, platform: Platform, workspace: str) -> Organization | None: ...
    def found(self, platform: Platform, workspace: str, organization: Organization) -> None:
        """Tie a workspace to an organization, which is stored first when it is new."""
        ...

    def work(self, org: str) -> Work: ...
    def due(self, now: datetime, *, limit: int) -> Sequence[tuple[str, str]]:
        """(organization, challenge) pairs whose `next_at` has come, oldest first, locked for this transaction."""
        ...

    def prune(self, now: datetime) -> None:
        """Forget what only had to be remembered for a while: inbox keys, old ledger rows."""
        ...

    def setting(self, name: str) -> str | None:
        """A value of the whole installation, e.g. how far a demo's clock was moved."""
        ...

    def set_setting(self, name: str, value: str) -> None: ...


class Store(Protocol):
    """The database: each call is one transaction, run whole on a database thread, committed before it returns."""

    async def write(self, fn: Callable[[Session], T]) -> T: ...

    async def read(self, fn: Callable[[Session], T]) -> T:
        """No changes; may run beside a write."""
        ...

    async def healthy(self) -> bool:
        """Whether the database answers and has this version's shape."""
        ...
