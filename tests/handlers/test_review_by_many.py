"""One review, several people: on both platforms, at the same moment, with stops."""

import asyncio

import pytest

from bot.domain.vocabulary import Decision
from bot.handlers.desk.requests import Reply
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.handlers.office import sent
from tests.handlers.review_room import (
    HERE,
    THERE,
    TWIN,
    begun,
    latest,
    offered,
    on_two_platforms,
    press,
    review,
    stamps,
)
from tests.handlers.town import (
    ANA,
    JO,
    LEE,
    LINCOLN,
    SAM,
    Town,
    button,
    said,
)
from tests.support.database import HandClock


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await on_two_platforms(sqlite_store, clock)


async def test_it_stops_and_goes_on_later_on_the_other_platform_in_its_language(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")
    await press(town, "Keep as it is")
    await press(town, "Stop here")
    twin = await review(town, TWIN)
    town.clock.forward(days=1)

    await town.press(ANA, button(Reply(card=twin), "Go on"), THERE)

    assert "It stopped at 2 of 2." in read_aloud(twin)
    assert read_aloud(await review(town, TWIN)) == read_aloud(await review(town))
    await town.press(ANA, button(Reply(card=await review(town, TWIN)), "Keep as it is"), THERE)
    assert await stamps(town) == [("p-ana", Decision.KEPT), ("p-lee", Decision.KEPT)]


async def test_both_channels_get_the_card_of_a_review(town: Town) -> None:
    await begun(town, "The carts are gone")
    walk = await latest(town)

    places = await town.look(lambda work: [line.intent.place for line in work.outbox.ledger(walk.id)])

    assert sorted(places) == [HERE, TWIN]


async def test_of_two_who_press_the_second_reads_who_was_first_and_stamps_nothing_else(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")
    same = await offered(town, "Keep as it is")

    await town.press(LEE, same, LINCOLN)
    second = await town.press(SAM, same, LINCOLN)

    assert said(second) == "Lee Park has reviewed #1 already."
    assert await stamps(town) == [("p-lee", Decision.KEPT)]


async def test_two_at_the_same_moment_lose_no_stamp(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice", "The gym is cold")
    first = await offered(town, "Keep as it is")
    await press(town, "Skip for now")
    second = await offered(town, "Keep as it is")

    await asyncio.gather(town.press(LEE, first, LINCOLN), town.press(SAM, second, LINCOLN))

    assert await stamps(town) == [("p-lee", Decision.KEPT), ("p-sam", Decision.KEPT)]
    assert "The gym is cold" in read_aloud(await review(town))


async def test_a_card_that_is_out_of_date_stamps_nothing_and_says_what_happened(town: Town) -> None:
    await begun(town, "The carts are gone")
    before = await offered(town, "Keep as it is")
    await town.say(JO, "#1 note The office has two", LINCOLN)

    reply = await town.press(LEE, before, LINCOLN)

    assert "Jo Whitfield noted: “The office has two”" in said(reply)
    assert await stamps(town) == []


async def test_skipping_twice_skips_one(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice", "The gym is cold")
    skip = await offered(town, "Skip for now")

    await town.press(LEE, skip, LINCOLN)
    second = await town.press(SAM, skip, LINCOLN)

    assert "The review has gone on" in said(second)
    assert "The bell rings twice" in read_aloud(await review(town))


async def again(town: Town) -> None:
    """The review that is under way, as a new card."""
    told = await town.press(LEE, button(await town.say(LEE, "log", LINCOLN), "Start the review"), LINCOLN)
    await town.press(LEE, button(told, "Post it again below"), LINCOLN)


async def test_started_twice_its_card_is_drawn_again_and_says_where_it_stands(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")
    await press(town, "Keep as it is")
    walk = await latest(town)
    town.clock.forward(hours=3)
    await sent(town)

    told = said(await town.say(SAM, "review", LINCOLN, command="agenda"))

    assert "The review is under way: its card in the team's channel shows #2." in told
    assert await latest(town) == walk
    lines = await town.look(lambda work: work.outbox.ledger(walk.id))
    assert {line.intent.place for line in lines if line.sent_at is None} == {HERE, TWIN}


async def test_one_of_the_month_before_is_no_review_that_is_under_way(town: Town) -> None:
    await begun(town, "The carts are gone")
    old = await latest(town)
    town.clock.forward(days=20)
    await town.say(SAM, "review", LINCOLN, command="agenda")
    assert (await latest(town)).turn == old.turn + 1


async def test_begun_again_it_goes_on_in_a_new_card_and_the_old_one_says_so(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")
    await press(town, "Keep as it is")
    old = await latest(town)
    skip = await offered(town, "Skip for now")
    town.clock.forward(hours=3)

    await again(town)

    assert "goes on in a newer message" in read_aloud(await review(town, id=old.id))
    assert "2 of 2" in read_aloud(await review(town))
    assert "Somebody was faster" in said(await town.press(SAM, skip, LINCOLN))


async def test_two_who_begin_it_at_once_begin_one_review(town: Town) -> None:
    await begun(town, "The carts are gone")
    first = await latest(town)

    told = await town.say(SAM, "review", LINCOLN, command="agenda")

    assert await latest(town) == first
    assert told == Reply()
