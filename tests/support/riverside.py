"""A small organization in a store: one team with a lead, a teacher, and a triage place on each platform."""

from sqlalchemy import text

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Reported
from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers.challenges.announce import announce
from bot.handlers.people.founding import Channel, District, Group, Member, Workspace, found
from bot.ports import AlarmKind, Session
from bot.storage.session import DatabaseSession
from tests.support.database import HandClock

ORG = "riverside"
SLACK, TEAMS = "T0RIVER", "a7f2c1de-0000-4000-8000-00000000beef"
CHANNELS = {Platform.SLACK: (SLACK, "C0ELM"), Platform.TEAMS: (TEAMS, "19:elm@thread.tacv2")}
DISTRICT = District(
    ORG,
    "Riverside Schools",
    (Workspace(Platform.SLACK, SLACK), Workspace(Platform.TEAMS, TEAMS, "https://smba.trafficmanager.net/teams/")),
    (
        Member("tess", "Tess Okoro", {Platform.SLACK: "U0TESS"}, language="en"),
        Member("lena", "Lena Brandt", {Platform.TEAMS: "5f0c33aa-0000-4000-8000-0000000000aa"}, language="en"),
        Member("omar", "Omar Haddad", {Platform.SLACK: "U0OMAR"}, language="es"),
    ),
    (
        Group(
            "elm",
            "Elm Street Leadership Team",
            (Channel(Platform.SLACK, "C0ELM", "#elm-slt"), Channel(Platform.TEAMS, "19:elm@thread.tacv2", "Elm SLT")),
            {Role.LEAD: ("lena",), Role.COORDINATOR: ("omar",)},
            types=("Technology", "Schedule"),
        ),
    ),
    time_zone="America/Chicago",
)


def founded(session: Session) -> None:
    """Nobody is asked who is in the channels: that is for tests of their own."""
    found(DISTRICT, session, lambda workspace, channel: f"{workspace.platform}|{channel}")
    for platform in Platform:
        session.work(ORG).alarms.clear(AlarmKind.ROSTER, place(session, platform).id)


def reported(session: Session, clock: HandClock, words: str = "The projector in the gym hums") -> Challenge:
    """One challenge of the teacher's, announced as handlers do."""
    work = session.work(ORG)
    team = work.teams.get("elm")
    assert team is not None
    number = work.challenges.next_number()
    row, event = life.start(
        Reported(words, Visibility.NAMED),
        id=f"c{number}",
        number=number,
        team=team,
        calendar=work.calendar(),
        actor="tess",
        platform=Platform.SLACK,
        now=clock.now(),
    )
    work.challenges.add(row, event)
    announce(None, row, event, work)
    return row


def spoil(session: Session, id: str) -> None:
    """Make a row that no version wrote: it stands for whatever code may one day stumble over."""
    assert isinstance(session, DatabaseSession)
    session.connection.execute(text("UPDATE challenge SET status = 'unheard of' WHERE id = :id"), {"id": id})


def place(session: Session, platform: Platform) -> Place:
    """The team's triage place on `platform`."""
    workspace, key = CHANNELS[platform]
    found = session.work(ORG).places.by_key(platform, workspace, key)
    assert found is not None
    return found
