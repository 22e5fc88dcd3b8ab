"""Proposals under value headings: chosen or new, by two leads at once, and seen together where they are worded."""

import pytest

from bot.domain.agreement import Proposal
from bot.handlers.agreements.clustering import LIMITS
from bot.handlers.desk.requests import Reply
from bot.storage.store import DatabaseStore
from bot.ui.form import ChoiceField, Form, TextField
from bot.ui.speech import read_form
from bot.ui.views.clustering import PAGE, cluster_form, on_page
from bot.ui.views.starters import LEADERSHIP, agreements
from bot.ui.words import words
from tests.handlers.circle import CIRCLE, TEAM, adopted, agrees, asked, gather, now, typed
from tests.handlers.town import DANA, JO, LEE, LINCOLN, ORG, SAM, Town, button, filled, form, said, settle
from tests.support.database import HandClock

PROPOSED = (("We knock first", ""), ("We start on time", "Time"), ("We wait for each other", ""))

STOPPED = pytest.mark.parametrize(
    ("value", "why"), [("Maria Lopez is a student", "This may point to one student"), ("We " * 40, "too long")]
)


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Three proposals, the second under a value of its proposer's."""
    made = await settle(sqlite_store, clock)
    await gather(made)
    for text, heading in PROPOSED:
        opened = form(await typed(made, SAM, "propose"))
        await made.send(SAM, opened, {"words": text, "heading": heading}, LINCOLN)
    return made


async def proposals(town: Town) -> list[tuple[str, str]]:
    return await town.look(lambda work: [(one.words, one.heading) for one in work.agreements.proposals(TEAM)])


async def opened(town: Town, *, page: str = "") -> Form:
    card = await typed(town, LEE, "proposals")
    turned = await town.press(LEE, button(card, page), LINCOLN) if page else card
    return form(await town.press(LEE, button(turned, "Put under values"), LINCOLN))


async def sorted_by(town: Town, form: Form, **values: str) -> Reply:
    return await town.send(LEE, form, {**filled(form), **values}, LINCOLN)


def choices(form: Form) -> list[str]:
    return [one.label for one in next(one for one in form.fields if isinstance(one, ChoiceField)).options]


async def test_a_lead_puts_proposals_under_a_value_in_use_and_a_new_one(town: Town) -> None:
    shown = await sorted_by(town, await opened(town), under_1="new_2", new_2=" We respect ", under_3="value:Time")
    assert await proposals(town) == [
        ("We knock first", "We respect"),
        ("We start on time", "Time"),
        ("We wait for each other", "Time"),
    ]
    told = said(shown)
    places = [told.index(one) for one in ("Saved.", "We respect", "knock", "Time", "start on", "wait for")]
    assert places == sorted(places)
    assert told.count("Time") == 1


async def test_the_wording_shows_them_together_and_begins_with_them_in_that_order(town: Town) -> None:
    await sorted_by(town, await opened(town), under_1="value:Time", under_2="none", under_3="value:Time")
    wording = form(await typed(town, LEE, "word"))
    begun = filled(wording)
    assert [(begun[f"words_{row}"], begun[f"heading_{row}"]) for row in (1, 2, 3)] == [
        ("We start on time", ""),
        ("We knock first", "Time"),
        ("We wait for each other", "Time"),
    ]
    read = read_form(wording)
    assert read.index("We start on time") < read.index("Time") < read.index("We knock first")


async def test_the_values_to_choose_from_are_those_in_use_and_those_of_the_sets(town: Town) -> None:
    await adopted(town)
    await typed(town, SAM, "propose We hum")
    offered = choices(await opened(town))
    assert offered[:2] == ["No value", "We value our time"]
    assert {one.heading for one in agreements(LEADERSHIP, words("en"))} < set(offered)
    assert offered[-2:] == ["New value 1", "New value 2"]


async def test_a_new_value_that_is_chosen_and_not_written_is_asked_for_and_a_choice_that_was_not_given(
    town: Town,
) -> None:
    again = form(await sorted_by(town, await opened(town), under_1="new_1", under_3="Made up"))
    assert dict(again.errors) == {
        "new_1": "Write the new value, or choose another below.",
        "under_3": "Choose one.",
    }
    assert filled(again)["under_1"] == "new_1"
    assert await proposals(town) == list(PROPOSED)


@STOPPED
async def test_a_new_value_that_cannot_be_kept_comes_back(town: Town, value: str, why: str) -> None:
    again = form(await sorted_by(town, await opened(town), under_1="new_1", new_1=value))
    assert why in read_form(again) + str(again.errors)
    assert filled(again)["under_1"] == "new_1"
    assert await proposals(town) == list(PROPOSED)


