"""One challenge by its number: all of it, what happened to it, and what did not arrive."""

from dataclasses import replace

import pytest

from bot.ports import DeliveryState, Session
from bot.ui.card import Act, Button
from bot.ui.speech import read_aloud
from tests.handlers.office import THINGS, removed, reported, ring, triaged
from tests.handlers.town import (
    DANA,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    card,
    said,
)


async def test_once_asked_the_card_says_so_and_nobody_is_late(town: Town) -> None:
    shown = said(await town.say(LEE, f"#{(await ring(town, await removed(town))).number}", LINCOLN))

    assert "was asked whether it is gone, and is asked again on" in shown
    assert "Nothing matches." in said(await town.say(SAM, "log overdue", LINCOLN))


async def test_a_number_alone_shows_all_of_it_with_the_moves_of_whoever_asks(town: Town) -> None:
    await triaged(town)

    lead = await town.say(LEE, "#1", alone(LEE))
    reporter = await town.say(DANA, "#1", alone(DANA))
    member = await town.say(SAM, "#1", alone(SAM))

    assert "Lee Park triaged it as Technology: external, adaptive, leadership, district." in said(lead)
    verbs = [[one.act.verb for one in (*card(it).buttons, *card(it).more)] for it in (lead, reporter, member)]
    assert verbs[0][:2] == ["assign", "step"]
    assert verbs[1][:3] == ["details", "visibility", "withdraw"]
    assert verbs[2] == ["affects_me", "note", "ledger"]


async def test_what_did_not_arrive_is_said_by_channel(town: Town) -> None:
    row = await reported(town)

    def lose(session: Session) -> None:
        now = town.clock.now()
        for delivery in session.lanes.claim("w", now=now, lease=60, limit=50):
            failed = replace(delivery, state=DeliveryState.FAILED, reason="not_in_channel")
            session.lanes.done((failed, 0), now=now)

    await town.store.write(lose)

    shown = await town.say(SAM, f"#{row.number}", alone(SAM))
    sent = await town.press(SAM, button(shown, "What was sent"), alone(SAM))

    assert "Not delivered to lincoln-slt: the bot was removed." in said(shown)
    assert "lincoln-slt: not delivered (the bot was removed)" in said(sent)


async def test_all_that_happened_is_read_page_by_page_the_newest_first(town: Town) -> None:
    row = await reported(town)
    for thing in THINGS:
        await town.say(SAM, f"#{row.number} note The {thing} as well", LINCOLN)
    whole = await town.say(DANA, f"#{row.number}", alone(DANA))

    first = await town.press(DANA, button(whole, "All that happened"), alone(DANA))
    second = await town.press(DANA, button(first, "Older"), alone(DANA))
    beyond = await town.press(DANA, Button("Older", Act("history", row.id, args=(("page", "99"),))), alone(DANA))

    found = [thing for page in (first, second) for line in said(page).splitlines() for thing in THINGS if thing in line]
    assert found == list(reversed(THINGS))
    assert ["Page 1 of 2." in said(first), "reported it." in said(second)] == [True, True]
    assert [first.replace, second.replace] == [False, True]
    assert said(beyond) == said(second)
    assert said(await town.press(DANA, button(second, "Newer"), alone(DANA))) == said(first)


async def test_a_short_history_needs_no_pages(town: Town) -> None:
    row = await reported(town)

    shown = card(await town.say(DANA, f"#{row.number}", alone(DANA)))

    assert "reported it." in read_aloud(shown)
    assert "history" not in {one.act.verb for one in (*shown.buttons, *shown.more)}


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("member_left_channel", "the bot was removed"),
        ("channel_archive", "the channel is archived"),
        ("uninstalled", "the bot was uninstalled"),
    ],
)
async def test_a_channel_that_is_gone_is_named_though_nothing_was_sent_there_any_more(
    town: Town, reason: str, told: str
) -> None:
    await town.happen(LEE, "place_gone", LINCOLN, reason=reason)
    await town.press(DANA, button(await town.say(DANA, "The gym has no projector", alone(DANA)), "Lincoln SLT"))

    shown = await town.say(SAM, "#1", alone(SAM))
    sent = await town.press(SAM, button(shown, "What was sent"), alone(SAM))

    assert f"Not delivered to lincoln-slt: {told}." in said(shown)
    assert f"lincoln-slt: not delivered ({told})" in said(sent)


async def test_a_channel_that_is_back_is_not_named(town: Town) -> None:
    await town.happen(LEE, "place_gone", LINCOLN, reason="channel_left")
    await town.happen(LEE, "joined", LINCOLN)
    await reported(town)

    assert "Not delivered" not in said(await town.say(SAM, "#1", alone(SAM)))
