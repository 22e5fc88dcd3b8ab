"""Group agreements from the first proposal to retirement, by command, button and form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk import scenes
from bot.handlers.desk.requests import Caller, Via
from bot.handlers.meetings import agenda_outgoing
from bot.handlers.routes import ROUTES
from bot.handlers.typed.agreement_grammar import BARE, Bare, Propose, Unclear, parse
from bot.ports import Kind, Work
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.form import Passage, TextField
from bot.ui.speech import read_aloud, read_form
from bot.ui.views.agenda_card import agenda_card
from bot.ui.views.agreements import help_card
from bot.ui.words import words
from tests.handlers import circle
from tests.handlers.circle import TEAM, adopted, asked, deliver, gather, now, shown, typed, worded
from tests.handlers.town import (
    CEDAR,
    DANA,
    GENERAL,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    WORKSPACE,
    Town,
    alone,
    button,
    card,
    filled,
    form,
    said,
    settle,
)
from tests.support.database import HandClock
from tests.ui.test_words import typed as lines_of

HOSTILE = "<!channel> *bold* {{DATE(2026-01-01)}} \u202egnirts"
RUTH = Caller(Handle(Platform.SLACK, WORKSPACE, "U0RUTH"), "Ruth Alvarez")
"""On no team."""
LONG = "We go on and on. " * 200


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    made = await settle(sqlite_store, clock)
    await gather(made)
    return made


async def proposals(town: Town) -> list[tuple[str, str]]:
    return await town.look(lambda work: [(one.words, one.heading) for one in work.agreements.proposals(TEAM)])


async def test_before_anything_is_agreed_a_lead_is_offered_sets_to_begin_from(town: Town) -> None:
    shown = await typed(town, LEE, "")
    assert "Nothing is agreed yet" in said(shown)
    opened = form(await town.press(LEE, button(shown, "Begin with these"), LINCOLN))
    assert "We say who decides, and how, before we discuss." in filled(opened).values()
    assert (await now(town)).wording == ()


async def test_who_does_not_lead_is_offered_to_propose(town: Town) -> None:
    offered = card(await typed(town, DANA, ""))
    assert [one.label for one in offered.buttons] == ["Propose"]


async def test_a_proposal_is_kept_without_a_trace_of_who_made_it(town: Town) -> None:
    before = await town.everything()
    await typed(town, SAM, "propose We knock first")
    opened = form(await typed(town, SAM, "propose"))
    await town.send(SAM, opened, {"words": HOSTILE, "heading": "We respect"}, LINCOLN)
    assert await proposals(town) == [("We knock first", ""), (HOSTILE, "We respect")]
    new = [line for line in (await town.everything()).splitlines() if line not in before.splitlines()]
    assert [line for line in new if "p-sam" in line or "U0SAM" in line] == []
    assert await deliver(town) == []


async def test_a_proposal_typed_where_others_read_is_not_kept(town: Town) -> None:
    reply = await town.say(SAM, "agreements propose We knock first", LINCOLN, via=Via.MENTION)
    assert "Others can read this" in said(reply)
    assert await proposals(town) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We do not shout at student Maria Lopez", "This may point to one student"),
        (LONG, "That is too long"),
        ("", "Write what you would like"),
    ],
)
async def test_a_proposal_that_cannot_be_kept_comes_back_with_its_words(town: Town, words: str, why: str) -> None:
    opened = form(await typed(town, SAM, "propose"))
    again = form(await town.send(SAM, opened, {"words": words, "heading": ""}, LINCOLN))
    assert why in read_form(again) + str(again.errors)
    assert filled(again)["words"] == words.strip()[:3000]
    assert await proposals(town) == []


async def test_forty_proposals_are_all_there_page_by_page_and_some_beside_the_wording(town: Town) -> None:
    for number in range(40):
        await typed(town, SAM, f"propose We do thing {number} of forty")
    first = await typed(town, LEE, "proposals")
    second = await town.press(LEE, button(first, "Next"), LINCOLN)
    assert "thing 6 of" in said(first)
    assert "thing 7 of" in said(second)
    assert second.replace
    opened = form(await typed(town, LEE, "word"))
    assert "28 more have no room here" in read_form(opened)
    assert set(filled(opened).values()) == {"", "12"}


async def test_few_proposals_stand_in_the_form_already(town: Town) -> None:
    await typed(town, SAM, "propose We knock first")
    assert "We knock first" in filled(form(await typed(town, LEE, "word"))).values()


@pytest.mark.parametrize("line", ["word", "ask", "pulse", "retire", "proposals"])
async def test_what_a_lead_does_nobody_else_does(town: Town, line: str) -> None:
    await adopted(town)
    before = await now(town)
    assert "Only" in said(await typed(town, DANA, line))
    assert await now(town) == before


async def test_who_is_not_on_the_team_proposes_nothing_and_sees_no_words_that_are_asked_about(town: Town) -> None:
    await asked(town)
    assert "Only" in said(await typed(town, RUTH, "propose We whisper"))
    assert "We start on time" not in said(await typed(town, RUTH, ""))


async def test_words_are_saved_under_their_values_and_nobody_is_asked_yet(town: Town) -> None:
    await typed(town, SAM, "propose We knock first")
    assert "1 proposal is waiting" in said(await typed(town, LEE, ""))
    reply = await worded(town)
    assert "Saved. Nobody has been asked yet." in said(reply)
    it = await now(town)
    assert [(one.words, one.heading) for one in it.wording] == [
        ("We start on time", "We value our time"),
        ("We take turns", ""),
    ]
    assert (it.months, it.asked_at) == (4, None)
    assert "waiting" not in said(reply)
    assert await deliver(town) == []
    assert "We take turns" not in said(await typed(town, DANA, ""))


async def test_a_form_without_an_agreement_or_with_one_that_is_too_long_comes_back(town: Town) -> None:
    opened = form(await typed(town, LEE, "word"))
    empty = form(await town.send(LEE, opened, {"heading_2": "We respect", "months": "4"}, LINCOLN))
    assert dict(empty.errors)["words_1"] == "Write at least one agreement."
    too_long = form(await town.send(LEE, opened, {"words_2": LONG, "months": "4"}, LINCOLN))
    assert "too long" in dict(too_long.errors)["words_2"]
    assert (await now(town)).version == 0


async def test_of_two_who_word_them_at_once_the_second_sees_what_the_first_wrote_and_loses_nothing(town: Town) -> None:
    by_lee, by_jo = form(await typed(town, LEE, "word")), form(await typed(town, JO, "word"))
    await town.send(LEE, by_lee, {"words_1": "We start on time", "months": "12"}, LINCOLN)
    again = form(await town.send(JO, by_jo, {"words_1": "We end on time", "months": "12"}, LINCOLN))
    assert "We start on time" in read_form(again)
    assert filled(again)["words_1"] == "We end on time"
    assert [one.words for one in (await now(town)).wording] == ["We start on time"]
    await town.send(JO, again, filled(again), LINCOLN)
    assert [one.words for one in (await now(town)).wording] == ["We end on time"]


async def test_a_button_from_before_the_words_changed_does_nothing_and_shows_them(town: Town) -> None:
    old = await worded(town)
    await worded(town, words_2="We listen")
    reply = await town.press(LEE, button(old, "Ask the team"), LINCOLN)
    assert "changed in the meantime" in said(reply)
    assert "We listen" in said(reply)
    assert (await now(town)).asked_at is None


async def test_once_adopted_they_stand_in_the_channel_and_the_proposals_are_gone_that_were_considered(
    town: Town,
) -> None:
    await typed(town, SAM, "propose We knock first")
    await asked(town)
    await typed(town, SAM, "propose We hum")
    for who in circle.CIRCLE:
        await circle.agrees(town, who)
    assert await proposals(town) == [("We hum", "")]
    ((_, stands),) = await shown(town, Kind.AGREEMENTS)
    assert "We start on time" in read_aloud(stands)
    assert "Version: 1" in read_aloud(stands)
    assert await shown(town, Kind.AGREEMENTS_NEWS) == []
    assert ("place-lincoln", Kind.AGREEMENTS) in await deliver(town)


async def test_a_later_version_is_drawn_in_its_place_and_told_and_the_earlier_one_can_be_read(town: Town) -> None:
    await adopted(town)
    await worded(town, words_1="We start at eight")
    await typed(town, LEE, "ask")
    await deliver(town)
    for who in circle.CIRCLE:
        await circle.agrees(town, who)
    assert len(await circle.queued(town, Kind.AGREEMENTS_NEWS)) == 1
    ((_, told),) = await shown(town, Kind.AGREEMENTS_NEWS)
    assert "We start at eight" in read_aloud(told)
    past = said(await typed(town, DANA, "history"))
    assert past.index("We start at eight") < past.index("From Wednesday") < past.index("We start on time")


async def test_retired_ones_leave_the_channel_and_stay_in_the_history(town: Town) -> None:
    await adopted(town)
    question = await typed(town, LEE, "retire")
    assert (await now(town)).agreed
    reply = await town.press(LEE, button(question, "Retire them"), LINCOLN)
    assert "retired" in said(reply)
    assert (await now(town)).agreed == ()
    ((_, stands),) = await shown(town, Kind.AGREEMENTS)
    assert "None are in force now" in read_aloud(stands)
    assert "to" in said(await typed(town, DANA, "history"))
    assert "changed in the meantime" in said(await town.press(LEE, button(question, "Retire them"), LINCOLN))


@pytest.mark.parametrize(
    "verb",
    [one.name for one in ROUTES if one.name.startswith("agreements") or one.name in ("consent", "concern", "pulse")],
)
async def test_a_team_that_is_nobodys_cannot_be_reached_by_any_button(town: Town, verb: str) -> None:
    await adopted(town)
    before = await now(town)
    forged = Button("Forged", Act(verb, "theirs", 7, (("step", "fully"),)))
    assert "It is not there" in said(await town.press(LEE, forged, LINCOLN))
    assert await now(town) == before


async def test_in_private_the_only_team_of_the_caller_is_meant(town: Town) -> None:
    await adopted(town)
    assert "We take turns" in said(await town.say(DANA, "", alone(DANA), command="agreements"))
    assert "We take turns" in said(await town.say(DANA, "agreements", alone(DANA), bare=True))


async def test_who_is_on_several_teams_is_asked_which(town: Town) -> None:
    await adopted(town)
    which = await town.say(LEE, "", GENERAL, command="agreements")
    assert [one.label for one in card(which).buttons] == ["Cedar SLT", "Lincoln SLT"]
    assert "We take turns" in said(await town.press(LEE, button(which, "Lincoln"), GENERAL))
    opened = form(await town.say(LEE, "propose We knock first", GENERAL, command="agreements"))
    await town.send(LEE, opened, {**filled(opened), "team": TEAM}, GENERAL)
    assert await proposals(town) == [("We knock first", "")]


async def test_a_team_that_works_in_spanish_reads_spanish(town: Town) -> None:
    reply = await town.say(RUTH, "", CEDAR, command="agreements")
    assert "Todavía no hay acuerdos" in said(reply)


async def test_words_that_are_no_command_are_not_kept_and_one_tap_proposes_them(town: Town) -> None:
    reply = await typed(town, DANA, "we should knock")
    assert "I did not understand that" in said(reply)
    opened = form(await town.press(DANA, button(reply, "Propose"), LINCOLN))
    assert filled(opened)["words"] == "we should knock"
    assert await proposals(town) == []


async def test_a_report_that_begins_with_the_word_is_a_report(town: Town) -> None:
    await town.say(DANA, "Agreements with the bus company are broken", LINCOLN)
    assert [row.summary for row in await town.rows()] == ["Agreements with the bus company are broken"]


async def test_a_code_of_an_unlinked_report_is_kept_nowhere(town: Town) -> None:
    await town.say(DANA, "The gate is broken", LINCOLN)

    row = (await town.rows())[0]
    await town.store.write(lambda session: session.work(ORG).codes.put("k7fm2wqx9hdp", row.id))
    assert "code" in said(await typed(town, SAM, "propose We use k7fm-2wqx-9hdp"))
    assert await proposals(town) == []


@pytest.mark.parametrize(("line", "meant"), sorted(BARE.items()))
def test_a_command_that_stands_alone_is_understood(line: str, meant: Bare) -> None:
    assert [parse(said) for said in (line, line.upper(), f" {line} ")] == [meant] * 3


@pytest.mark.parametrize("line", ["propose We start", "Proponer: We start", "PROPOSE   We start"])
def test_what_follows_propose_is_kept_word_for_word(line: str) -> None:
    assert parse(line) == Propose("We start")


def test_the_help_means_the_same_in_both_languages() -> None:
    def meant(language: str) -> list[object]:
        lines = lines_of(help_card(words(language)))
        return [type(said) if isinstance(said := parse(line[12:]), Propose) else said for line in lines]

    assert meant("es") == meant("en")
    assert [one for one in meant("en") if isinstance(one, Unclear)] == []
    assert set(meant("en")) == {*Bare, Propose} - {Bare.HELP, Bare.PROPOSE}


def test_the_forms_field_ids_are_what_is_read() -> None:
    from bot.handlers.agreements.wording import LIMITS
    from bot.ui.views.agreement_forms import word_form
    from bot.ui.views.agreement_stage import none

    fields = word_form(none(), words("en"), values={}).fields
    texts = {field.id: field.max_length for field in fields if isinstance(field, TextField)}
    assert texts == LIMITS
    assert isinstance(fields[0], Passage)


async def planned(town: Town) -> None:
    shown = await town.say(LEE, "every tuesday at 3:30pm", LINCOLN, command="agenda")
    await town.press(LEE, button(shown, "Save"), LINCOLN)


async def agenda(town: Town, *, weeks_on: int) -> str:
    """That of the first meeting, or of one so many weeks later, read aloud."""

    def draw(work: Work) -> str:
        team, first = work.teams.get(TEAM), work.meetings.of_team(TEAM)[0]
        assert team is not None
        meeting = replace(first, scheduled=first.scheduled + timedelta(weeks=weeks_on))
        scene = scenes.of_team(work.places.triage(TEAM)[0], team, work)
        return read_aloud(agenda_card(agenda_outgoing.build(meeting, team, work, town.clock.now()), scene))

    return await town.look(draw)


async def test_an_agenda_begins_with_what_is_agreed_on_and_looks_at_each_in_turn(town: Town) -> None:
    await planned(town)
    assert "agreements" not in await agenda(town, weeks_on=0)
    await adopted(town)
    first, second = [await agenda(town, weeks_on=week) for week in range(2)]
    assert first.index("Our agreements") < first.index("Facilitator")
    assert "In focus today: We start on time" in first
    assert "In focus today: We take turns" in second


async def test_an_agenda_that_is_posted_is_drawn_again_once_there_are_agreements(town: Town) -> None:
    await planned(town)
    asked_which = await town.say(LEE, "post", LINCOLN, command="agenda")
    await town.press(LEE, button(asked_which, "Post it now"), LINCOLN)
    (meeting,) = await town.look(lambda work: work.meetings.of_team(TEAM))
    posted = await town.look(lambda work: len(work.outbox.ledger(meeting.id)))
    await deliver(town)
    await adopted(town)
    states = await town.look(lambda work: [line.state.value for line in work.outbox.ledger(meeting.id)])
    assert posted
    assert states == ["sent"] * posted + ["waiting"] * posted
