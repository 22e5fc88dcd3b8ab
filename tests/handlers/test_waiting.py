"""Waiting on: what a challenge waits for stands on its card; its owners are left alone for a week, and then asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.vocabulary import Duty
from bot.handlers.desk.requests import Caller, Reply
from bot.ports import Kind
from bot.storage.store import DatabaseStore
from bot.ui.form import TextField
from tests.handlers.office import assigned, channel_card, lines, reminded, ring, to
from tests.handlers.town import DANA, LEE, LINCOLN, SAM, Town, alone, button, form, said, settle
from tests.support.database import HandClock

HERE = ZoneInfo("America/Detroit")


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """One challenge that is Lee's, since a Wednesday."""
    town = await settle(sqlite_store, clock)
    await assigned(town)
    return town


async def on_card(town: Town) -> str:
    return said(await channel_card(town, await town.row()))


async def asked(town: Town) -> Reply:
    """The reminder, once the week is over."""
    await ring(town, await town.row())
    (told,) = await reminded(town, LEE)
    assert "#1 · Say whether it is still waiting · late since Wed, Oct 21" in told
    (shown,) = await to(town, Kind.DIGEST, LEE)
    return Reply(card=shown)


async def test_what_it_waits_for_stands_on_the_card_with_who_says_so_and_when_it_is_asked(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the district", LINCOLN)

    shown = await on_card(town)
    assert "Waiting on: the district, says Lee Park (Wednesday, October 14, 2026)" in shown
    assert "Next: Lee Park to say by Wednesday, October 21, 2026 whether it is still waiting" in shown
    assert "Lee Park says that it is waiting on “the district”." in (await lines(town))[-1]


async def test_nobody_is_reminded_of_it_for_five_school_days_and_then_it_is_asked(town: Town) -> None:
    row = await ring(town, await town.row())  # nothing happened for ten school days
    assert row.late_since is not None
    await town.say(LEE, "#1 waiting on the district", LINCOLN)
    assert await reminded(town, LEE) == []

    row = await town.row()
    assert row.owed is not None
    assert row.owed.what is Duty.PLAN
    assert row.owed.next_at == datetime(2026, 11, 4, 8, 0, tzinfo=HERE)


async def test_what_it_waits_for_is_not_in_the_reminder(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the quote of the vendor", LINCOLN)
    assert "quote" not in said(await asked(town))


async def test_still_waiting_is_one_tap_and_leaves_them_alone_for_another_week(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the district", LINCOLN)
    await town.press(LEE, button(await asked(town), "Still waiting"), alone(LEE))

    row = await town.row()
    assert row.waiting is not None
    assert (row.waiting.text, row.late_since) == ("the district", None)
    assert row.owed is not None
    assert row.owed.next_at == datetime(2026, 10, 28, 8, 0, tzinfo=HERE)


async def test_that_it_goes_on_is_one_tap_too(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the district", LINCOLN)
    shown = await asked(town)
    await town.press(LEE, button(shown, "It goes on"), alone(LEE))

    assert (await town.row()).waiting is None
    assert "Waiting on" not in await on_card(town)
    assert (await lines(town))[-1].endswith("says that it is waiting no longer.")
    form(await town.press(LEE, button(shown, "Still waiting"), alone(LEE)))  # on what, is asked


@pytest.mark.parametrize(
    "goes_on", ["#1 step Order chargers", "#1 waiting on nothing", "#1 removed They are here", "#1 esperando a nadie"]
)
async def test_it_waits_no_longer_when_the_work_goes_on_or_somebody_says_so(town: Town, goes_on: str) -> None:
    await town.say(LEE, "#1 esperando al proveedor", LINCOLN)
    assert (await town.row()).waiting is not None
    await town.say(LEE, goes_on, LINCOLN)
    assert (await town.row()).waiting is None


async def test_a_note_leaves_it_waiting(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the district", LINCOLN)
    await town.say(LEE, "#1 note Called them again", LINCOLN)
    assert "Waiting on: the district" in await on_card(town)


async def test_it_is_said_in_a_form_which_shows_what_was_said_before(town: Town) -> None:
    shown = form(await town.press(LEE, button(await channel_card(town, await town.row()), "It is waiting"), LINCOLN))
    await town.send(LEE, shown, {"text": "the district"}, LINCOLN)
    again = form(await town.press(LEE, button(await channel_card(town, await town.row()), "It is waiting"), LINCOLN))
    assert [field.value for field in again.fields if isinstance(field, TextField)] == ["the district"]


async def test_words_about_a_student_are_asked_about_first(town: Town) -> None:
    told = await town.say(LEE, "#1 waiting on the mother of our student Maria Lopez", LINCOLN)
    assert told.form is not None
    assert (await town.row()).waiting is None


@pytest.mark.parametrize("who", [SAM, DANA])
async def test_only_who_answers_for_it_says_what_it_waits_for(town: Town, who: Caller) -> None:
    told = await town.say(who, "#1 waiting on the district", LINCOLN)
    assert "can do this" in said(told)


async def test_erased_words_are_erased_here_too(town: Town) -> None:
    await town.say(LEE, "#1 waiting on the zanzibar office", LINCOLN)
    await town.press(DANA, button(await town.say(DANA, "#1 withdraw", alone(DANA)), "Take it back"), alone(DANA))
    assert "zanzibar" not in await town.everything()


async def test_a_report_that_begins_with_waiting_is_a_report(town: Town) -> None:
    await town.say(DANA, "Waiting for the bus takes half of the planning period", LINCOLN)
    assert len(await town.rows()) == 2


@pytest.mark.parametrize("verb", ["esperando al", "Esperando del", "en espera del", "esperando el", "en espera de el"])
async def test_in_spanish_what_it_waits_for_keeps_its_article(town: Town, verb: str) -> None:
    await town.say(LEE, f"#1 {verb} distrito", LINCOLN)

    waiting = (await town.row()).waiting
    assert waiting is not None
    assert waiting.text == "el distrito"
