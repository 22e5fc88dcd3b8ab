"""Guests: refused on every route once they are known for one, whatever they did before."""

from dataclasses import replace

import pytest

from bot.domain.team import Person
from bot.handlers import entry, places
from bot.handlers.requests import Caller, Press, Submission, Where
from bot.handlers.routes import ROUTES
from bot.ports import Profile, Session, Work
from bot.storage.store import DatabaseStore
from tests.handlers.office import WORDS, assigned
from tests.handlers.town import ANA, DANA, LEE, LINCOLN, LOBBY, ORG, SAM, Town, alone, said, settle
from tests.support.database import HandClock


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def profiled(town: Town, who: Caller, *, guest: bool) -> None:
    """The platform's answer to what was asked about somebody who is on record."""

    def told(session: Session) -> None:
        work = session.work(ORG)
        places.told(on_record(who, work).id, Profile(who.name, None, None, admin=False, guest=guest), work)

    await town.store.write(told)


def on_record(who: Caller, work: Work) -> Person:
    found = work.people.by_handle(who.handle)
    assert found is not None
    return found


@pytest.mark.parametrize(("who", "where"), [(DANA, LINCOLN), (ANA, LOBBY)])
@pytest.mark.parametrize("words", [WORDS, "1", "log", "mine", "help", "setup", "code 2222-2222-2222"])
async def test_who_turns_out_to_be_a_guest_is_refused_from_then_on(
    town: Town, who: Caller, where: Where, words: str
) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await town.say(ANA, "1 me too", LINCOLN)
    await profiled(town, who, guest=True)
    before = await town.everything()

    reply = await town.say(who, words, where)

    assert reply.card is not None
    assert reply.card.buttons == ()
    assert await town.everything() == before


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.press and not one.happens])
async def test_a_guest_presses_nothing(town: Town, name: str) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await profiled(town, DANA, guest=True)
    row, before = await town.row(), await town.everything()

    press = Press("event-g", DANA, alone(DANA), name, row.id, row.version, {"verdict": "no"})
    reply = await entry.serve(town.store, press, clock=town.clock, dev=False)

    assert "as a guest" in said(reply)
    assert await town.everything() == before


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.submit])
async def test_a_guest_sends_no_form(town: Town, name: str) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await profiled(town, DANA, guest=True)
    row, before = await town.row(), await town.everything()

    sent = Submission("event-g", DANA, alone(DANA), name, row.id, row.version, {"text": "x", "summary": "y"})
    reply = await entry.serve(town.store, sent, clock=town.clock, dev=False)

    assert "as a guest" in said(reply)
    assert await town.everything() == before


async def test_who_is_no_guest_any_more_is_let_in_again(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await profiled(town, DANA, guest=True)

    reply = await town.say(replace(DANA, guest=False), "mine", alone(DANA))

    assert "Chromebooks" in said(reply)


async def test_that_a_guest_took_the_bot_away_is_heard_all_the_same(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await profiled(town, DANA, guest=True)

    await town.happen(DANA, "place_gone", LINCOLN)

    assert await town.look(lambda work: work.places.triage("t-lincoln")) == []


@pytest.mark.parametrize("guest", [True, False])
async def test_nothing_is_given_to_a_guest_to_do(town: Town, guest: bool) -> None:
    await assigned(town)
    await town.say(SAM, "1 note Seen it myself", LINCOLN)
    await profiled(town, SAM, guest=guest)

    await town.say(LEE, "1 assign Sam Okafor", LINCOLN)

    assert ((await town.row()).assignee == "p-lee") is guest