@STOPPED
async def test_a_choice_that_was_never_offered_is_read_like_what_is_typed(town: Town, value: str, why: str) -> None:
    again = form(await sorted_by(town, await opened(town), under_3=f"value:{value}"))
    assert why in read_form(again) + str(again.errors)
    assert await proposals(town) == list(PROPOSED)


async def test_a_code_of_an_unlinked_report_becomes_no_value(town: Town) -> None:
    await town.say(DANA, "The gate is broken", LINCOLN)
    row = (await town.rows())[0]
    await town.store.write(lambda session: session.work(ORG).codes.put("k7fm2wqx9hdp", row.id))
    reply = await sorted_by(town, await opened(town), under_1="new_1", new_1="See k7fm-2wqx-9hdp")
    assert "code" in str(form(reply).errors)
    assert await proposals(town) == list(PROPOSED)


async def test_of_two_who_sort_at_once_the_second_sees_what_the_first_chose_and_loses_nothing(town: Town) -> None:
    by_lee, by_jo = await opened(town), await opened(town)
    await sorted_by(town, by_lee, under_1="new_1", new_1="We respect")
    mine = {**filled(by_jo), "under_1": "value:Time", "under_3": "new_2", "new_2": "Patience"}
    again = form(await town.send(JO, by_jo, mine, LINCOLN))
    assert "Somebody was faster" in read_form(again)
    assert "We respect" in read_form(again)
    assert {id: filled(again)[id] for id in ("under_1", "under_3", "new_2")} == {
        "under_1": "value:Time",
        "under_3": "new_2",
        "new_2": "Patience",
    }
    assert (await proposals(town))[0] == ("We knock first", "We respect")
    await town.send(JO, again, filled(again), LINCOLN)
    assert [heading for _, heading in await proposals(town)] == ["Time", "Time", "Patience"]


async def test_a_value_that_nothing_stands_under_any_more_can_still_be_chosen_by_who_was_offered_it(
    town: Town,
) -> None:
    by_lee, by_jo = await opened(town), await opened(town)
    await sorted_by(town, by_lee, under_2="none")
    again = form(await town.send(JO, by_jo, {**filled(by_jo), "under_1": "value:Time"}, LINCOLN))
    assert filled(again)["under_1"] == "value:Time"
    await town.send(JO, again, filled(again), LINCOLN)
    assert dict(await proposals(town))["We knock first"] == "Time"


async def test_two_who_sort_different_pages_do_not_stand_in_each_others_way(town: Town) -> None:
    for number in range(PAGE):
        await typed(town, SAM, f"propose We do thing {number}")
    first, second = await opened(town), await opened(town, page="Next")
    await sorted_by(town, second, under_2="none")
    await typed(town, SAM, "propose We hum")
    assert "Saved." in said(await sorted_by(town, first, under_1="value:Time"))
    assert dict(await proposals(town))["We knock first"] == "Time"
    assert dict(await proposals(town))["We start on time"] == ""


async def test_what_was_adopted_meanwhile_is_not_there_to_sort(town: Town) -> None:
    old = await opened(town)
    await asked(town)
    for who in CIRCLE:
        await agrees(town, who)
    before = await now(town)
    assert "not there any more" in said(await sorted_by(town, old, under_1="value:Time"))
    assert await proposals(town) == []
    assert await now(town) == before


async def test_who_does_not_lead_sorts_nothing(town: Town) -> None:
    theirs = await opened(town)
    assert "Only" in said(await town.send(DANA, theirs, {**filled(theirs), "under_1": "value:Time"}, LINCOLN))
    assert "Only" in said(await town.send(DANA, theirs, {"under_1": "not a choice"}, LINCOLN))
    assert "Only" in said(await town.press(DANA, button(await typed(town, LEE, "proposals"), "Put under"), LINCOLN))
    assert await proposals(town) == list(PROPOSED)


async def test_sorting_asks_nobody_anew_and_leaves_no_trace_of_a_person(town: Town) -> None:
    before, it = await town.everything(), await now(town)
    await sorted_by(town, await opened(town), under_1="value:Time")
    new = [line for line in (await town.everything()).splitlines() if line not in before.splitlines()]
    assert [line for line in new if "We knock first" in line]
    assert [line for line in new if any(one in line for one in ("p-sam", "U0SAM", "p-lee"))] == []
    assert await now(town) == it


def test_a_full_page_fits_a_form_and_its_field_ids_are_what_is_read() -> None:
    here = on_page([Proposal(number, f"We do thing {number}", f"Value {number}") for number in range(1, 99)], 2)
    fields = cluster_form(TEAM, here, ["Value 8"], words("es"), page=2).fields
    assert {one.id: one.max_length for one in fields if isinstance(one, TextField)} == LIMITS
    assert [one.id for one in fields if isinstance(one, ChoiceField)] == [f"under_{8 + place}" for place in range(PAGE)]
