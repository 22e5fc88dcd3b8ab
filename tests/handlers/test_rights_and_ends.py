"""Moves that end a challenge, and moves that are refused: rights, cards out of date, two at once."""

import asyncio

import pytest

from bot.domain.changes import AlsoAffected
from bot.domain.vocabulary import Outcome, Redirect, Status
from bot.ports import Kind
from bot.ui.speech import read_aloud, read_form
from tests.handlers import office
from tests.handlers.office import assigned, channel_card, closed, last, lines, person_in, reported, triaged
from tests.handlers.town import (
    ANA,
    DANA,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    card,
    form,
    said,
    thread_of,
)


async def test_merging_brings_the_followers_along_and_says_so_in_both_threads(town: Town) -> None:
    first = await reported(town)
    await town.say(SAM, "The projector bulb of the gym burned out", LINCOLN)
    second = await town.row(2)
    await thread_of(town, second)

    await town.say(LEE, f"#{second.number} merge into {first.number}", LINCOLN)

    sam = await town.look(lambda work: work.people.by_handle(SAM.handle))
    assert sam is not None
    into, source = await town.row(1), await town.row(2)
    assert (source.status, source.outcome, source.merged_into) == (Status.CLOSED, Outcome.MERGED, first.id)
    assert sam.id in into.followers
    assert await last(town, first) == AlsoAffected((sam.id,), came_from=second.id)
    assert "#2 was merged into this one. 1 more person follows this one." in await lines(town)
    assert "Lee Park merged it into #1; it continues there." in await lines(town)
    told = (await office.to(town, Kind.STATUS, SAM))[-1]
    assert "You follow that one from now on" in read_aloud(told)


async def test_a_closed_challenge_takes_nothing_in(town: Town) -> None:
    first = await closed(town)
    await town.say(SAM, "The projector bulb of the gym burned out", LINCOLN)

    again = form(await town.say(LEE, f"#2 merge into {first.number}", LINCOLN))

    assert [field for field, _ in again.errors] == ["number"]
    assert (await town.row(2)).open


async def test_a_redirect_erases_the_words_and_tells_the_reporter_where_it_belongs(town: Town) -> None:
    row = await reported(town)

    asked = await town.say(LEE, f"#{row.number} redirect ticket", LINCOLN)
    await town.press(LEE, button(asked, "Redirect"), LINCOLN)

    after = await town.row()
    assert (after.redirect, after.summary) == (Redirect.TICKET, "")
    assert "Chromebooks" not in await town.everything()
    assert "a ticket with IT or facilities" in read_aloud((await office.to(town, Kind.STATUS, DANA))[-1])


@pytest.mark.parametrize("line", ["redirect ticket", "redirigir a soporte", "withdraw", "retirar"])
async def test_words_that_would_erase_the_report_only_offer_the_button_that_asks_first(town: Town, line: str) -> None:
    row = await reported(town, LEE)

    asked = await town.say(LEE, f"#{row.number} {line}", LINCOLN)

    assert await town.row() == row
    (erasing,) = [one for one in card(asked).buttons if one.confirm]
    assert "erased" in said(asked)
    await town.press(LEE, erasing, LINCOLN)
    assert "Chromebooks" not in await town.everything()


async def test_the_word_it_names_no_kind_and_the_kind_is_asked_for(town: Town) -> None:
    row = await reported(town)

    asked = form(await town.say(LEE, f"#{row.number} redirect it", LINCOLN))

    assert [field for field, _ in asked.errors] == ["reason"]
    assert await town.row() == row


async def test_only_those_who_may_make_a_move_and_nothing_of_it_stays(town: Town) -> None:
    row = await triaged(town)

    refused = await town.say(SAM, f"#{row.number} assign Lee Park", LINCOLN)

    assert "a lead" in said(refused)
    assert (await town.row()) == row


async def test_rights_are_asked_again_when_the_form_is_sent(town: Town) -> None:
    row = await triaged(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Assign"), LINCOLN))

    await town.send(SAM, shown, {"assignee": SAM.handle}, LINCOLN)

    assert (await town.row()) == row


async def test_a_form_that_is_out_of_date_comes_back_with_all_that_was_typed_and_who_was_faster(town: Town) -> None:
    row = await triaged(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Assign"), LINCOLN))
    await town.say(LEE, f"#{row.number} assign Jo Whitfield", LINCOLN)

    again = form(await town.send(LEE, shown, {"assignee": "p-lee", "target": "2026-12-01"}, LINCOLN))

    assert "Lee Park assigned it to Jo Whitfield." in read_form(again)
    assert again.version == row.version + 1
    assert person_in(again) == "p-lee"
    assert (await town.row()).assignee == "p-jo"
    await town.send(LEE, again, {"assignee": "p-lee", "target": "2026-12-01"}, LINCOLN)
    assert (await town.row()).assignee == "p-lee"


async def test_two_forms_sent_at_once_make_one_change(town: Town) -> None:
    row = await triaged(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Assign"), LINCOLN))

    replies = await asyncio.gather(
        *(town.send(LEE, shown, {"assignee": person}, LINCOLN) for person in ("p-lee", "p-jo"))
    )

    assert (await town.row()).version == row.version + 1
    assert [reply.form is None for reply in replies] == [True, False]


async def test_a_button_of_last_years_card_is_answered_politely(town: Town) -> None:
    row = await triaged(town)
    old = button(await channel_card(town, row), "Assign")
    await town.press(LEE, button(await town.say(LEE, f"#{row.number} redirect ticket", LINCOLN), "Redirect"), LINCOLN)

    reply = await town.press(LEE, old, LINCOLN)

    assert "Closed" in said(reply)


async def test_affects_me_by_button_and_by_words(town: Town) -> None:
    row = await reported(town)

    await town.press(SAM, button(await channel_card(town, row), "This affects me too"), LINCOLN)
    await town.say(ANA, f"#{row.number} me afecta", alone(ANA))

    assert len((await town.row()).also_affected) == 2


async def test_nothing_is_refused_by_a_hidden_step_number(town: Town) -> None:
    row = await assigned(town)

    refused = await town.say(LEE, f"#{row.number} done 7", LINCOLN)

    assert "step" in said(refused).lower()
    assert (await town.row()) == row
