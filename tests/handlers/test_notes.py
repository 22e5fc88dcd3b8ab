"""What is kept of what people say: notes, questions and answers, replies in a thread."""

from dataclasses import replace

import pytest

from bot.domain.changes import Noted
from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Status, Verdict
from bot.handlers.desk.requests import Reply, Via, Where
from bot.ports import Kind, Session
from bot.ui.speech import read_aloud
from tests.handlers import office
from tests.handlers.office import last, removed, reported
from tests.handlers.town import (
    DANA,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    Town,
    alone,
    button,
    form,
    thread_of,
)


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


async def test_the_verdict_by_words_keeps_the_comment(town: Town) -> None:
    row = await removed(town)

    await town.say(DANA, f"#{row.number} verdict partly, room 14 is still dark", LINCOLN)

    after = await town.row()
    assert after.status is Status.IN_PROGRESS
    assert (after.answers[-1].verdict, after.answers[-1].comment) == (Verdict.PARTLY, "room 14 is still dark")


async def test_words_said_in_a_thread_that_may_be_about_a_student_wait_for_one_tap(town: Town) -> None:
    row = await reported(town)
    thread = await thread_of(town, row)
    words = "Maria Lopez, a student in 3rd grade, has no charger"

    asked = await town.say(SAM, f"note {words}", thread, via=Via.MENTION)
    assert "Maria Lopez" not in await town.everything()
    await town.press(SAM, button(asked, "This is not about a student"), LINCOLN)

    assert await last(town, row) == Noted(words)
