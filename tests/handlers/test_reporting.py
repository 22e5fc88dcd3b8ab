"""A report from the first word to the receipt, on a real database."""

from dataclasses import replace

import pytest

from bot.domain.vocabulary import Level, Status, Visibility
from bot.handlers.requests import Via, Where
from bot.ports import Kind, Session
from bot.storage.store import DatabaseStore
from bot.ui.form import ChecksField, ChoiceField, Passage, TextField
from bot.ui.speech import read_form
from bot.ui.text import Said
from tests.handlers.town import (
    CEDAR,
    DANA,
    GENERAL,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    card,
    default_visibility,
    filled,
    form,
    said,
    settle,
    thread_of,
)
from tests.support.database import HandClock

CHROMEBOOKS = "Chromebooks won't hold a charge in room 12"
STUDENT = "Maria Lopez, a student in 3rd grade, has no charger"


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def test_one_typed_line_in_a_teams_channel_is_filed_and_receipted(town: Town) -> None:
    reply = await town.say(DANA, CHROMEBOOKS, LINCOLN)

    row = await town.row()
    assert (row.summary, row.team, row.status, row.visibility) == (
        CHROMEBOOKS,
        "t-lincoln",
        Status.REPORTED,
        Visibility.NAMED,
    )
    assert "#1" in said(reply)
    assert CHROMEBOOKS in said(reply)
    assert "Lee Park" in said(reply)
    assert "Wednesday, October 21, 2026" in said(reply)
    assert [line.intent.place for line in await town.queued(Kind.CARD)] == ["place-lincoln"]


async def test_the_receipt_offers_details_who_sees_it_and_taking_it_back(town: Town) -> None:
    reply = await town.say(DANA, CHROMEBOOKS, LINCOLN)

    assert [one.act.verb for one in card(reply).buttons] == ["details", "visibility", "withdraw"]


async def test_a_line_typed_elsewhere_asks_once_for_the_team_and_one_tap_files_it(town: Town) -> None:
    asked = await town.say(DANA, CHROMEBOOKS, GENERAL)
    assert await town.rows() == []

    reply = await town.press(DANA, button(asked, "Cedar SLT"))

    assert (await town.row()).team == "t-cedar"
    assert reply.replace


async def test_two_taps_on_a_card_that_files_make_one_challenge(town: Town) -> None:
    asked = await town.say(DANA, CHROMEBOOKS, GENERAL)

    await town.press(DANA, button(asked, "Cedar SLT"))
    await town.press(DANA, button(asked, "Lincoln SLT"))

    assert len(await town.rows()) == 1


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

    reply = await town.send(DANA, opened, {**filled(opened, summary=CHROMEBOOKS), field: STUDENT})

    assert "student" in read_form(form(reply))
    assert await town.rows() == []


async def test_the_same_check_holds_for_a_mention_whose_words_are_public_already(town: Town) -> None:
    reply = await town.say(DANA, STUDENT, LINCOLN, via=Via.MENTION)

    assert "This may point to one student" in said(reply)
    assert await town.rows() == []


async def test_a_similar_open_challenge_is_shown_before_a_new_one_is_filed(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)

    reply = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    assert "#1 Chromebooks" in said(reply)
    assert len(await town.rows()) == 1


async def test_this_affects_me_too_counts_the_caller_in_and_files_nothing(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    shown = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    await town.press(SAM, button(shown, "This affects me too"), LINCOLN)

    (row,) = await town.rows()
    assert len(row.also_affected) == 1


async def test_report_it_as_new_files_the_words_that_were_typed(town: Town) -> None:
    words = "Chromebooks in room 14 don't hold a charge"
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    shown = await town.say(SAM, words, LINCOLN)

    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)

    assert [row.summary for row in await town.rows()] == [CHROMEBOOKS, words]


async def test_pressing_report_it_as_new_twice_files_once(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    shown = await town.say(SAM, "Chromebooks in room 14 don't hold a charge", LINCOLN)

    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)
    await town.press(SAM, button(shown, "Report it as new"), LINCOLN)

    assert len(await town.rows()) == 2


