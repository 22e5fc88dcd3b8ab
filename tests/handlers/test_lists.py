"""Lists: my reports, what I owe, and the log with its filters and pages."""

from bot.domain import life
from bot.domain.changes import Reported
from bot.domain.vocabulary import Visibility
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN
from bot.ports import Session
from bot.ui.card import Items
from tests.handlers.office import THINGS, assigned, closed, reported, ring
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
)

AT_0 = f"{MENTION_OPEN}0{MENTION_CLOSE}"


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


async def test_a_closed_one_owes_nothing_on_any_list(town: Town) -> None:
    await closed(town)

    assert "You owe nothing" in said(await town.say(LEE, "todo", alone(LEE)))
    assert "Nothing matches." in said(await town.say(LEE, "log open", alone(LEE)))
