"""One team with a triage place on each platform, and the people who report to it."""

from benchmarks import identity, traffic
from bot.adapters.slack import refs as slack
from bot.domain.vocabulary import Platform, Role
from bot.handlers.people.founding import Channel, District, Group, Member, Workspace
from bot.handlers.people.founding import found as store
from bot.ports import Session

ORGANIZATION = "bench"


def found(session: Session, service_url: str) -> None:
    people = tuple(
        Member(f"p{n}", f"Person {n}", {Platform.SLACK: f"U0P{n}", Platform.TEAMS: traffic.entra_id(n)})
        for n in range(traffic.PEOPLE)
    )
    channels = (
        Channel(Platform.SLACK, identity.SLACK_CHANNEL, "bench-slt"),
        Channel(Platform.TEAMS, identity.TEAMS_CHANNEL, "Bench SLT"),
    )
    workspaces = (
        Workspace(Platform.SLACK, identity.TEAM),
        Workspace(Platform.TEAMS, identity.TENANT, service_url),
    )
    team = Group("slt", "Bench SLT", channels, {Role.LEAD: ("p0",)})
    store(District(ORGANIZATION, "Bench District", workspaces, people, (team,)), session, _address)


def _address(workspace: Workspace, channel: str) -> str:
    if workspace.platform is Platform.SLACK:
        return slack.address(channel)
    from bot.adapters.teams import refs as teams

    return teams.address(workspace.service_url, channel, workspace.id, channel=True)
