"""Who there is: organizations, their teams, the places a team talks in, and people."""

from dataclasses import dataclass, field

from bot.domain.vocabulary import Level, Platform, Role, Visibility


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long each duty may take, in school days (the sustain check: calendar days)."""

    triage: int = 5
    answer: int = 5
    assign: int = 5
    plan: int = 10
    progress: int = 10
    waiting: int = 5
    """After "waiting on …", until it is asked whether that is still so."""
    ask_after: int = 5
    ask_again: tuple[int, ...] = (3, 4)
    """School days between one question to the reporter and the next: asked after 5, again at 8 and 12."""
    conversation: int = 5
    close: int = 5
    sustain: int = 60


@dataclass(frozen=True, slots=True)
class Organization:
    """A district. Every key of people's data starts with its id."""

    id: str
    name: str
    language: str = "en"
    time_zone: str = "America/New_York"
    visibility: Visibility = Visibility.NAMED
    """How one typed line is reported."""


@dataclass(frozen=True, slots=True)
class Team:
    org: str
    id: str
    name: str
    level: Level = Level.SCHOOL
    language: str = "en"
    time_zone: str = "America/New_York"
    visibility: Visibility = Visibility.NAMED
    types: tuple[str, ...] = ()
    """The district's own types of challenge, offered at triage."""
    keep_replies: bool = False
    """Keep ordinary thread replies as notes; needs wider permissions on both platforms."""
    clocks: Clocks = field(default_factory=Clocks)
    school: str = ""
    """The one that a school's own team is for; "" where it has the team's name, or where the team is for many."""
    monthly: bool = True
    """Tell its channels each month what was heard and what was done."""

    @property
    def own_school(self) -> str:
        """What a challenge of this team says of where it is, unless its reporter says more; "" for a district's."""
        return (self.school or self.name) if self.level is Level.SCHOOL else ""


@dataclass(frozen=True, slots=True)
class Membership:
    org: str
    team: str
    person: str
    role: Role


@dataclass(frozen=True, slots=True)
class Handle:
    """A person as one platform knows them."""

    platform: Platform
    workspace: str
    """Slack: team id (T…). Teams: tenant id."""
    user: str
    """Slack: user id (U…). Teams: aadObjectId."""


@dataclass(frozen=True, slots=True)
class Person:
    org: str
    id: str
    name: str
    language: str | None = None
    time_zone: str | None = None
    admin: bool = False
    """An administrator named them: they may set up teams. Who administers a workspace, its platform says each time."""
    gone: bool = False
    guest: bool | None = None
    """From outside the organization, as their platform says; None: it has not been asked."""
    handles: tuple[Handle, ...] = ()

    @property
    def present(self) -> bool:
        """Whether they may act here and be given something to do."""
        return not self.gone and self.guest is not True


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the bot can post: a team's channel, or one person's private conversation."""

    org: str
    id: str
    platform: Platform
    workspace: str
    address: str
    """Opaque; made and read only by the platform's `refs`."""
    key: str
    """Stable name of the conversation on its platform; unique within (platform, workspace)."""
    name: str
    team: str | None = None
    """Set when this is a triage place of a team."""
    person: str | None = None
    """Set when this is one person's private conversation."""
    gone: str | None = None
    """Why nothing can be posted here any more, as the platform's reason code."""
