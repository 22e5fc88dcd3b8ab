"""What the handlers need of one transaction within one organization."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.challenge import Challenge
from bot.domain.event import Event
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.team import Handle, Membership, Organization, Person, Place, Team
from bot.domain.vocabulary import Platform, Role
from bot.ports.agreements import Agreements, Pulses
from bot.ports.alarms import Alarms
from bot.ports.meetings import Meetings
from bot.ports.minutes import KeptMinutes
from bot.ports.outbox import Delivery, Intent, Kind, Posting
from bot.ports.reviews import Reviews
from bot.ports.rosters import Rosters
from bot.ports.school_days import SchoolDays
from bot.ports.successes import Successes
from bot.ports.wishes import KeptWishes


@dataclass(frozen=True, slots=True)
class LogFilter:
    """None and "" filter nothing. All given conditions hold together."""

    open: bool | None = None
    overdue_at: datetime | None = None
    """Only rows whose next move was due before this."""
    school: str = ""
    type: str = ""
    words: str = ""
    follower: str = ""
    """Reporter or also affected."""
    owed_by: str = ""
    """A person's id: may owe by name, as a lead of its team, or as a coordinator where no lead may close it."""
    owns: str = ""
    """Assignee, decision maker or owner of an open step."""
    teams: tuple[str, ...] = ()
    changed_since: datetime | None = None


class Conflict(Exception):
    """The row has moved on since it was loaded; the caller loads it again and tells the person what happened."""


class Newer(Exception):
    """A newer version wrote this, and only that one can read it."""


class Unavailable(Exception):
    """The database cannot be reached or cannot write; nothing of the transaction was saved."""


class Challenges(Protocol):
    def next_number(self) -> int: ...
    def add(self, row: Challenge, event: Event) -> None: ...
    def save(self, row: Challenge, event: Event) -> None:
        """Store `row`, which is one version above the stored one, and its event; raises Conflict otherwise.

        A redirect or withdrawal also takes the words out of the earlier events; a visibility of unlinked also takes
        the reporter's id out of every event, and an Unfollowed that of whoever followed it and does no longer.
        """
        ...

    def get(self, id: str, *, hold: bool = False) -> Challenge | None:
        """`hold`: nobody else changes it before this transaction ends."""
        ...

    def numbered(self, number: int) -> Challenge | None: ...
    def history(self, id: str) -> Sequence[Event]: ...
    def event(self, id: str, seq: int) -> Event:
        """One of its history; `seq` is the version that it made. Raises LookupError for none."""
        ...

    def similar(self, words: str, *, limit: int = 3) -> Sequence[Challenge]:
        """Open challenges whose words resemble `words`, best first; only ones worth showing."""
        ...

    def find(self, wanted: LogFilter, *, limit: int, offset: int = 0) -> tuple[Sequence[Challenge], int]:
        """A page, newest number first, and how many there are in all; what cannot be read is counted and not found."""
        ...

    def between(self, team: str, since: datetime, until: datetime) -> Sequence[tuple[Challenge, Event]]:
        """What happened to a team's challenges from one moment up to another, in order; the rows as they are now."""
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
    def by_users(self, platform: Platform, workspace: str, users: Iterable[str]) -> Mapping[str, Person]:
        """Those of `users` (ids in one workspace) who are known, by their id there; all in one question."""
        ...

    def named(self, name: str) -> Sequence[Person]:
        """People whose name is or begins with `name`, case and accents aside."""
        ...

    def all(self, *, limit: int = 100) -> Sequence[Person]:
        """Those who have a name, by name."""
        ...

    def save(self, person: Person) -> None:
        """Insert or replace, handles included."""
        ...


class Places(Protocol):
    def get(self, id: str) -> Place | None: ...
    def by_key(self, platform: Platform, workspace: str, key: str) -> Place | None: ...
    def triage(self, team: str) -> Sequence[Place]:
        """The team's channels, on either platform, gone ones left out."""
        ...

    def lost(self, team: str) -> Sequence[Place]:
        """The team's channels that are gone."""
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
    def homes(self, team: str | None, *, since: int) -> Sequence[Posting]:
        """Every HOME of somebody on the team, or of anybody, that was opened since then (Unix time)."""
        ...

    def about(self, subject: str) -> Sequence[Posting]:
        """Every message that shows something of `subject`, of whatever kind, oldest first."""
        ...

    def of_team(self, team: str) -> Sequence[Posting]:
        """Every message about a team's months, its reviews and its meetings, wherever it stands."""
        ...

    def of_erased(self, place: str) -> Sequence[Posting]:
        """Messages in a place about challenges whose words were erased, oldest first."""
        ...

    def by_ref(self, place: str, ref: str) -> Posting | None:
        """What a message of ours shows: how a mention in a thread finds its challenge."""
        ...

    def record(self, *postings: Posting) -> None: ...


class Inbox(Protocol):
    def first_time(self, key: str, *, briefly: bool = False) -> bool:
        """Whether this event is new; remembers it. The key is stored as a keyed digest only.

        `briefly`: for an hour instead of two days. Such a key could be guessed by whoever holds database and secrets.
        """
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
    alarms: Alarms
    minutes: KeptMinutes
    reviews: Reviews
    rosters: Rosters
    school_days: SchoolDays
    successes: Successes
    meetings: Meetings
    agreements: Agreements
    pulses: Pulses
    wishes: KeptWishes

    def save_organization(self, organization: Organization) -> None: ...
    def calendar(self) -> SchoolCalendar:
        """The organization's school days; read once, when they are first asked for."""
        ...
