"""What is looked for before a report is filed: student data, and open challenges that are alike."""

import pytest

from bot.handlers.desk.requests import Via
from bot.ui.form import ChecksField, ChoiceField, Passage
from bot.ui.speech import read_form
from bot.ui.text import Said
from tests.handlers.office import WORDS
from tests.handlers.town import (
    DANA,
    LINCOLN,
    SAM,
    Town,
    button,
    filled,
    form,
    said,
)

STUDENT = "Maria Lopez, a student in 3rd grade, has no charger"


async def test_student_data_stops_a_typed_report_and_nothing_of_it_is_stored(town: Town) -> None:
    reply = await town.say(DANA, STUDENT, LINCOLN)

    marks = [
        span.text
        for field in form(reply).fields
        if isinstance(field, Passage)
        for block in field.blocks
        for span in getattr(block, "line", ())
        if isinstance(span, Said) and span.marked
    ]
    assert "Maria" in " ".join(marks)
    assert "Maria" not in await town.everything()
    assert await town.rows() == []


async def test_saying_that_it_is_no_student_files_the_words_as_they_are(town: Town) -> None:
    stopped = form(await town.say(DANA, STUDENT, LINCOLN))

    await town.send(DANA, stopped, filled(stopped, not_student=("yes",)))

    assert (await town.row()).summary == STUDENT


async def test_sending_the_marked_words_again_without_saying_so_is_stopped_again(town: Town) -> None:
    stopped = form(await town.say(DANA, STUDENT, LINCOLN))

    reply = await town.send(DANA, stopped, filled(stopped))

    assert any(isinstance(field, ChecksField) for field in form(reply).fields)
    assert await town.rows() == []


@pytest.mark.parametrize("field", ["summary", "practice", "tried", "affected", "idea"])
async def test_every_field_of_the_form_is_checked_for_student_data(town: Town, field: str) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    reply = await town.send(DANA, opened, {**filled(opened, summary=WORDS), field: STUDENT})

    assert "student" in read_form(form(reply))
    assert await town.rows() == []


async def test_the_same_check_holds_for_a_mention_whose_words_are_public_already(town: Town) -> None:
    reply = await town.say(DANA, STUDENT, LINCOLN, via=Via.MENTION)

    assert "This may point to one student" in said(reply)
    assert await town.rows() == []


async def test_a_similar_open_challenge_is_shown_before_a_new_one_is_filed(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)

    reply = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    assert "#1 Chromebooks" in said(reply)
    assert len(await town.rows()) == 1


async def test_this_affects_me_too_counts_the_caller_in_and_files_nothing(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    shown = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    await town.press(SAM, button(shown, "This affects me too"), LINCOLN)

    (row,) = await town.rows()
    assert len(row.also_affected) == 1


async def test_report_it_as_new_files_the_words_that_were_typed(town: Town) -> None:
    words = "Chromebooks in room 14 don't hold a charge"
    await town.say(DANA, WORDS, LINCOLN)
    shown = await town.say(SAM, words, LINCOLN)

    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)

    assert [row.summary for row in await town.rows()] == [WORDS, words]


async def test_pressing_report_it_as_new_twice_files_once(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    shown = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)
    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)

    assert len(await town.rows()) == 2


async def test_the_form_asks_whether_it_is_one_of_the_similar_ones(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.say(SAM, "", LINCOLN))
    words = "Chromebooks in room 14 don't hold a charge"

    asked = form(await town.send(SAM, opened, filled(opened, summary=words, tried="Other chargers")))

    (same,) = [field for field in asked.fields if isinstance(field, ChoiceField) and field.id == "same"]
    assert same.options[-1].label == "None of these, mine is new"
    await town.send(SAM, asked, filled(asked, same="new"))
    assert ((await town.row(2)).summary, (await town.row(2)).tried) == (words, "Other chargers")


async def test_choosing_a_similar_one_in_the_form_counts_the_caller_in(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.say(SAM, "", LINCOLN))
    asked = form(await town.send(SAM, opened, filled(opened, summary="Chromebooks don't hold a charge")))

    await town.send(SAM, asked, filled(asked, same=(await town.row()).id))

    (row,) = await town.rows()
    assert len(row.also_affected) == 1
