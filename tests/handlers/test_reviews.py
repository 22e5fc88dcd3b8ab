"""The monthly review: a team's walk through its log, on both platforms, by several people, with stops."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.changes import Reviewed
from bot.domain.review import Month, Walk
from bot.domain.team import Person, Place
from bot.domain.vocabulary import Decision, Outcome, Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.requests import Caller, Reply
from bot.ports import Kind, Session, Work
from bot.storage.store import DatabaseStore
from bot.ui.card import Button, Card
from bot.ui.speech import read_aloud
from tests.handlers.office import reported, shown
from tests.handlers.town import (
    ANA,
    DANA,
    GENERAL,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    Town,
    alone,
    button,
    card,
    default_visibility,
    form,
    said,
    settle,
)
from tests.support.database import HandClock

OCTOBER = Month(2026, 10)
HERE, TWIN = "place-lincoln", "place-twin"
THERE = replace(LINCOLN, key="19:twin", address="a-twin")


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Lincoln meets on Slack and on Teams; Sam and Ana are on the team."""
    town = await settle(sqlite_store, clock)

    def join(session: Session) -> None:
        work = session.work(ORG)
        for id, who in (("p-sam", SAM), ("p-ana", ANA)):
            work.people.save(Person(ORG, id, who.name, handles=(who.handle,)))
        work.teams.set_members("t-lincoln", Role.MEMBER, ["p-sam", "p-ana"])
        work.places.save(Place(ORG, TWIN, Platform.TEAMS, TENANT, "a-twin", "19:twin", "Lincoln", team="t-lincoln"))

    await town.store.write(join)
    return town


async def begun(town: Town, *words: str, by: Caller = LEE) -> None:
    """A row for each of `words`, and their review begun from the log."""
    for one in words:
        await reported(town, words=one)
    await town.press(by, button(await town.say(by, "log", LINCOLN), "Start the review"), LINCOLN)


async def latest(town: Town) -> Walk:
    walk = await town.look(lambda work: work.reviews.latest("t-lincoln"))
    assert walk is not None
    return walk


async def review(town: Town, place: str = HERE, id: str = "") -> Card:
    """The card of the last review (or of one), as it goes out to a channel of the team now."""
    walk = id or (await latest(town)).id

    def draw(work: Work) -> Card:
        line = next(one for one in work.outbox.ledger(walk) if one.intent.place == place)
        return shown(outgoing.message(line, work, town.clock.now()))

    return await town.look(draw)


async def offered(town: Town, label: str) -> Button:
    return button(Reply(card=await review(town)), label)


async def press(town: Town, label: str, by: Caller = LEE) -> Reply:
    return await town.press(by, await offered(town, label), LINCOLN)


async def stamps(town: Town) -> list[tuple[str | None, Decision]]:
    """Who stamped, and with what."""
    found = await town.look(lambda work: work.reviews.stamps("t-lincoln", OCTOBER))
    return sorted((stamp.by, stamp.decision) for stamp in found)


