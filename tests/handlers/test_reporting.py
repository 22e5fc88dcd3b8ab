"""A report from the first word to the receipt, on a real database."""

from dataclasses import replace

import pytest

from bot.domain.vocabulary import Status, Visibility
from bot.handlers.desk.requests import Via
from bot.ports import Kind
from bot.storage.store import DatabaseStore
from bot.ui.form import ChoiceField, TextField
from tests.handlers.office import WORDS
from tests.handlers.town import (
    CEDAR,
    DANA,
    GENERAL,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    card,
    default_visibility,
    filled,
    form,
    said,
    thread_of,
)
from tests.support.database import HandClock


async def test_one_typed_line_in_a_teams_channel_is_filed_and_receipted(town: Town) -> None:
    reply = await town.say(DANA, WORDS, LINCOLN)

    row = await town.row()
    assert (row.summary, row.team, row.status, row.visibility) == (
        WORDS,
        "t-lincoln",
        Status.REPORTED,
        Visibility.NAMED,
    )
    assert "#1" in said(reply)
    assert WORDS in said(reply)
    assert "Lee Park" in said(reply)
    assert "Wednesday, October 21, 2026" in said(reply)
    assert [line.intent.place for line in await town.queued(Kind.CARD)] == ["place-lincoln"]


async def test_the_receipt_offers_details_who_sees_it_and_taking_it_back(town: Town) -> None:
    reply = await town.say(DANA, WORDS, LINCOLN)

    assert [one.act.verb for one in card(reply).buttons] == ["details", "visibility", "withdraw"]


async def test_a_line_typed_elsewhere_asks_once_for_the_team_and_one_tap_files_it(town: Town) -> None:
    asked = await town.say(DANA, WORDS, GENERAL)
    assert await town.rows() == []

    reply = await town.press(DANA, button(asked, "Cedar SLT"))

    assert (await town.row()).team == "t-cedar"
    assert reply.replace


async def test_two_taps_on_a_card_that_files_make_one_challenge(town: Town) -> None:
    asked = await town.say(DANA, WORDS, GENERAL)

    await town.press(DANA, button(asked, "Cedar SLT"))
    await town.press(DANA, button(asked, "Lincoln SLT"))

    assert len(await town.rows()) == 1


async def test_the_form_explains_who_sees_what_before_it_is_sent(town: Town) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    (choice,) = [field for field in opened.fields if isinstance(field, ChoiceField) and field.id == "visibility"]
    assert choice.open_list
    assert [option.value for option in choice.options] == ["named", "confidential", "unlinked"]
    assert all(option.description for option in choice.options)


async def test_a_form_without_words_comes_back_with_everything_else_still_in_it(town: Town) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    again = form(await town.send(DANA, opened, filled(opened, summary="  ", idea="A charging cart")))

    assert dict(again.errors)["summary"]
    assert {f.id: f.value for f in again.fields if isinstance(f, TextField)}["idea"] == "A charging cart"


async def test_a_line_longer_than_a_field_opens_the_form_with_all_of_it(town: Town) -> None:
    words = "why " * 900

    again = form(await town.say(DANA, words, LINCOLN))

    values = {f.id: f.value for f in again.fields if isinstance(f, TextField)}
    assert values["summary"] + values["tried"] == words.strip()


async def test_a_message_becomes_a_prefilled_form_and_its_link_is_kept(town: Town) -> None:
    link = "https://riverbend.example/archives/C1/p1"
    opened = form(await town.happen(DANA, "report_message", LINCOLN, words=WORDS, link=link))

    await town.send(DANA, opened, filled(opened), LINCOLN)

    assert ((await town.row()).summary, (await town.row()).link) == (WORDS, link)


async def test_a_mention_of_a_person_is_kept_as_the_name_that_was_read(town: Town) -> None:
    await town.say(DANA, "The key of \ue0000\ue001 is lost", LINCOLN, people=(LEE,))

    assert (await town.row()).summary == "The key of @Lee Park is lost"


async def test_a_sent_form_that_arrives_twice_is_filed_once(town: Town) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    first = await town.send(DANA, opened, filled(opened, summary=WORDS), key="view-1")
    again = await town.send(DANA, opened, filled(opened, summary=WORDS), key="view-1")

    assert len(await town.rows()) == 1
    assert "#1" in said(first)
    assert (again.card, again.form, again.line) == (None, None, None)


async def test_before_any_team_is_set_up_the_words_are_given_back_and_nothing_is_stored(
    sqlite_store: DatabaseStore, clock: HandClock
) -> None:
    empty = Town(sqlite_store, clock)

    reply = await empty.say(DANA, WORDS)

    assert "/barrier setup" in said(reply)
    assert "Chromebooks" not in await empty.everything()


async def test_a_default_of_the_team_holds_for_typed_lines(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)

    await town.say(DANA, WORDS, CEDAR)

    assert (await town.row()).visibility is Visibility.CONFIDENTIAL


async def test_words_in_a_thread_that_fit_no_move_are_answered_and_never_filed(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    thread = await thread_of(town, await town.row())

    reply = await town.say(SAM, "12 Chromebooks are missing too", thread, via=Via.MENTION)

    assert len(await town.rows()) == 1
    assert "assign" in said(reply)
    assert button(reply, "Report these words").act.args == (("words", "12 Chromebooks are missing too"),)


async def test_a_number_that_is_no_challenge_offers_the_other_reading(town: Town) -> None:
    reply = await town.say(DANA, "4 note stands are broken", LINCOLN)

    opened = form(await town.press(DANA, button(reply, "Report these words"), LINCOLN))

    assert {f.id: f.value for f in opened.fields if isinstance(f, TextField)}["summary"] == "4 note stands are broken"


async def test_a_forgotten_number_is_asked_for_and_not_filed(town: Town) -> None:
    reply = await town.say(DANA, "assign \ue0000\ue001 by Friday", alone(DANA), people=(LEE,))

    assert "number first" in said(reply)
    assert await town.rows() == []


async def test_a_sentence_said_in_private_files_nothing_until_one_tap(town: Town) -> None:
    asked = await town.say(DANA, "The key of \ue0000\ue001 is lost", alone(DANA), people=(LEE,), bare=True)

    assert await town.rows() == []
    assert WORDS not in await town.everything()
    opened = form(await town.press(DANA, button(asked, "Report it"), alone(DANA)))
    values = {f.id: f.value for f in opened.fields if isinstance(f, TextField)}
    assert values["summary"] == "The key of @Lee Park is lost"


async def test_a_sentence_too_long_for_a_button_is_asked_for_in_the_form(town: Town) -> None:
    asked = await town.say(DANA, "why " * 900, alone(DANA), bare=True)

    assert "copy it into the form" in said(asked)
    assert button(asked, "Report it").opens


@pytest.mark.parametrize("words", ["barrier", "/barrier ", "Barrier: "])
async def test_the_commands_own_word_in_private_makes_it_a_command(town: Town, words: str) -> None:
    await town.say(DANA, f"{words} {WORDS}", replace(alone(DANA), key=LINCOLN.key), bare=True)
    shown = await town.say(DANA, f"{words} mine", alone(DANA), bare=True)

    assert (await town.row()).summary == WORDS
    assert "#1 ·" in said(shown)
