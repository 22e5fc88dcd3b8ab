"""Every move by button, form and words, on a real database, ends in the same event."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.challenge import Challenge
from bot.domain.changes import AlsoAffected, Assigned, Change, Noted, StepAdded, StepDone, Triaged
from bot.domain.team import Place
from bot.domain.vocabulary import Driver, Level, Nature, Outcome, Platform, Reach, Redirect, Status, Verdict
from bot.handlers.requests import MENTION_CLOSE, MENTION_OPEN, Reply, Via, Where
from bot.ports import Kind, Session
from bot.storage.store import DatabaseStore
from bot.ui.form import Form, PersonField
from bot.ui.speech import read_aloud, read_form
from tests.handlers import office
from tests.handlers.office import assigned, channel_card, closed, lines, removed, reported, triaged
from tests.handlers.town import (
    ANA,
    DANA,
    LEE,
    LINCOLN,
    MALLORY,
    ORG,
    SAM,
    TENANT,
    Town,
    alone,
    button,
    card,
    filled,
    form,
    said,
    settle,
    thread_of,
)
from tests.support.database import HandClock

AT_0 = f"{MENTION_OPEN}0{MENTION_CLOSE}"


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def last(town: Town, row: Challenge) -> Change:
    events = await town.look(lambda work: work.challenges.history(row.id))
    return events[-1].change


def person_in(shown: Form) -> str:
    """Who stands in the form's first field for a person."""
    return next(field.value for field in shown.fields if isinstance(field, PersonField))


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


async def test_a_step_is_done_by_its_button_and_by_its_number(town: Town) -> None:
    row = await assigned(town)
    await town.say(LEE, f"#{row.number} step Order chargers", LINCOLN)
    await town.say(LEE, f"#{row.number} step Label the cart", LINCOLN)

    await town.press(LEE, button(await channel_card(town, row), "Done"), LINCOLN)
    by_button = await last(town, row)
    await town.say(LEE, f"#{row.number} done 2", LINCOLN)

    assert by_button == StepDone(1)
    assert await last(town, row) == StepDone(2)


async def test_a_note_by_words_is_kept_word_for_word(town: Town) -> None:
    row = await reported(town)

    await town.say(SAM, f"#{row.number} note the parts arrived, *all* of <them>", LINCOLN)

    assert await last(town, row) == Noted("the parts arrived, *all* of <them>")


async def test_a_note_about_a_student_is_stopped_until_somebody_says_that_it_is_none(town: Town) -> None:
    row = await reported(town)
    words = "Maria Lopez, a student in 3rd grade, has no charger"

    asked = form(await town.say(SAM, f"#{row.number} note {words}", LINCOLN))
    assert "Maria Lopez" not in await town.everything()
    await town.send(SAM, asked, {"text": words, "not_student": ("yes",)}, LINCOLN)

    assert await last(town, row) == Noted(words)


async def test_asking_and_answering(town: Town) -> None:
    row = await reported(town)
    await town.say(LEE, f"#{row.number} ask Which cart is it?", LINCOLN)
    asked = (await office.to(town, Kind.STATUS, DANA))[-1]
    assert "Which cart is it?" in read_aloud(asked)

    shown = form(await town.press(DANA, button(Reply(card=asked), "Answer"), alone(DANA)))
    await town.send(DANA, shown, {"text": "The one by the door"}, alone(DANA))

    after = await town.row()
    assert (after.status, after.answer) == (Status.REPORTED, "The one by the door")


async def test_ordinary_replies_are_kept_only_where_the_team_wants_it(town: Town) -> None:
    row = await reported(town)
    thread = await thread_of(town, row)
    await town.say(SAM, "I have two spare ones", thread, via=Via.REPLY)
    assert (await town.row()).notes == ()

    def keep(session):  # type: ignore[no-untyped-def]
        work = session.work("o-riverbend")
        work.teams.save(replace(work.teams.get(row.team), keep_replies=True))

    await town.store.write(keep)
    reply = await town.say(SAM, "I have two spare ones", thread, via=Via.REPLY)

    assert [note.text for note in (await town.row()).notes] == ["I have two spare ones"]
    assert reply == type(reply)()


async def keeping(town: Town) -> Where:
    """A thread of a team that keeps ordinary replies, and that talks on Teams as well."""
    thread = await thread_of(town, await reported(town))

    def keep(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("t-lincoln")
        assert team is not None
        work.teams.save(replace(team, keep_replies=True))
        work.places.save(Place(ORG, "place-twin", Platform.TEAMS, TENANT, "address", "19:twin", "Twin", team=team.id))

    await town.store.write(keep)
    return thread


async def test_a_kept_reply_is_not_said_again_in_its_own_thread_but_in_the_twins(town: Town) -> None:
    thread = await keeping(town)

    await town.say(SAM, "I have two spare ones", thread, via=Via.REPLY)

    assert [line.intent.place for line in await town.queued(Kind.LINE)] == ["place-twin"]
    assert "place-lincoln" in [line.intent.place for line in await town.queued(Kind.CARD)]


@pytest.mark.parametrize("words", ["Maria Lopez, a student in 3rd grade, has no charger", "why " * 800])
async def test_whoever_wrote_a_reply_that_cannot_be_kept_is_told_in_private(town: Town, words: str) -> None:
    thread = await keeping(town)

    reply = await town.say(SAM, words, thread, via=Via.REPLY)

    assert button(reply, "Open the form").act.verb == "note"
    assert (await town.row()).notes == ()
    assert words not in await town.everything()


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


async def test_the_verdict_by_words_keeps_the_comment(town: Town) -> None:
    row = await removed(town)

    await town.say(DANA, f"#{row.number} verdict partly, room 14 is still dark", LINCOLN)

    after = await town.row()
    assert after.status is Status.IN_PROGRESS
    assert (after.answers[-1].verdict, after.answers[-1].comment) == (Verdict.PARTLY, "room 14 is still dark")


async def test_a_form_that_cannot_open_by_itself_is_offered_with_what_was_typed(town: Town) -> None:
    row = await triaged(town)
    thread = await thread_of(town, row)

    reply = await town.say(LEE, "assign Jo by the blue moon", thread, via=Via.MENTION)
    shown = form(await town.press(LEE, button(reply, "Open the form"), LINCOLN))

    assert person_in(shown) == "p-jo"


async def test_nothing_is_refused_by_a_hidden_step_number(town: Town) -> None:
    row = await assigned(town)

    refused = await town.say(LEE, f"#{row.number} done 7", LINCOLN)

    assert "step" in said(refused).lower()
    assert (await town.row()) == row


async def test_words_said_in_a_thread_that_may_be_about_a_student_wait_for_one_tap(town: Town) -> None:
    row = await reported(town)
    thread = await thread_of(town, row)
    words = "Maria Lopez, a student in 3rd grade, has no charger"

    asked = await town.say(SAM, f"note {words}", thread, via=Via.MENTION)
    assert "Maria Lopez" not in await town.everything()
    await town.press(SAM, button(asked, "This is not about a student"), LINCOLN)

    assert await last(town, row) == Noted(words)


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
