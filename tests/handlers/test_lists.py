"""What there is to look at: my reports, what I owe, the log and its pages, one challenge whole, and home."""

from dataclasses import replace

import pytest

from bot.domain import life
from bot.domain.changes import Reported
from bot.domain.vocabulary import Visibility
from bot.handlers.requests import MENTION_CLOSE, MENTION_OPEN, Caller, Reply, Via
from bot.ports import DeliveryState, Kind, Session
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button, Items
from bot.ui.speech import read_aloud
from tests.handlers.office import assigned, closed, removed, reported, ring, to, triaged
from tests.handlers.town import (
    DANA,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    card,
    default_visibility,
    said,
    settle,
)
from tests.support.database import HandClock

AT_0 = f"{MENTION_OPEN}0{MENTION_CLOSE}"
THINGS = (
    "projector",
    "printer",
    "bell",
    "copier",
    "whiteboard",
    "elevator",
    "bus",
    "oven",
    "piano",
    "gate",
    "lamp",
    "heater",
)


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def many(town: Town) -> None:
    """A dozen challenges, filed below the check for similar ones."""

    def file(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("t-lincoln")
        assert team is not None
        for thing in THINGS:
            said = Reported(f"Nobody repairs our {thing}", Visibility.UNLINKED)
            number = work.challenges.next_number()
            row, event = life.start(
                said,
                id=f"c-{thing}",
                number=number,
                team=team,
                calendar=work.calendar(),
                actor=None,
                platform=None,
                now=town.clock.now(),
            )
            work.challenges.add(row, event)

    await town.store.write(file)


async def home(town: Town, who: Caller) -> Reply:
    return await town.open_home(who)


async def test_mine_shows_what_i_reported_and_what_affects_me_and_nothing_else(town: Town) -> None:
    await reported(town)
    await town.say(SAM, "The gym has no projector", LINCOLN)
    await town.say(SAM, "Nobody repairs our bell", LINCOLN)
    await town.say(DANA, "#2 affects me too", alone(DANA))

    shown = said(await town.say(DANA, "mine", alone(DANA)))

    assert "#1 ·" in shown
    assert "#2 ·" in shown
    assert "#3 ·" not in shown


async def test_a_stranger_sees_empty_lists_that_say_what_to_do(town: Town) -> None:
    await reported(town)

    assert "You have not reported anything" in said(await town.say(SAM, "mine", alone(SAM)))
    assert "You owe nothing" in said(await town.say(SAM, "todo", alone(SAM)))
    assert "There are three ways" in said(await town.open_home(SAM))


async def test_what_i_reported_without_a_name_is_on_no_list_of_mine(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)
    await reported(town)

    assert "#1" not in said(await town.say(DANA, "mine", alone(DANA)))


async def test_todo_has_my_moves_and_my_steps_with_the_overdue_first(town: Town) -> None:
    await assigned(town)
    for words in (f"Order chargers {AT_0} by Oct 30", f"Call the vendor {AT_0} by Oct 15", "Count the carts"):
        await town.say(LEE, f"#1 step {words}", LINCOLN, people=(LEE,))
    town.clock.forward(days=2)

    shown = said(await town.say(LEE, "todo", alone(LEE)))

    assert "Call the vendor · Chromebooks won't hold a charge in room 12 · overdue since Thu, Oct 15" in shown
    assert shown.index("Call the vendor") < shown.index("Report progress") < shown.index("Order chargers")
    assert "Count the carts" not in shown


async def test_the_log_has_ten_a_page_and_goes_on_and_back(town: Town) -> None:
    await many(town)

    first = await town.say(SAM, "log", LINCOLN)
    second = await town.press(SAM, button(first, "Older"), LINCOLN)
    back = await town.press(SAM, button(second, "Newer"), LINCOLN)

    assert "12 challenges. Page 1 of 2." in said(first)
    assert "Page 2 of 2." in said(second)
    assert second.replace
    assert said(back) == said(first)
    assert len([one for block in card(second).body if isinstance(block, Items) for one in block.entries]) == 2


async def test_filters_stay_on_the_next_page(town: Town) -> None:
    await many(town)
    await town.say(SAM, "Something else entirely about the schedule", LINCOLN)

    first = await town.say(SAM, "log open words repairs", LINCOLN)
    second = await town.press(SAM, button(first, "Older"), LINCOLN)

    assert "Only: open, repairs" in said(second)
    assert "schedule" not in said(first) + said(second)


async def test_overdue_filters_by_the_clock(town: Town) -> None:
    await reported(town)
    assert "Nothing matches." in said(await town.say(SAM, "log overdue", LINCOLN))

    town.clock.forward(days=20)

    assert "overdue since Wed, Oct 21" in said(await town.say(SAM, "log overdue", LINCOLN))


async def test_what_the_bot_reminded_of_is_still_overdue_until_it_is_done(town: Town) -> None:
    await ring(town, await ring(town, await reported(town)))

    assert "overdue since Wed, Oct 21" in said(await town.say(SAM, "log overdue", LINCOLN))
    assert "overdue since Wed, Oct 21" in said(await town.say(LEE, "todo", alone(LEE)))
    assert "Triage it (the team's leads), late since Wednesday, October 21" in said(await town.say(SAM, "1", LINCOLN))

    await town.say(LEE, "#1 triage technology internal technical organization district", LINCOLN)

    assert "Nothing matches." in said(await town.say(SAM, "log overdue", LINCOLN))
    assert "late" not in said(await town.say(SAM, "1", LINCOLN))


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


async def test_home_shows_what_i_owe_what_i_reported_and_my_teams(town: Town) -> None:
    await reported(town)

    lead, reporter = said(await home(town, LEE)), said(await home(town, DANA))

    assert "What you owe" in lead
    assert "Open in your teams" in lead
    assert "What you reported" in reporter
    assert "What you owe" not in reporter


async def test_looking_at_home_keeps_nothing_of_whoever_looked(town: Town) -> None:
    await home(town, SAM)

    stored = await town.everything()
    assert [name for name in ("Sam", "U0SAM") if name in stored] == []


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


async def test_a_closed_one_owes_nothing_on_any_list(town: Town) -> None:
    await closed(town)

    assert "You owe nothing" in said(await town.say(LEE, "todo", alone(LEE)))
    assert "Nothing matches." in said(await town.say(LEE, "log open", alone(LEE)))


@pytest.mark.parametrize("words", ["home", "Inicio", "hi", "¡Hola!", "/barrier home"])
async def test_the_private_conversation_shows_what_app_home_shows(town: Town, words: str) -> None:
    await reported(town)
    opened = said(await home(town, LEE))
    town.clock.forward(minutes=1)

    assert await town.say(LEE, words, alone(LEE), bare=True) == Reply()
    assert read_aloud((await to(town, Kind.HOME, LEE))[-1]) == opened


async def test_of_somebody_who_never_did_anything_nothing_is_kept_for_having_looked(town: Town) -> None:
    await reported(town)
    before = await town.everything()

    await home(town, SAM)

    assert (await town.everything()).count("U0SAM") == before.count("U0SAM") == 0


async def test_what_was_typed_where_others_read_is_answered_there(town: Town) -> None:
    await reported(town)

    assert "#1 ·" in said(await town.say(LEE, "home", LINCOLN))


async def test_a_greeting_where_others_read_shows_nobodys_list(town: Town) -> None:
    await reported(town)

    assert "#1" not in said(await town.say(LEE, "hi", LINCOLN, via=Via.MENTION))


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
