"""A district's teams and people from one description, instead of setting each up in its channel."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.known_days import Days
from bot.domain.team import Clocks, Handle, Organization, Person, Place, Team
from bot.domain.vocabulary import Level, Platform, Role, Visibility
from bot.handlers.desk.desk import new_id
from bot.handlers.people import rosters
from bot.ports import Session, Work

Address = Callable[["Workspace", str], str]
"""(workspace, channel's id) → the platform's opaque address."""


@dataclass(frozen=True, slots=True)
class Workspace:
    platform: Platform
    id: str
    """Slack: T…; Teams: the tenant's id."""
    service_url: str = ""
    """Teams only: where its connector answers."""


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    name: str
    users: dict[Platform, str]
    """Their id on each platform they use; the first is where they are written to."""
    language: str | None = None
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    platform: Platform
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A team, its triage places, and who holds which role; people by the `id` of their Member."""

    id: str
    name: str
    channels: tuple[Channel, ...]
    roles: dict[Role, tuple[str, ...]]
    level: Level = Level.SCHOOL
    language: str = "en"
    types: tuple[str, ...] = ()
    school: str = ""


@dataclass(frozen=True, slots=True)
class District:
    id: str
    name: str
    workspaces: tuple[Workspace, ...]
    people: tuple[Member, ...]
    teams: tuple[Group, ...]
    language: str = "en"
    time_zone: str = "America/New_York"
    visibility: Visibility = Visibility.NAMED
    clocks: Clocks = field(default_factory=Clocks)
    days: tuple[Days, ...] = ()
    """Of its school calendar; told only where nothing is known of it yet."""


def found(district: District, session: Session, address: Address) -> None:
    """Store all of it; told again, the same description changes nothing else."""
    organization = Organization(district.id, district.name, district.language, district.time_zone, district.visibility)
    for workspace in district.workspaces:
        session.found(workspace.platform, workspace.id, organization)
    work = session.work(district.id)
    if district.days and not work.school_days.known().version:
        work.school_days.save(work.school_days.known().typed(district.days))
    workspaces = {workspace.platform: workspace for workspace in district.workspaces}
    for member in district.people:
        _join(member, district, workspaces, work)
    for group in district.teams:
        _gather(group, district, workspaces, work, address)


def _join(member: Member, district: District, workspaces: dict[Platform, Workspace], work: Work) -> None:
    handles = tuple(Handle(p, workspaces[p].id, user) for p, user in member.users.items() if p in workspaces)
    work.people.save(
        Person(
            district.id,
            member.id,
            member.name,
            member.language,
            district.time_zone,
            member.admin,
            guest=False,
            handles=handles,
        )
    )
    for handle in reversed(handles):  # the place saved last is the one used
        known = work.places.by_key(handle.platform, handle.workspace, handle.user)
        work.places.save(
            known
            or Place(district.id, new_id(), handle.platform, handle.workspace, "", handle.user, "", person=member.id)
        )


def _gather(
    group: Group, district: District, workspaces: dict[Platform, Workspace], work: Work, address: Address
) -> None:
    work.teams.save(
        Team(
            district.id,
            group.id,
            group.name,
            group.level,
            group.language,
            district.time_zone,
            district.visibility,
            group.types,
            clocks=district.clocks,
            school=group.school,
        )
    )
    for role, people in group.roles.items():
        work.teams.set_members(group.id, role, people)
    for channel in group.channels:
        workspace = workspaces[channel.platform]
        known = work.places.by_key(channel.platform, workspace.id, channel.id)
        place = Place(
            district.id,
            known.id if known else new_id(),
            channel.platform,
            workspace.id,
            address(workspace, channel.id),
            channel.id,
            channel.name,
            team=group.id,
        )
        work.places.save(place)
        rosters.ask(place, work, rosters.AT_ONCE)