async def test_every_open_row_comes_up_once_and_is_stamped(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")

    seen = [read_aloud(await review(town))]
    await press(town, "Keep as it is")
    seen.append(read_aloud(await review(town)))
    await press(town, "Keep as it is", SAM)

    assert [("1 of 2" in seen[0], "carts" in seen[0]), ("2 of 2" in seen[1], "bell" in seen[1])] == [(True, True)] * 2
    assert await stamps(town) == [("p-lee", Decision.KEPT), ("p-sam", Decision.KEPT)]
    assert "Every open challenge was reviewed this month." in read_aloud(await review(town))
    row = await town.row(1)
    assert row.reviewed is not None
    assert (row.reviewed.by, row.reviewed.month) == ("p-lee", "2026-10")


async def test_a_stamp_changes_neither_status_nor_clock_and_says_nothing_in_the_thread(town: Town) -> None:
    await begun(town, "The carts are gone")
    before = await town.row()
    town.clock.forward(days=2)

    await press(town, "Keep as it is")

    after = await town.row()
    assert (after.status, after.owed) == (before.status, before.owed)
    assert await town.queued(Kind.LINE) == []
    assert "Reviewed: Friday, October 16, 2026, by Lee Park" in said(await town.say(LEE, "#1"))


async def test_what_was_changed_while_the_team_looked_is_seen_at_once_and_stamped_as_changed(town: Town) -> None:
    await begun(town, "The carts are gone")
    asked = form(await press(town, "Add a note"))

    await town.send(LEE, asked, {"text": "The office has two of them"}, LINCOLN)

    assert "The office has two of them" in read_aloud(await review(town))
    await press(town, "Go on")
    assert await stamps(town) == [("p-lee", Decision.CHANGED)]


async def test_a_question_to_the_reporter_is_stamped_as_one(town: Town) -> None:
    await begun(town, "The carts are gone")

    await town.send(LEE, form(await press(town, "Ask the reporter")), {"question": "All of them?"}, LINCOLN)
    await press(town, "Go on")

    assert await stamps(town) == [("p-lee", Decision.ASKED)]


async def test_what_was_changed_before_the_review_does_not_count_as_its_change(town: Town) -> None:
    await reported(town, words="The carts are gone")
    await town.say(LEE, "#1 note Two were found", LINCOLN)
    await begun(town)

    await press(town, "Keep as it is")

    assert await stamps(town) == [("p-lee", Decision.KEPT)]


async def confirmed(town: Town, to: Caller = SAM) -> None:
    """Row 1: its reporter says that it is gone, and nobody has closed it."""
    await reported(town, words="The carts are gone")
    await town.say(SAM, "help", LINCOLN)
    for who, words in ((LEE, f"assign {to.name}"), (to, "removed They are back"), (DANA, "verdict yes")):
        await town.say(who, f"#1 {words}", LINCOLN)


async def test_closing_it_in_the_review_stamps_it_and_goes_on(town: Town) -> None:
    await confirmed(town)
    await begun(town, "The bell rings twice")

    closing = await offered(town, "Close")
    await town.press(LEE, closing, LINCOLN)

    assert closing.confirm is not None
    assert (await town.row(1)).outcome is Outcome.SUFFICIENT
    assert await stamps(town) == [("p-lee", Decision.CLOSED)]
    assert "2 of 2" in read_aloud(await review(town))


async def test_who_was_assigned_closes_it_in_no_review_either_and_nothing_is_stamped(town: Town) -> None:
    await confirmed(town, LEE)
    await begun(town)

    reply = await press(town, "Close")

    assert "cannot close it" in said(reply)
    assert await stamps(town) == []


async def test_what_was_closed_elsewhere_does_not_hold_the_review_up(town: Town) -> None:
    await confirmed(town)
    await begun(town, "The bell rings twice")

    await town.say(JO, "#1 close", LINCOLN)

    shown_now = read_aloud(await review(town))
    assert "The bell rings twice" in shown_now
    assert await stamps(town) == []


async def test_skipped_rows_are_named_at_the_end_and_come_up_when_the_rest_is_reviewed(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")

    await press(town, "Skip for now")
    await press(town, "Keep as it is")
    end = read_aloud(await review(town))
    town.clock.forward(days=1)
    await press(town, "Review the rest")

    assert "1 is not reviewed yet: #1." in end
    assert "The carts are gone" in read_aloud(await review(town))
    assert "2 of 2" in read_aloud(await review(town))


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


async def test_begun_again_it_goes_on_in_a_new_card_and_the_old_one_says_so(town: Town) -> None:
    await begun(town, "The carts are gone", "The bell rings twice")
    await press(town, "Keep as it is")
    old = await latest(town)
    skip = await offered(town, "Skip for now")
    town.clock.forward(hours=3)

    await begun(town)

    assert "goes on in a newer message" in read_aloud(await review(town, id=old.id))
    assert "2 of 2" in read_aloud(await review(town))
    assert "Somebody was faster" in said(await town.press(SAM, skip, LINCOLN))


async def test_what_was_reviewed_this_month_comes_up_again_only_in_the_next(town: Town) -> None:
    await begun(town, "The carts are gone")
    start = button(await town.say(LEE, "log", LINCOLN), "Start the review")
    await press(town, "Keep as it is")

    now = await town.press(LEE, start, LINCOLN)
    town.clock.forward(days=20)
    await town.press(LEE, start, LINCOLN)

    assert "Every open challenge was reviewed this month." in said(now)
    assert "The carts are gone" in read_aloud(await review(town))


async def test_the_card_of_a_month_that_is_over_stamps_nothing(town: Town) -> None:
    await begun(town, "The carts are gone")
    old, walk = await offered(town, "Keep as it is"), await latest(town)
    town.clock.forward(days=20)

    reply = await town.press(LEE, old, LINCOLN)

    assert "belongs to another month" in said(reply)
    assert (await town.row()).reviewed is None
    await town.press(LEE, button(reply, "Start the review"), LINCOLN)
    assert "That month is over" in read_aloud(await review(town, id=walk.id))
    await press(town, "Keep as it is")
    assert (await town.row()).reviewed is not None


async def test_only_the_team_reviews_and_that_is_asked_again_at_the_press(town: Town) -> None:
    await begun(town, "The carts are gone")
    keep, skip = await offered(town, "Keep as it is"), await offered(town, "Skip for now")

    refused = [said(await town.press(DANA, one, LINCOLN)) for one in (keep, skip)]
    await town.store.write(lambda session: session.work(ORG).teams.set_members("t-lincoln", Role.MEMBER, []))
    refused.append(said(await town.press(SAM, keep, LINCOLN)))

    assert ["Only a lead of its team" in one for one in refused] == [True] * 3
    assert await stamps(town) == []


async def test_the_log_offers_the_review_to_the_team_and_to_nobody_else(town: Town) -> None:
    await reported(town)

    labels = [
        [one.label for one in card(await town.say(who, "log", where)).buttons]
        for who, where in ((SAM, LINCOLN), (SAM, alone(SAM)), (DANA, LINCOLN), (LEE, GENERAL))
    ]

    # Lee leads two teams, and which one is meant cannot be known outside their channels
    assert ["Start the review" in one for one in labels] == [True, True, False, False]


@pytest.mark.parametrize("line", ["review", "Start the review.", "revisión"])
async def test_it_begins_by_a_typed_line_in_the_teams_channel(town: Town, line: str) -> None:
    await reported(town, words="The carts are gone")

    await town.say(SAM, line, LINCOLN, command="agenda")

    assert "The carts are gone" in read_aloud(await review(town))


async def test_typed_elsewhere_it_asks_which_team_where_there_are_several(town: Town) -> None:
    await reported(town, words="The carts are gone")

    asked = await town.say(LEE, "review", alone(LEE), command="agenda")
    alone_on_no_team = await town.say(DANA, "review", alone(DANA), command="agenda")
    await town.press(LEE, button(asked, "Lincoln SLT"), alone(LEE))

    assert "Which team's review?" in said(asked)
    assert "You are on no team" in said(alone_on_no_team)
    assert "The carts are gone" in read_aloud(await review(town))


async def test_begun_in_private_it_says_where_it_goes_on(town: Town) -> None:
    await reported(town)

    reply = await town.press(SAM, button(await town.say(SAM, "log", alone(SAM)), "Start the review"), alone(SAM))

    assert said(reply) == "The review has begun in lincoln-slt."
    assert "1 of 1" in read_aloud(await review(town))


async def test_of_what_was_said_in_confidence_the_card_names_nobody(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)
    await begun(town, "The carts are gone")

    assert "in confidence" in read_aloud(await review(town))
    assert "Dana" not in read_aloud(await review(town))


async def test_two_who_begin_it_at_once_begin_one_review(town: Town) -> None:
    await begun(town, "The carts are gone")
    first = await latest(town)

    await begun(town)

    assert await latest(town) == first


async def test_the_history_tells_the_stamp(town: Town) -> None:
    await begun(town, "The carts are gone")
    await press(town, "Keep as it is")

    row = await town.row()

    events = await town.look(lambda work: work.challenges.history(row.id))
    assert events[-1].change == Reviewed("2026-10", Decision.KEPT)
    assert "Lee Park went over it in the monthly review" in said(await town.say(JO, "#1"))
