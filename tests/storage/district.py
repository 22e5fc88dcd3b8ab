"""A small made-up district to store, and short ways to act on its rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import inspect, text

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Change, Reported
from bot.domain.meeting import Meeting, Series
from bot.domain.recurrence import LAST, MonthlyByWeekday
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.team import Handle, Organization, Person, Place, Team
from bot.domain.vocabulary import Level, Platform, Role, Visibility
from bot.ports import Session, Work
from bot.storage import engines
from tests.support.database import NOW
from tests.support.walks import PEOPLE, REPORTER

ORG = "lakeview"
LEAD, ASSIGNEE, TEACHER, AIDE = PEOPLE
TEAM = Team(ORG, "slt", "School leadership team", level=Level.DISTRICT, types=("Technology", "Time"))
HANDLE = Handle(Platform.SLACK, "T07LAKE", "U0REPORTER")
CHANNEL = Place(ORG, "channel", Platform.SLACK, "T07LAKE", "a-1", "k-1", "#leads", team=TEAM.id)
TWIN = Place(ORG, "twin", Platform.TEAMS, "tenant-5", "a-2", "k-2", "Leads", team=TEAM.id)
PRIVATE = Place(ORG, "private", Platform.SLACK, "T07LAKE", "a-3", "k-3", "", person=REPORTER)
SERIES = Series(
    ORG, "s1", TEAM.id, MonthlyByWeekday((LAST, 2), (1,)), time(15, 30), date(2026, 9, 1), NOW, places=(CHANNEL.id,)
)
_SLOT = datetime(2026, 10, 27, 20, 30, tzinfo=UTC)
MEETING = Meeting(ORG, "m1", SERIES.id, TEAM.id, _SLOT, _SLOT, 45, note_taker=LEAD, backups=(None, ASSIGNEE, None))
SAID = Reported(
    "Chromebooks lose their charge by noon", Visibility.NAMED, school="Lincoln", link="https://chat.example/7"
)


def settle(session: Session) -> None:
    session.found(Platform.SLACK, "T07LAKE", Organization(ORG, "Lakeview schools"))
    work = session.work(ORG)
    work.teams.save(TEAM)
    for id in PEOPLE:
        work.people.save(Person(ORG, id, id.replace("-", " ")))
    work.people.save(Person(ORG, REPORTER, "Reporter Person", handles=(HANDLE,)))
    work.teams.set_members(TEAM.id, Role.LEAD, [LEAD])
    for place in (CHANNEL, TWIN, PRIVATE):
        work.places.save(place)


def report(
    id: str, said: Reported = SAID, *, by: str | None = REPORTER, now: datetime = NOW
) -> Callable[[Session], Challenge]:
    def run(session: Session) -> Challenge:
        challenges = session.work(ORG).challenges
        number = challenges.next_number()
        row, event = life.start(
            said, id=id, number=number, team=TEAM, calendar=WEEKDAYS, actor=by, platform=Platform.SLACK, now=now
        )
        challenges.add(row, event)
        return row

    return run


def act(id: str, change: Change, *, by: str | None = LEAD, now: datetime = NOW) -> Callable[[Session], Challenge]:
    """Load the row, make the move, save it."""

    def run(session: Session) -> Challenge:
        row = stored(session, id)
        row, event = life.move(row, change, team=TEAM, calendar=WEEKDAYS, actor=by, platform=Platform.TEAMS, now=now)
        session.work(ORG).challenges.save(row, event)
        return row

    return run


def stored(session: Session, id: str) -> Challenge:
    row = session.work(ORG).challenges.get(id)
    assert row is not None
    return row


def rebuilt(session: Session, id: str) -> Challenge:
    history = session.work(ORG).challenges.history(id)
    return life.rebuild(history, number=stored(session, id).number, team=TEAM.id)


def in_work(fn: Callable[[Work], object]) -> Callable[[Session], object]:
    return lambda session: fn(session.work(ORG))


def dump(url: str, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Every table as text, the full-text index with its own tables included."""
    engine = engines.migrator(engines.parse(url))
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - without - {"alembic_version"}
        found = {
            name: "\n".join(sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')).all())))
            for name in sorted(names)
        }
    engine.dispose()
    return found


def person(id: str, name: str, *handles: Handle) -> Person:
    return replace(Person(ORG, id, name), handles=handles)
