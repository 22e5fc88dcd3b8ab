"""Who may begin a review, and where."""

import pytest

from bot.domain.vocabulary import Role
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.handlers.office import reported
from tests.handlers.review_room import begun, offered, on_two_platforms, review, stamps
from tests.handlers.town import (
    DANA,
    GENERAL,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    card,
    said,
)
from tests.support.database import HandClock


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await on_two_platforms(sqlite_store, clock)


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
