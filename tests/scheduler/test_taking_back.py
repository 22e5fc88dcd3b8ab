"""What was sent before is drawn again without what may not be read any more, on both platforms and databases."""

import asyncio
from concurrent.futures import Future
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.changes import (
    AlsoAffected,
    Asked,
    Change,
    DetailsAdded,
    Noted,
    Redirected,
    Triaged,
    VisibilitySet,
    Withdrawn,
)
from bot.domain.vocabulary import Driver, Level, Nature, Platform, Reach, Redirect, Visibility
from bot.handlers import standing
from bot.handlers.desk import places
from bot.ports import NOT_THERE, DeliveryState, Kind, Session
from bot.scheduler.settling import End, write
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from tests.scheduler.office import Office, aloud, everywhere
from tests.support.database import HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, founded, place, reported

WORDS = "The projector in the gym hums"
NAMES = ("Tess", "Okoro", "U0TESS")


@pytest.fixture
async def office(store: DatabaseStore, clock: HandClock) -> Office:
    made = Office(store, clock, WritingMessenger(Platform.SLACK), WritingMessenger(Platform.TEAMS))
    await store.write(founded)
    row = await store.write(lambda session: reported(session, clock, WORDS))
    made.id = row.id
    await made.send()
    for change, actor in (
        (DetailsAdded(tried="hums when it is hot"), "tess"),
        (AlsoAffected(), "omar"),
        (Noted("It hums at night as well"), "lena"),
        (Asked("Does it hum when it is off?"), "lena"),
        (Triaged("Schedule", Reach.INTERNAL, Nature.TECHNICAL, Driver.ORGANIZATION, Level.SCHOOL), "lena"),
    ):
        await made.act(change, actor)
        await made.send()
    return made


@pytest.mark.parametrize(("end", "by"), [(Redirected(Redirect.TICKET), "lena"), (Withdrawn(), "tess")])
async def test_no_message_anywhere_keeps_words_that_were_erased(office: Office, end: Change, by: str) -> None:
    assert everywhere(office).count("hum") > 6

    await office.act(end, by)
    await office.send()

    assert "hum" not in everywhere(office)
    assert "was erased" in everywhere(office)
    assert "“”" not in everywhere(office)
    assert {line.state for line in await office.ledger()} <= {DeliveryState.SENT, DeliveryState.DROPPED}


@pytest.mark.parametrize("visibility", [Visibility.CONFIDENTIAL, Visibility.UNLINKED])
async def test_no_message_to_others_keeps_the_name_of_whoever_may_not_be_known_any_more(
    office: Office, visibility: Visibility
) -> None:
    assert any(name in everywhere(office) for name in NAMES)

    await office.act(VisibilitySet(visibility), "tess")
    await office.send()

    others = {place: shown for place, shown in office.now_shown().items() if place != "U0TESS"}
    coordinator = {"U0OMAR"} if visibility is Visibility.CONFIDENTIAL else set()
    naming = {place for place, shown in others.items() if any(name in f"{shown}" for name in NAMES)}
    assert naming <= coordinator
    assert "hums at night" in f"{others}"


async def test_a_line_that_names_nobody_stays_as_it_was_drawn(office: Office) -> None:
    lines = await office.store.read(lambda session: session.work(ORG).postings.of(office.id, Kind.LINE))
    triage = {one.ref for one in lines if one.seq == 6}
    assert len(triage) == 2

    await office.act(VisibilitySet(Visibility.UNLINKED), "tess")
    await office.send()

    again = {post.ref for post in (*office.slack.sent, *office.teams.sent) if post.ref}
    others = {one.ref for one in lines} - triage
    assert others & again
    assert not triage & again


async def test_of_an_unlinked_reporter_no_row_is_put_for_their_own_conversation(office: Office) -> None:
    await office.act(VisibilitySet(Visibility.UNLINKED), "tess")

    place = await office.store.read(lambda session: session.work(ORG).places.personal("tess"))
    assert place is not None
    assert place.id not in {line.intent.place for line in await office.ledger()}


async def test_a_message_that_was_on_its_way_when_the_words_were_erased_is_taken_back_too(office: Office) -> None:
    await office.act(Noted("It hums louder"), "lena")
    await office.send(times=1)  # the cards; the lines wait for their turn
    office.teams.meanwhile = lambda: office.act(Withdrawn(), "tess")

    await office.send()

    assert "hum" not in everywhere(office)


def somebody_waits(session: Session) -> bool:
    assert isinstance(session, DatabaseSession)
    return bool(session.connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


@pytest.mark.parametrize("engine", ["postgres"])  # on SQLite nobody writes beside another
async def test_who_erases_words_while_a_message_is_written_down_waits_for_it_and_takes_it_back(office: Office) -> None:
    await office.act(Noted("It hums louder"), "lena")
    await office.send(times=1)
    now, loop = office.clock.now(), asyncio.get_running_loop()
    claimed = await office.store.write(lambda session: session.lanes.claim("w", now=now, lease=60, limit=9))
    line = next(one for one in claimed if one.intent.kind is Kind.LINE)
    shown = await office.store.read(lambda session: standing.shows(line.intent, session.work(ORG)))
    end = End(replace(line, state=DeliveryState.SENT), ref="the-line", shows=shown)

    def erased_meanwhile(session: Session) -> Future[object]:
        write([end], session, now)
        erasing: Future[object] = asyncio.run_coroutine_threadsafe(office.act(Withdrawn(), "tess"), loop)
        while not erasing.done() and not somebody_waits(session):
            pass
        return erasing

    await asyncio.wrap_future(await office.store.write(erased_meanwhile))

    posted = await office.store.read(lambda session: session.work(ORG).postings.by_ref(line.intent.place, "the-line"))
    assert posted is not None
    again = {one.intent.seq for one in await office.ledger() if one.intent.kind is Kind.ERASED}
    assert posted.turn in again


async def test_words_that_were_erased_while_the_bot_was_out_of_a_channel_go_when_it_is_back(office: Office) -> None:
    def away(session: Session) -> None:
        places.gone(place(session, Platform.SLACK), "kicked", session.work(ORG))

    def back(session: Session) -> None:
        here = replace(place(session, Platform.SLACK), gone=None)
        session.work(ORG).places.save(here)
        places.catch_up(here, session.work(ORG))

    await office.store.write(away)
    await office.act(Withdrawn(), "tess")
    await office.send()
    assert "hum" in f"{office.now_shown()['C0ELM']}"

    await office.store.write(back)
    await office.send()

    assert "hum" not in everywhere(office)
    assert "Only what can be counted is kept" in f"{office.now_shown()['C0ELM']}"


async def test_a_message_that_somebody_deleted_is_not_brought_back(office: Office) -> None:
    await office.act(Withdrawn(), "tess")
    posted = [post for post in office.slack.sent if post.ref is None]
    office.slack.answers = [NOT_THERE] * 40

    await office.send()

    new = [post for post in office.slack.sent if post.ref is None][len(posted) :]
    assert "hum" not in "".join(aloud(post.message) for post in new)
    erased = [line for line in await office.ledger() if line.intent.kind is Kind.ERASED]
    assert {line.state for line in erased} == {DeliveryState.SENT}
