"""The monthly review: a team's walk through its log, row by row, each with its stamp."""

import pytest

from bot.domain.changes import Reviewed
from bot.domain.vocabulary import Decision, Outcome, Visibility
from bot.handlers.desk.requests import Caller
from bot.ports import Kind
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.handlers.office import reported
from tests.handlers.review_room import begun, latest, offered, on_two_platforms, press, review, stamps
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    SAM,
    Town,
    button,
    default_visibility,
    form,
    said,
)
from tests.support.database import HandClock


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await on_two_platforms(sqlite_store, clock)


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


async def test_of_what_was_said_in_confidence_the_card_names_nobody(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)
    await begun(town, "The carts are gone")

    assert "in confidence" in read_aloud(await review(town))
    assert "Dana" not in read_aloud(await review(town))


async def test_the_history_tells_the_stamp(town: Town) -> None:
    await begun(town, "The carts are gone")
    await press(town, "Keep as it is")

    row = await town.row()

    events = await town.look(lambda work: work.challenges.history(row.id))
    assert events[-1].change == Reviewed("2026-10", Decision.KEPT)
    assert "Lee Park went over it in the monthly review" in said(await town.say(JO, "#1"))
