"""A form that cannot open where it was asked for waits behind a button, and is the very form it would have been."""

import pytest

from bot.handlers.desk.requests import Caller, Via, Where
from bot.ui.card import Act, Button
from bot.ui.form import ChecksField
from tests.handlers.town import GENERAL, JO, LINCOLN, SAM, Town, button, filled, form, said

WORDS = "Chromebooks won't hold a charge in room 12"


async def test_a_report_that_may_be_about_a_student_keeps_its_words_behind_a_button_where_no_form_opens(
    town: Town,
) -> None:
    words = "Maria Lopez, a student in 3rd grade, has no charger"
    asked = await town.say(SAM, words, LINCOLN, via=Via.MENTION)
    opened = form(await town.press(SAM, button(asked, "Open the form"), LINCOLN))

    assert "student" in said(asked)
    assert (opened.name, filled(opened)["summary"]) == ("report", words)
    assert [field.id for field in opened.fields if isinstance(field, ChecksField)] == ["not_student"]
    assert "Maria Lopez" not in await town.everything()


async def test_words_too_long_for_a_button_are_said_to_be_so(town: Town) -> None:
    words = "Maria Lopez, a student in 3rd grade, has no charger. " * 30
    asked = await town.say(SAM, words, LINCOLN, via=Via.MENTION)
    opened = form(await town.press(SAM, button(asked, "Open the form"), LINCOLN))

    assert "Copy it into the form" in said(asked)
    assert filled(opened)["summary"] == ""


async def test_a_chosen_team_and_visibility_come_back_with_the_form(town: Town) -> None:
    args = (("summary", "The copier jams"), ("team", "t-cedar"), ("visibility", "unlinked"))
    opened = form(await town.press(SAM, Button("Open", Act("report", args=args)), GENERAL))

    chosen = filled(opened)
    assert (chosen["summary"], chosen["team"], chosen["visibility"]) == ("The copier jams", "t-cedar", "unlinked")


@pytest.mark.parametrize(("who", "words", "where"), [(JO, "setup", LINCOLN), (JO, "setup", GENERAL)])
async def test_a_form_asked_for_in_a_mention_opens_by_its_button_as_it_would_by_itself(
    town: Town, who: Caller, words: str, where: Where
) -> None:
    by_itself = form(await town.say(who, words, where))
    asked = await town.say(who, words, where, via=Via.MENTION)
    assert form(await town.press(who, button(asked, "Open the form"), where)) == by_itself


@pytest.mark.parametrize("words", ["details", "visibility"])
async def test_a_reporters_own_forms_open_by_the_button_of_a_mention(town: Town, words: str) -> None:
    await town.say(SAM, f"{WORDS} again" * 40, LINCOLN)
    by_itself = form(await town.say(SAM, f"#1 {words}", LINCOLN))
    asked = await town.say(SAM, f"#1 {words}", LINCOLN, via=Via.MENTION)
    assert form(await town.press(SAM, button(asked, "Open the form"), LINCOLN)) == by_itself
    assert "too long" not in said(asked)
