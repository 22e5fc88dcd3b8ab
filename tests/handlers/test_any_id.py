"""Card data can be made up: any id on any route, from another organization and from somebody who is on no team."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.minutes import Minutes
from bot.domain.pulse import Pulse
from bot.domain.recurrence import Weekly
from bot.domain.review import Month, Walk
from bot.domain.success import Success
from bot.domain.team import Organization, Person, Place, Team
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers import entry
from bot.handlers.desk.requests import Caller, Press, Reply, Submission, Where
from bot.handlers.routes import ROUTES
from bot.ports import Session
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, PersonField, TextField
from bot.ui.speech import read_aloud, read_form
from bot.ui.text import spoken
from tests.contract import examples
from tests.handlers.circle import asked, gather, id_of, objects, typed
from tests.handlers.office import assigned
from tests.handlers.town import MALLORY, ORG, SAM, Town, alone, default_visibility, settle
from tests.support.database import NOW, HandClock

ELSEWHERE = "o-elsewhere"
ADMIN = replace(MALLORY, admin=True)
HERS = Where("C0MALLORY", "address-mallory", private=False, name="mallorys")
OUTSIDER = replace(SAM, name="Olga Brand", handle=replace(SAM.handle, user="U0OLGA"), admin=False)
SERIES = Series(ORG, "s-1", "t-lincoln", Weekly((2,)), time(10, 30), NOW.date(), NOW)
MEETING = Meeting(ORG, "m-1", "s-1", "t-lincoln", NOW, NOW, 45, MeetingState.OVER, note_taker="p-lee", posts=1)
COMING = replace(MEETING, id="m-2", scheduled=NOW + timedelta(days=1), at=NOW + timedelta(days=1))
TOLD = (
    "room 12",
    "Dana",
    "Whitfield",
    "Sam Okafor",
    "Lincoln SLT",
    "Labels on the carts",
    "Ours decided",
)
"""What only Riverbend knows."""
KEPT = ("Not in the hall", "We knock first", "Ours decided", "Dana")
"""What only some of Riverbend may read: a concern, a proposal, a draft of minutes, and who reported in confidence."""
CARRIED = ("team", "place", "series", "id", "places", "code", "to")
SAID = {"rhythm": "every Tuesday", "clock": "15:30", "minutes": "45", "starts": "2026-10-20", "at": "2026-10-28T15:00Z"}
FORMS = {form.name: form for form in examples.forms().values()}


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Riverbend with one of everything; Mallory leads, coordinates and administers another organization."""
    town = await settle(sqlite_store, clock)
    await gather(town)
    await typed(town, SAM, "propose We knock first")
    await asked(town)
    await objects(town, SAM, "Not in the hall")
    await default_visibility(town, Visibility.CONFIDENTIAL)
    await assigned(town)

    def fill(session: Session) -> None:
        work = session.work(ORG)
        work.meetings.save_series(SERIES)
        work.meetings.save(MEETING)
        work.meetings.save(replace(COMING, state=MeetingState.POSTED))
        work.minutes.save(Minutes(ORG, MEETING.id, NOW, {"decided": "Ours decided"}))
        work.successes.add(Success(ORG, "ok-1", "t-lincoln", "p-sam", "Labels on the carts", NOW))
        work.pulses.open(Pulse(ORG, "pulse-1", "t-lincoln", NOW, NOW + timedelta(days=1)))
        month = Month.of(NOW, "America/Detroit")
        walk = Walk(ORG, "w-1", "t-lincoln", 1, month, NOW, "p-lee", version=0)
        work.reviews.save(walk.on_to(work.reviews.pending("t-lincoln", month)))
        session.found(Platform.SLACK, MALLORY.handle.workspace, Organization(ELSEWHERE, "Elsewhere"))
        hers = session.work(ELSEWHERE)
        hers.people.save(Person(ELSEWHERE, "p-mallory", "Mallory", "en", admin=True, handles=(MALLORY.handle,)))
        hers.teams.save(Team(ELSEWHERE, "t-hers", "Hers", types=("Technology",)))
        hers.teams.set_members("t-hers", Role.LEAD, ["p-mallory"])
        hers.teams.set_members("t-hers", Role.COORDINATOR, ["p-mallory"])
        at = (Platform.SLACK, MALLORY.handle.workspace, HERS.address, HERS.key, HERS.name)
        hers.places.save(Place(ELSEWHERE, "place-hers", *at, team="t-hers"))

    await town.store.write(fill)
    return town


