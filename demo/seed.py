"""The made-up district as the bot knows it: people on both platforms, teams with their channels and roles."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.known_days import DayKind, Days
from bot.domain.team import Clocks
from bot.domain.vocabulary import Level, Platform, Role
from bot.handlers.people.founding import Channel, District, Group, Member, Workspace
from demo import district, local_slack, playground

LEVELS = (Level.SCHOOL, Level.DISTRICT)
ON_TEAMS = {district.TEAMS_TYPIST, *district.TEAMS_COLLEAGUES}


def riverbend(service: str) -> District:
    """Everybody the local Slack and the playground know, with Teams at `service`. The reporter is asked at once when
    something is removed."""
    return District(
        "riverbend",
        district.NAME,
        (Workspace(Platform.SLACK, local_slack.TEAM_ID), Workspace(Platform.TEAMS, playground.TENANT, service)),
        tuple(_member(person) for person in district.PEOPLE),
        tuple(_group(team) for team in district.TEAMS),
        time_zone=district.TIME_ZONE,
        clocks=Clocks(ask_after=0),
        days=_days(datetime.now(UTC).date()),
    )


def _days(today: date) -> tuple[Days, ...]:
    """A short week before long, and a week off that no skip of three weeks falls into."""
    monday = today + timedelta(days=7 - today.weekday())
    friday, off = monday + timedelta(days=4), monday + timedelta(weeks=5)
    return (
        Days(friday, friday, DayKind.HALF, "Family conferences"),
        Days(off, off + timedelta(days=4), name="Week off"),
    )


def _member(person: district.Person) -> Member:
    users = {Platform.SLACK: person.slack_id}
    if person in ON_TEAMS:
        users[Platform.TEAMS] = person.entra_id
    return Member(person.handle, person.name, users, person.language, person.admin)


def _group(team: district.Team) -> Group:
    channels = [Channel(Platform.SLACK, team.channel.slack_id, f"#{team.channel.name}")]
    if team.name == district.TEAMS_CHANNEL:
        channels.append(Channel(Platform.TEAMS, playground.CHANNEL_ID, team.name))
    roles = {
        Role.LEAD: tuple(person.handle for person in team.leads),
        Role.COORDINATOR: (district.JO.handle,),
        Role.MEMBER: tuple(person.handle for person in team.channel.members),
    }
    types = (
        ("Tecnología", "Horario", "Personal", "Materiales", "Formación")
        if team.language == "es"
        else ("Technology", "Schedule", "Staffing", "Materials", "Training")
    )
    return Group(
        team.name.lower().replace(" ", "-"),
        team.name,
        tuple(channels),
        roles,
        LEVELS[team.level],
        team.language,
        types,
        team.school,
    )
