"""An event that comes again changes nothing: asked with the real handlers and the real database behind the edge."""

import pytest

from bot.handlers import entry
from bot.handlers.desk.requests import Reply, Request
from bot.handlers.people.founding import Channel, District, Group, Member, Workspace, found
from bot.ports import LogFilter, Session
from bot.storage.store import DatabaseStore
from tests.contract.probe import Probe
from tests.support.database import HandClock
from tests.support.people import staff

WORDS = "The carts in room 12 are empty"


@pytest.fixture
async def district(probe: Probe, sqlite_store: DatabaseStore, clock: HandClock) -> None:
    """One team with the probe's channel as its triage place; requests go through the bot's own way in."""
    platform, workspace = probe.platform, probe.channel.workspace

    async def serve(request: Request) -> Reply:
        return await entry.serve(sqlite_store, request, clock=clock, dev=False, ask=staff)

    described = District(
        "river",
        "Riverbend",
        (Workspace(platform, workspace, "https://smba.trafficmanager.net/teams/"),),
        (Member("kim", "Kim Doyle", {platform: "U0KIM"}),),
        (Group("slt", "Lincoln SLT", (Channel(platform, probe.channel.key, "leads"),), {}),),
    )
    await sqlite_store.write(lambda session: found(described, session, lambda *_: probe.channel.address))
    probe.script.handle = serve


def reported(session: Session) -> list[str]:
    rows, _ = session.work("river").challenges.find(LogFilter(), limit=20)
    return [row.summary for row in rows]


def queued(session: Session) -> list[str]:
    work = session.work("river")
    rows, _ = work.challenges.find(LogFilter(), limit=20)
    return [str(delivery.intent.kind) for row in rows for delivery in work.outbox.ledger(row.id)]


def notes(session: Session) -> list[str]:
    rows, _ = session.work("river").challenges.find(LogFilter(), limit=20)
    return [note.text for row in rows for note in row.notes]


@pytest.mark.usefixtures("district")
async def test_the_same_event_five_times_reaches_the_log_once(probe: Probe, sqlite_store: DatabaseStore) -> None:
    await probe.say(WORDS)
    await probe.say("1 note Parts arrived", times=5)
    assert len(probe.script.asked) == 6
    assert await sqlite_store.read(notes) == ["Parts arrived"]


@pytest.mark.usefixtures("district")
async def test_the_same_report_five_times_is_one_row_and_one_card(probe: Probe, sqlite_store: DatabaseStore) -> None:
    await probe.say(WORDS, times=5)
    assert await sqlite_store.read(reported) == [WORDS]
    assert (await sqlite_store.read(queued)).count("card") == 1


@pytest.mark.usefixtures("district")
async def test_a_note_written_twice_is_two(probe: Probe, sqlite_store: DatabaseStore) -> None:
    await probe.say(WORDS)
    await probe.say("1 note Parts arrived")
    await probe.say("1 note Parts arrived")
    assert await sqlite_store.read(notes) == ["Parts arrived", "Parts arrived"]
