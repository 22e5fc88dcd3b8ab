"""A challenge: one row of the log."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.event import Owed
from bot.domain.vocabulary import Decision, Driver, Level, Nature, Outcome, Reach, Redirect, Status, Verdict, Visibility


@dataclass(frozen=True, slots=True)
class Step:
    """An anticipated step: what, who, by when, and the day it was done."""

    text: str
    owner: str | None = None
    due: date | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    at: datetime
    author: str | None
    """None for what was said as one of those who reported it."""
    text: str


@dataclass(frozen=True, slots=True)
class Wait:
    """What it waits for, and who said so last."""

    at: datetime
    by: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person who was asked said: the reporter's is the verdict, others' are heard too."""

    person: str | None
    verdict: Verdict
    comment: str
    at: datetime
    told_to: str | None = None
    """The lead who wrote it down after talking in person."""


@dataclass(frozen=True, slots=True)
class Review:
    """The last stamp of a monthly review."""

    at: datetime
    by: str | None
    month: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Challenge:
    """One row of the log. The six standard fields: summary, steps, timelines (target and due dates),
    assignee and decision maker, notes and removal, answers and outcome."""

    org: str
    id: str
    number: int
    """Per organization, from 1; what people type."""
    team: str
    version: int
    status: Status
    reported_at: datetime
    updated_at: datetime
    visibility: Visibility
    reporter: str | None
    summary: str
    school: str = ""
    practice: str = ""
    tried: str = ""
    affected: str = ""
    idea: str = ""
    link: str = ""
    level: Level = Level.SCHOOL
    type: str = ""
    reach: Reach | None = None
    nature: Nature | None = None
    driver: Driver | None = None
    question: str = ""
    answer: str = ""
    assignee: str | None = None
    assigned_to: tuple[str, ...] = ()
    """Everybody it was assigned to since it was last reopened, the assignee among them."""
    decision_maker: str | None = None
    target: date | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    waiting: Wait | None = None
    """Until the work goes on, or somebody says that it waits no longer."""
    also_affected: tuple[str, ...] = ()
    removal: str = ""
    removed_at: datetime | None = None
    answers: tuple[Answer, ...] = ()
    asked: int = 0
    """How often the reporter was asked since the last removal."""
    reopened: int = 0
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    redirect: Redirect | None = None
    merged_into: str | None = None
    recurrence_of: str | None = None
    sustained: bool | None = None
    """The answer to the sustain check; None until it is given."""
    reviewed: Review | None = None
    owed: Owed | None = None

    @property
    def open(self) -> bool:
        return self.status is not Status.CLOSED

    @property
    def late_since(self) -> datetime | None:
        return self.owed.late_since if self.owed else None

    @property
    def erased(self) -> bool:
        """Whether its words were taken out of the record."""
        return self.outcome in (Outcome.REDIRECTED, Outcome.WITHDRAWN)

    @property
    def triaged(self) -> bool:
        return self.reach is not None

    @property
    def followers(self) -> tuple[str, ...]:
        """Everybody who is told of changes and asked at the end: the reporter, then those it affects too."""
        return tuple(dict.fromkeys(((self.reporter,) if self.reporter else ()) + self.also_affected))

    @property
    def verdict(self) -> Answer | None:
        """The reporter's own last answer since the last removal; with no reporter on record, the last one."""
        return next((a for a in reversed(self.answers) if a.person == self.reporter), None)