async def ids(town: Town) -> list[str]:
    """Of everything there is in Riverbend."""
    rows = [row.id for row in await town.rows()]
    concerns = await town.look(lambda work: [str(one.concern) for one in work.agreements.get("t-lincoln").answers])
    made = [SERIES.id, MEETING.id, COMING.id, "ok-1", "pulse-1", "w-1", "t-lincoln", "place-lincoln", id_of(SAM)]
    return [*rows, *made, *concerns]


def requests(name: str, id: str, who: Caller, where: Where) -> Iterator[Press | Submission]:
    """Every way to name `id` on one route: as its subject, and in all that it carries, at several versions."""
    args = dict.fromkeys(CARRIED, id) | SAID
    for version in (0, 1, 3):
        yield Press(f"press-{name}-{id}-{version}", who, where, name, id, version, args)
        yield Submission(f"send-{name}-{id}-{version}", who, where, name, id, version, _values(name, ""), args)
    yield Press(f"bare-{name}-{id}", who, where, name, id, 1)
    yield Submission(f"chosen-{name}-{id}", who, where, name, id, 1, _values(name, id), args)
    yield Submission(f"hers-{name}-{id}", who, where, name, "t-hers", 1, _values(name, id), args)


def _values(name: str, id: str) -> dict[str, str | tuple[str, ...]]:
    """As the example of a form has them, filled where it is empty; with `id` in every field that is a choice."""
    filled: dict[str, str | tuple[str, ...]] = {}
    for field in FORMS[name].fields if name in FORMS else ():
        match field:
            case TextField():
                filled[field.id] = "Ours now"
            case DayField():
                filled[field.id] = "2026-10-28"
            case ChoiceField():
                filled[field.id] = id or field.options[0].value
            case PersonField():
                filled[field.id] = (id or "p-mallory",)
            case ChecksField():
                filled[field.id] = (id or field.options[0].value,)
    return filled


async def ours(town: Town, org: str = ORG, leave: frozenset[str] = frozenset()) -> dict[str, set[str]]:
    """What the database holds of an organization, by table."""

    def dump(session: Session) -> dict[str, set[str]]:
        assert isinstance(session, DatabaseSession)
        connection = session.connection
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {
            name: {repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{name}"')) if org in tuple(row)}
            for name in names
            if "fts" not in name and name not in leave
        }

    return await town.store.read(dump)


def heard(reply: Reply) -> str:
    said = [spoken(reply.line)] if reply.line else []
    said += [read_aloud(reply.card)] if reply.card else []
    said += [read_form(reply.form), _prefilled(reply.form)] if reply.form else []
    return "\n".join(said)


def _prefilled(form: Form) -> str:
    return repr([field for field in form.fields if not isinstance(field, TextField) or field.value != "Ours now"])


async def tried(town: Town, name: str, who: Caller, where: Where) -> str:
    """Everything that is answered when every id is tried on a route."""
    answers = [
        heard(await entry.serve(town.store, request, clock=town.clock, dev=False, ask=town.ask))
        for id in await ids(town)
        for request in requests(name, id, who, where)
    ]
    return "\n".join(answers)


ALL = sorted(route.name for route in ROUTES)


async def test_no_route_leads_into_another_organization(town: Town) -> None:
    before = await ours(town)

    with capture_logs() as logs:
        told = {name: await tried(town, name, ADMIN, HERS) for name in ALL}

    assert [word for word in (*TOLD, "Ours now", "Mallory", *await ids(town)) if word in f"{logs}"] == []
    assert [(name, word) for name in ALL for word in TOLD if word in told[name]] == []
    assert await ours(town) == before


PERSONAL = frozenset({"inbox", "person", "handle", "place", "outbox", "lane", "posting", "alarm"})
"""What may change because somebody acted, and what follows from it."""
FREE = {
    "affects_me": {"challenge", "event", "tie"},
    "note": {"challenge", "event"},
    "success": {"success"},
}
"""What somebody on no team may do besides reporting: say that it affects them, note, and tell what works."""


async def test_who_is_on_no_team_changes_nothing_but_their_own_and_reads_nothing_private(town: Town) -> None:
    states, told = [await ours(town, leave=PERSONAL)], {}
    for name in ALL:
        told[name] = await tried(town, name, OUTSIDER, alone(OUTSIDER))
        states.append(await ours(town, leave=PERSONAL))

    changed = {
        name: {table for table in after if after[table] != before[table]}
        for name, before, after in zip(ALL, states[:-1], states[1:], strict=True)
    }
    assert [(name, word) for name in ALL for word in KEPT if word in told[name]] == []
    assert {name: tables for name, tables in changed.items() if tables} == FREE
