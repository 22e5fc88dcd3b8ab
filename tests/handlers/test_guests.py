"""Guests: refused on every route once they are known for one, whatever they did before."""

from dataclasses import replace

import pytest

from bot.domain.team import Handle, Person
from bot.domain.vocabulary import Visibility
from bot.handlers import entry
from bot.handlers.desk import places
from bot.handlers.desk.requests import Caller, Press, Reply, Submission, Via, Where
from bot.handlers.people.strangers import Ask
from bot.handlers.routes import ROUTES
from bot.ports import Kind, Profile, Session, Work
from bot.ui.card import Act, Button
from tests.handlers.office import WORDS, assigned, reminded, reported, ring
from tests.handlers.town import (
    ANA,
    DANA,
    LEE,
    LINCOLN,
    LOBBY,
    MALLORY,
    ORG,
    SAM,
    Town,
    alone,
    default_visibility,
    said,
    thread_of,
)


async def profiled(town: Town, who: Caller, *, guest: bool) -> None:
    """The platform's answer to what was asked about somebody who is on record, then and whenever it is asked again."""
    profile = Profile(who.name, None, None, admin=False, guest=guest)

    def told(session: Session) -> None:
        work = session.work(ORG)
        places.told(on_record(who, work).id, profile, work)

    await town.store.write(told)
    town.ask = saying(profile)


def saying(profile: Profile | None) -> Ask:
    async def ask(_: Handle) -> Profile | None:
        return profile

    return ask


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
    reply = await entry.serve(town.store, press, clock=town.clock, dev=False, ask=town.ask)

    assert "as a guest" in said(reply)
    assert await town.everything() == before


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.submit])
async def test_a_guest_sends_no_form(town: Town, name: str) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await profiled(town, DANA, guest=True)
    row, before = await town.row(), await town.everything()

    sent = Submission("event-g", DANA, alone(DANA), name, row.id, row.version, {"text": "x", "summary": "y"})
    reply = await entry.serve(town.store, sent, clock=town.clock, dev=False, ask=town.ask)

    assert "as a guest" in said(reply)
    assert await town.everything() == before


async def test_of_staff_whose_account_becomes_a_guests_the_platform_is_asked_at_once(town: Town) -> None:
    await assigned(town)
    before = len(await town.queued(Kind.PROFILE))

    await town.happen(LEE, "became_guest", None)
    await town.happen(MALLORY, "became_guest", None)

    asked = await town.queued(Kind.PROFILE)
    assert [line.intent.subject for line in asked[before:]] == ["p-lee"]


async def test_of_a_guest_nothing_is_asked_at_every_change_of_their_profile(town: Town) -> None:
    await town.say(SAM, "help", LINCOLN)
    await profiled(town, LEE, guest=True)

    await town.happen(LEE, "became_guest", None)

    assert await town.look(lambda work: work.outbox.ledger("p-lee")) == []


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


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("who", [DANA, ANA])
async def test_a_guest_whom_nobody_knew_leaves_nothing_behind(town: Town, who: Caller, visibility: Visibility) -> None:
    await default_visibility(town, visibility)
    town.ask = saying(Profile("Passing By", None, None, admin=False, guest=True))
    before = await town.everything()

    pressed = Button("Lincoln", Act("report_to", "t-lincoln", 0, (("words", WORDS), ("once", "1"))))
    replies = [await town.say(who, WORDS, alone(who)), await town.press(who, pressed, alone(who))]

    assert ["guest" in said(reply) or "invitado" in said(reply) for reply in replies] == [True, True]
    assert await town.everything() == before


async def test_nothing_is_kept_of_somebody_of_whom_the_platform_does_not_tell(town: Town) -> None:
    town.ask = saying(None)
    before = await town.everything()

    reply = await town.say(DANA, WORDS, LINCOLN)

    assert "Nothing was saved" in said(reply)
    assert await town.everything() == before


async def test_a_guests_thread_reply_is_neither_kept_nor_answered(town: Town) -> None:
    row = await reported(town)
    await keep_replies(town)
    town.ask = saying(Profile("", None, None, admin=False, guest=True))

    reply = await town.say(SAM, "I saw that as well", await thread_of(town, row), via=Via.REPLY)

    assert reply == Reply()
    assert (await town.row()).notes == ()


async def test_somebody_new_is_known_by_the_name_and_language_that_their_platform_tells(town: Town) -> None:
    town.ask = saying(Profile("Daniela Reyes", "es-MX", "America/Denver", admin=False, guest=False))

    reply = await town.say(replace(DANA, name="dreyes", language=None), WORDS, LINCOLN)

    kept = await town.look(lambda work: on_record(DANA, work))
    assert (kept.name, kept.language, kept.guest) == ("Daniela Reyes", "es-MX", False)
    assert reply.card
    assert reply.card.language == "es"


async def test_what_a_guest_owes_is_brought_to_the_leads(town: Town) -> None:
    row = await assigned(town)
    await town.say(SAM, "1 note Seen it myself", LINCOLN)
    await town.say(LEE, "1 assign Sam Okafor", LINCOLN)
    await profiled(town, SAM, guest=True)

    await ring(town, row)

    assert await reminded(town, SAM) == []
    assert len(await reminded(town, LEE)) == 1


async def keep_replies(town: Town) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        for team in work.teams.all():
            work.teams.save(replace(team, keep_replies=True))

    await town.store.write(change)
