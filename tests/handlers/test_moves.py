"""Every move by button, form and words, on a real database, ends in the same event."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.changes import Assigned, StepAdded, StepDone, Triaged
from bot.domain.vocabulary import Driver, Level, Nature, Reach, Status
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN, Via
from bot.ui.speech import read_form
from tests.handlers.office import assigned, channel_card, last, lines, person_in, reported, triaged
from tests.handlers.town import (
    LEE,
    LINCOLN,
    MALLORY,
    SAM,
    Town,
    button,
    card,
    filled,
    form,
    said,
    thread_of,
)

AT_0 = f"{MENTION_OPEN}0{MENTION_CLOSE}"


TRIAGE = Triaged("Technology", Reach.EXTERNAL, Nature.ADAPTIVE, Driver.LEADERSHIP, Level.DISTRICT, "Reading screener")


async def test_triage_by_form(town: Town) -> None:
    row = await triaged(town)

    assert await last(town, row) == TRIAGE
    assert row.status is Status.TRIAGED


async def test_triage_by_words(town: Town) -> None:
    row = await reported(town)

    await town.say(LEE, f"#{row.number} triage technology external adaptive leadership district", LINCOLN)

    assert await last(town, row) == replace(TRIAGE, practice="")


async def test_triage_words_that_leave_something_open_fill_the_form(town: Town) -> None:
    row = await reported(town)

    asked = form(await town.say(LEE, f"#{row.number} triage technology external", LINCOLN))

    assert filled(asked)["type"] == "Technology"
    assert filled(asked)["reach"] == "external"
    assert [field for field, _ in asked.errors] == ["nature"]
    assert (await town.row()).status is Status.REPORTED


async def test_the_form_of_triage_defines_technical_and_adaptive_beside_the_choice(town: Town) -> None:
    row = await reported(town)

    asked = form(await town.press(LEE, button(await channel_card(town, row), "Triage"), LINCOLN))

    assert "Technical: We agree what is wrong" in read_form(asked)
    assert "Adaptive: Views differ" in read_form(asked)


async def test_assign_by_form_with_somebody_picked_from_the_platform(town: Town) -> None:
    row = await triaged(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Assign"), LINCOLN))

    await town.send(LEE, shown, {"assignee": SAM.handle, "target": "2026-12-01"}, LINCOLN)

    after = await town.row()
    sam = await town.look(lambda work: work.people.by_handle(SAM.handle))
    assert sam is not None
    assert await last(town, row) == Assigned(sam.id, None, date(2026, 12, 1))
    assert after.status is Status.PLANNING


async def test_assign_by_mention_in_the_thread_says_the_day_in_full(town: Town) -> None:
    row = await triaged(town)
    thread = await thread_of(town, row)

    reply = await town.say(LEE, f"assign {AT_0} by Dec 1", thread, via=Via.MENTION, people=(SAM,))

    sam = await town.look(lambda work: work.people.by_handle(SAM.handle))
    assert sam is not None
    assert await last(town, row) == Assigned(sam.id, None, date(2026, 12, 1))
    assert (reply.card, reply.form, reply.line) == (None, None, None)
    assert (await lines(town))[-1] == "Lee Park assigned it to Sam Okafor. Target: Tuesday, December 1, 2026."


async def test_assign_by_a_plain_name(town: Town) -> None:
    row = await triaged(town)

    reply = await town.say(LEE, f"#{row.number} assign to Jo Whitfield by Dec 1", LINCOLN)

    assert await last(town, row) == Assigned("p-jo", None, date(2026, 12, 1))
    assert "Tuesday, December 1, 2026" in said(reply)


async def test_a_day_that_nobody_reads_is_asked_for(town: Town) -> None:
    row = await triaged(town)

    asked = form(await town.say(LEE, f"#{row.number} assign Jo by the blue moon", LINCOLN))

    assert [field for field, _ in asked.errors] == ["target"]
    assert person_in(asked) == "p-jo"
    assert (await town.row()).assignee is None


async def test_a_day_with_two_meanings_is_asked_with_two_buttons(town: Town) -> None:
    row = await triaged(town)
    town.clock.forward(days=1)  # a Thursday: next Friday may be tomorrow or a week later

    asked = await town.say(LEE, f"#{row.number} assign Jo by next friday", LINCOLN)
    labels = [one.label for one in card(asked).buttons]
    assert labels == ["Friday, October 16, 2026", "Friday, October 23, 2026"]
    chosen = button(asked, "Friday, October 23")
    await town.press(LEE, chosen, LINCOLN)
    await town.press(LEE, chosen, LINCOLN)

    assert await last(town, row) == Assigned("p-jo", None, date(2026, 10, 23))
    assert (await town.row()).version == row.version + 1


async def test_somebody_of_another_workspace_is_nobody_here(town: Town) -> None:
    row = await triaged(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Assign"), LINCOLN))

    again = form(await town.send(LEE, shown, {"assignee": MALLORY.handle}, LINCOLN))

    assert [field for field, _ in again.errors] == ["assignee"]
    assert await town.look(lambda work: work.people.by_handle(MALLORY.handle)) is None


async def test_a_step_by_form_and_by_words_is_the_same_step(town: Town) -> None:
    row = await assigned(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Add a step"), LINCOLN))
    values = {"text": "Order chargers", "owner": "p-jo", "due": "2026-12-01"}

    await town.send(LEE, shown, values, LINCOLN)
    by_form = await last(town, row)
    thread = await thread_of(town, row)
    jo = replace(LEE, handle=replace(LEE.handle, user="U0JO"), name="Jo Whitfield")
    await town.say(LEE, f"step Order chargers {AT_0} by Dec 1", thread, via=Via.MENTION, people=(jo,))
    by_words = await last(town, row)
    await town.say(LEE, f"step Order chargers by Dec 1 {AT_0}", thread, via=Via.MENTION, people=(jo,))

    assert by_form == by_words == await last(town, row) == StepAdded("Order chargers", "p-jo", date(2026, 12, 1))


async def test_words_of_a_step_that_sound_like_a_day_are_asked_about(town: Town) -> None:
    row = await assigned(town)

    asked = await town.say(LEE, f"#{row.number} step Meet the parents by the office", LINCOLN)
    await town.press(LEE, button(asked, "It is part of the step"), LINCOLN)

    assert await last(town, row) == StepAdded("Meet the parents by the office")


async def test_a_number_and_a_day_are_no_step(town: Town) -> None:
    row = await assigned(town)

    shown = form(await town.say(LEE, f"#{row.number} step 2 by Dec 1", LINCOLN))

    assert dict(shown.errors) == {"text": "It is empty. Write a few words."}
    assert "2026, 12, 1" in repr(shown)
    assert await town.row(row.number) == row


async def test_a_step_is_done_by_its_button_and_by_its_number(town: Town) -> None:
    row = await assigned(town)
    await town.say(LEE, f"#{row.number} step Order chargers", LINCOLN)
    await town.say(LEE, f"#{row.number} step Label the cart", LINCOLN)

    await town.press(LEE, button(await channel_card(town, row), "Done"), LINCOLN)
    by_button = await last(town, row)
    await town.say(LEE, f"#{row.number} done 2", LINCOLN)

    assert by_button == StepDone(1)
    assert await last(town, row) == StepDone(2)


async def test_a_form_that_cannot_open_by_itself_is_offered_with_what_was_typed(town: Town) -> None:
    row = await triaged(town)
    thread = await thread_of(town, row)

    reply = await town.say(LEE, "assign Jo by the blue moon", thread, via=Via.MENTION)
    shown = form(await town.press(LEE, button(reply, "Open the form"), LINCOLN))

    assert person_in(shown) == "p-jo"


async def test_the_same_moves_in_spanish(town: Town) -> None:
    row = await triaged(town)

    await town.say(LEE, f"#{row.number} asignar a Jo Whitfield para el 1 de diciembre", LINCOLN)
    assert await last(town, row) == Assigned("p-jo", None, date(2026, 12, 1))
    await town.say(LEE, f"#{row.number} paso Pedir cargadores", LINCOLN)
    assert await last(town, row) == StepAdded("Pedir cargadores")
    await town.say(LEE, f"#{row.number} hecho", LINCOLN)
    assert await last(town, row) == StepDone(1)


async def test_a_name_that_two_people_have_is_asked_with_a_button_each(town: Town) -> None:
    row = await triaged(town)
    for number, name in enumerate(("Chris Moss", "Chris Vale")):
        caller = replace(SAM, handle=replace(SAM.handle, user=f"U0CHRIS{number}"), name=name)
        await town.say(caller, f"#{row.number} affects me too", LINCOLN)

    asked = await town.say(LEE, f"#{row.number} assign Chris by Dec 1", LINCOLN)
    await town.press(LEE, button(asked, "Chris Vale"), LINCOLN)

    change = await last(town, row)
    assert isinstance(change, Assigned)
    chosen = await town.look(lambda work: work.people.get(change.assignee))
    assert chosen is not None
    assert (chosen.name, change.target) == ("Chris Vale", date(2026, 12, 1))


async def test_thousands_of_blanks_before_a_mention_cost_no_time(town: Town) -> None:
    row = await assigned(town)
    words = f"#{row.number} step Order{' ' * 3000},{' ' * 3000}chargers {AT_0}{' ,;.' * 1000}"

    await asyncio.wait_for(town.say(LEE, words, LINCOLN, people=(SAM,)), 10)

    assert "Order , chargers" in repr(await last(town, row))


@pytest.mark.parametrize("day", ["by next friday", "by the usual vendor"])
async def test_a_long_step_whose_day_is_unclear_keeps_its_words_in_the_form(town: Town, day: str) -> None:
    row = await assigned(town)
    text = ("Order chargers " * 124).strip()

    shown = form(await town.say(LEE, f"#{row.number} step {text} {day}", LINCOLN))

    assert "Order chargers Order chargers" in filled(shown)["text"]
    assert "did not understand the day" in dict(shown.errors)["due"]
    assert await town.row(row.number) == row


async def test_a_mention_renames_nobody_who_is_known(town: Town) -> None:
    row = await assigned(town)
    await town.say(SAM, f"#{row.number} note seen it", LINCOLN)

    await town.say(LEE, f"#{row.number} assign {AT_0}", LINCOLN, people=(replace(SAM, name="Superintendent"),))

    assert "Superintendent" not in await town.everything()


async def test_a_name_and_a_time_zone_are_kept_only_as_far_as_they_can_be_shown(town: Town) -> None:
    await town.say(replace(SAM, name="Sam\u202e\ue000\n Okafor" + "x" * 200, time_zone="Mars/Olympus"), "Bus", LINCOLN)

    person = await town.look(lambda work: work.people.by_handle(SAM.handle))

    assert person is not None
    assert (person.name, person.time_zone) == ("Sam Okafor" + "x" * 70, None)