async def test_the_form_asks_whether_it_is_one_of_the_similar_ones(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    opened = form(await town.say(SAM, "", LINCOLN))
    words = "Chromebooks in room 14 don't hold a charge"

    asked = form(await town.send(SAM, opened, filled(opened, summary=words, tried="Other chargers")))

    (same,) = [field for field in asked.fields if isinstance(field, ChoiceField) and field.id == "same"]
    assert same.options[-1].label == "None of these, mine is new"
    await town.send(SAM, asked, filled(asked, same="new"))
    assert ((await town.row(2)).summary, (await town.row(2)).tried) == (words, "Other chargers")


async def test_choosing_a_similar_one_in_the_form_counts_the_caller_in(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    opened = form(await town.say(SAM, "", LINCOLN))
    asked = form(await town.send(SAM, opened, filled(opened, summary="Chromebooks don't hold a charge")))

    await town.send(SAM, asked, filled(asked, same=(await town.row()).id))

    (row,) = await town.rows()
    assert len(row.also_affected) == 1


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
    opened = form(await town.happen(DANA, "report_message", LINCOLN, words=CHROMEBOOKS, link=link))

    await town.send(DANA, opened, filled(opened), LINCOLN)

    assert ((await town.row()).summary, (await town.row()).link) == (CHROMEBOOKS, link)


async def test_a_mention_of_a_person_is_kept_as_the_name_that_was_read(town: Town) -> None:
    await town.say(DANA, "The key of \ue0000\ue001 is lost", LINCOLN, people=(LEE,))

    assert (await town.row()).summary == "The key of @Lee Park is lost"


async def test_a_sent_form_that_arrives_twice_is_filed_once(town: Town) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    first = await town.send(DANA, opened, filled(opened, summary=CHROMEBOOKS), key="view-1")
    again = await town.send(DANA, opened, filled(opened, summary=CHROMEBOOKS), key="view-1")

    assert len(await town.rows()) == 1
    assert "#1" in said(first)
    assert (again.card, again.form, again.line) == (None, None, None)


async def test_before_any_team_is_set_up_the_words_are_given_back_and_nothing_is_stored(
    sqlite_store: DatabaseStore, clock: HandClock
) -> None:
    empty = Town(sqlite_store, clock)

    reply = await empty.say(DANA, CHROMEBOOKS)

    assert "/barrier setup" in said(reply)
    assert "Chromebooks" not in await empty.everything()


async def test_details_change_what_was_said_and_the_receipt_shows_it(town: Town) -> None:
    receipt = await town.say(DANA, CHROMEBOOKS, LINCOLN)
    opened = form(await town.press(DANA, button(receipt, "Add details"), LINCOLN))

    reply = await town.send(DANA, opened, filled(opened, tried="Other chargers"), LINCOLN)

    assert (await town.row()).tried == "Other chargers"
    assert "Other chargers" in said(reply)


async def test_somebody_else_cannot_change_a_report(town: Town) -> None:
    receipt = await town.say(DANA, CHROMEBOOKS, LINCOLN)

    reply = await town.press(SAM, button(receipt, "Add details"), LINCOLN)

    assert reply.form is None
    assert "the person who reported it" in said(reply)


async def test_taking_it_back_erases_the_words_everywhere(town: Town) -> None:
    receipt = await town.say(DANA, CHROMEBOOKS, LINCOLN)

    await town.press(DANA, button(receipt, "Take it back"), LINCOLN)

    assert (await town.row()).status is Status.CLOSED
    assert "Chromebooks" not in await town.everything()


async def test_in_confidence_can_be_chosen_later_in_typed_words(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)

    await town.say(DANA, "1 visibility confidential", LINCOLN)

    assert (await town.row()).visibility is Visibility.CONFIDENTIAL


async def test_a_default_of_the_team_holds_for_typed_lines(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)

    await town.say(DANA, CHROMEBOOKS, CEDAR)

    assert (await town.row()).visibility is Visibility.CONFIDENTIAL


async def test_words_in_a_thread_that_fit_no_move_are_answered_and_never_filed(town: Town) -> None:
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
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
    assert CHROMEBOOKS not in await town.everything()
    opened = form(await town.press(DANA, button(asked, "Report it"), alone(DANA)))
    values = {f.id: f.value for f in opened.fields if isinstance(f, TextField)}
    assert values["summary"] == "The key of @Lee Park is lost"


async def test_a_sentence_too_long_for_a_button_is_asked_for_in_the_form(town: Town) -> None:
    asked = await town.say(DANA, "why " * 900, alone(DANA), bare=True)

    assert "copy it into the form" in said(asked)
    assert button(asked, "Report it").opens


@pytest.mark.parametrize("words", ["barrier", "/barrier ", "Barrier: "])
async def test_the_commands_own_word_in_private_makes_it_a_command(town: Town, words: str) -> None:
    await town.say(DANA, f"{words} {CHROMEBOOKS}", replace(alone(DANA), key=LINCOLN.key), bare=True)
    shown = await town.say(DANA, f"{words} mine", alone(DANA), bare=True)

    assert (await town.row()).summary == CHROMEBOOKS
    assert "#1 ·" in said(shown)


ERASED = "from the log, from the team's card and thread, and from the messages that I sent about it"


async def test_what_taking_it_back_leaves_standing_is_said_before_and_after(town: Town) -> None:
    receipt = await town.say(DANA, CHROMEBOOKS, LINCOLN)
    offered = button(receipt, "Take it back")

    done = await town.press(DANA, offered, LINCOLN)

    assert offered.confirm is not None
    assert ERASED in offered.confirm.text
    assert ERASED in said(done)
    assert "may remember what they have read" in offered.confirm.text
    assert "asked me to show them may still stand there" in said(done)


async def test_what_leaving_no_link_does_not_undo_is_said_in_its_form(town: Town) -> None:
    receipt = await town.say(DANA, CHROMEBOOKS, LINCOLN)

    opened = form(await town.press(DANA, button(receipt, "Change who sees it"), LINCOLN))

    assert "drawn again without your name" in read_form(opened)
    assert "my messages to you, stay as they are" in read_form(opened)


async def district_team(town: Town) -> None:
    """Cedar's team is the district's."""

    def change(session: Session) -> None:
        work = session.work(ORG)
        cedar = work.teams.get("t-cedar")
        assert cedar is not None
        work.teams.save(replace(cedar, level=Level.DISTRICT))

    await town.store.write(change)


@pytest.mark.parametrize("where", [alone(DANA), CEDAR])
async def test_a_report_to_a_district_team_keeps_the_school_that_the_reporter_says(town: Town, where: Where) -> None:
    await district_team(town)
    opened = form(await town.say(DANA, "", where))

    told = filled(opened, summary=CHROMEBOOKS, team="t-cedar", school="Maple Grove Elementary")
    await town.send(DANA, opened, told, where)

    assert "school" in filled(opened)
    assert (await town.row()).school == "Maple Grove Elementary"
    assert "Chromebooks" in said(await town.say(LEE, "log school maple grove", alone(LEE)))
    assert "Chromebooks" not in said(await town.say(LEE, "log school cedar", alone(LEE)))


async def test_a_report_to_a_school_team_is_of_that_school_unless_another_is_said(town: Town) -> None:
    await district_team(town)
    for school in ("", "Lincoln Annex"):
        opened = form(await town.say(DANA, "", alone(DANA)))
        words = f"The bells ring twice at {school or 'noon'}"
        told = filled(opened, summary=words, team="t-lincoln", school=school, same="new")
        await town.send(DANA, opened, told, alone(DANA))

    assert [row.school for row in await town.rows()] == ["Lincoln SLT", "Lincoln Annex"]


async def test_a_schools_team_may_go_by_another_name_than_its_school(town: Town) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        lincoln, cedar = (work.teams.get(id) for id in ("t-lincoln", "t-cedar"))
        assert lincoln and cedar
        work.teams.save(replace(lincoln, school="Lincoln Elementary"))
        work.teams.save(replace(cedar, school="Cedar Middle", level=Level.DISTRICT))

    await town.store.write(change)
    await town.say(DANA, CHROMEBOOKS, LINCOLN)
    await town.say(SAM, "Nobody repairs our bell", CEDAR)

    assert [row.school for row in await town.rows()] == ["Lincoln Elementary", ""]


async def test_where_every_team_is_a_schools_nobody_is_asked_for_the_school_again(town: Town) -> None:
    assert "school" not in filled(form(await town.say(DANA, "", alone(DANA))))
