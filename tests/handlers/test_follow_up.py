"""From the removal to the verdict and beyond: who is asked, when, and what follows from each answer."""

from dataclasses import replace

import pytest

from bot.domain import life
from bot.domain.vocabulary import Duty, Role, Status, Verdict, Visibility
from bot.handlers import outgoing
from bot.handlers.desk.requests import Reply
from bot.ports import Kind, Session
from bot.ui.speech import read_aloud
from tests.handlers.office import (
    WORDS,
    asked,
    drawn,
    lines,
    reminded,
    removed,
    ring,
    shown,
    to,
)
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    form,
    said,
    thread_of,
)


async def test_the_reporter_is_asked_after_five_eight_and_twelve_school_days_and_then_a_lead_talks(town: Town) -> None:
    row = await removed(town)
    days = []

    for _ in range(3):
        row = await ring(town, row)
        days.append(town.clock.now().date())

    assert [day.isoformat() for day in days] == ["2026-10-21", "2026-10-26", "2026-10-30"]
    assert len(await town.queued(Kind.ASK)) == 1  # the second and third come with all that is owed
    assert row.owed is not None
    assert (row.owed.role, row.owed.what) == (Role.LEAD, Duty.CONVERSATION)
    owed = await to(town, Kind.OWED, JO)
    assert "The person who reported it was asked whether it is gone." in read_aloud(owed[-1])
    assert "Asked, and not answered. Please talk with them in person" in read_aloud(owed[-1])
    assert "conversation" in [one.act.verb for one in owed[-1].buttons]


async def test_the_second_and_third_question_come_in_the_days_one_reminder_and_are_answered_there(town: Town) -> None:
    row = await ring(town, await removed(town))
    assert await reminded(town, DANA) == []

    row = await ring(town, row)
    (second,) = await reminded(town, DANA)
    assert "#1 · Say whether it is gone" in second
    assert WORDS not in second
    row = await ring(town, row)
    assert ["Say whether it is gone" in told for told in await reminded(town, DANA)] == [True]
    digest = Reply(card=(await to(town, Kind.DIGEST, DANA))[-1])

    told = await town.press(DANA, button(digest, "Yes"), alone(DANA))

    assert "It counts as gone" in said(told)
    assert not told.replace  # there are other things in a reminder
    assert (await town.row()).status is Status.CONFIRMED
    assert await to(town, Kind.DIGEST, DANA) == []


async def test_who_answered_is_not_asked_again_and_others_are(town: Town) -> None:
    row = await removed(town)
    await town.say(SAM, "#1 affects me", LINCOLN)
    row = await ring(town, row)
    await town.say(SAM, "#1 verdict yes", LINCOLN)
    await ring(town, row)
    assert await reminded(town, SAM) == []
    assert len(await reminded(town, DANA)) == 1


async def test_a_clock_that_rang_once_does_not_ring_again(town: Town) -> None:
    row = await ring(town, await removed(town))

    def again(session: Session) -> None:
        from bot.handlers.challenges import wake

        wake.wake((ORG, row.id), session, town.clock.now())

    await town.store.write(again)

    assert await town.row() == row
    assert len(await town.queued(Kind.ASK)) == 1


async def test_a_yes_confirms_and_the_leads_owe_the_closing(town: Town) -> None:
    row = await ring(town, await removed(town))

    reply = await town.press(DANA, button(await asked(town, row), "Yes"), alone(DANA))

    after = await town.row()
    assert after.status is Status.CONFIRMED
    assert reply.replace
    assert "It counts as gone" in said(reply)
    assert after.owed is not None
    assert (after.owed.role, after.owed.what) == (Role.LEAD, Duty.CLOSE)
    assert "close" in [one.act.verb for one in (await to(town, Kind.OWED, JO))[-1].buttons]
    assert "close" not in [one.act.verb for one in (await to(town, Kind.OWED, LEE))[-1].buttons]


@pytest.mark.parametrize("answer", ["Partly", "No"])
async def test_anything_less_reopens_and_tells_the_assignee_and_the_leads(town: Town, answer: str) -> None:
    row = await ring(town, await removed(town))

    reply = await town.press(DANA, button(await asked(town, row), answer), alone(DANA))

    after = await town.row()
    assert (after.status, after.reopened) == (Status.IN_PROGRESS, 1)
    assert "open again" in said(reply)
    assert "so the work goes on" in read_aloud((await to(town, Kind.OWED, LEE))[-1])


async def test_whoever_was_assigned_may_not_answer(town: Town) -> None:
    row = await ring(town, await removed(town))

    await town.press(LEE, button(await asked(town, row), "Yes"), alone(LEE))

    assert await town.row() == row


async def test_two_presses_are_one_verdict(town: Town) -> None:
    row = await ring(town, await removed(town))
    yes = button(await asked(town, row), "Yes")

    await town.press(DANA, yes, alone(DANA))
    second = await town.press(DANA, yes, alone(DANA))

    assert (await town.row()).version == row.version + 1
    assert "no longer asked" in said(second)


async def test_the_question_is_drawn_over_where_it_still_stands_elsewhere(town: Town) -> None:
    row = await ring(town, await removed(town))
    await asked(town, row)

    await town.say(DANA, f"#{row.number} verdict yes", alone(DANA))

    again = [out for _, out in await drawn(town, Kind.ASK) if isinstance(out, outgoing.Redraw)]
    assert [out.ref for out in again] == ["ref-ask"]
    assert "Thank you" in shown(again[0]).title


async def test_more_can_be_said_afterwards_without_telling_who_reported_it(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)

    def hide(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("t-lincoln")
        assert team is not None
        work.teams.save(replace(team, visibility=Visibility.CONFIDENTIAL))

    await town.store.write(hide)
    await town.say(DANA, "The gym has no projector any more", LINCOLN)
    second = await town.row(2)
    await thread_of(town, second)
    assert second.visibility is Visibility.CONFIDENTIAL
    for words in (
        "triage technology internal technical organization school",
        "assign me",
        "step Buy one",
        "removed OK",
    ):
        await town.say(LEE, f"#2 {words}", LINCOLN)
    await ring(town, second)
    question = Reply(card=[one for one in await to(town, Kind.ASK, DANA) if "#2" in one.title][-1])

    thanks = await town.press(DANA, button(question, "Partly"), alone(DANA))
    shown_form = form(await town.press(DANA, button(thanks, "Say more"), alone(DANA)))
    await town.send(DANA, shown_form, {"text": "Only the small hall has one"}, alone(DANA))

    after = await town.row(2)
    assert (after.answers[-1].verdict, after.answers[-1].comment) == (Verdict.PARTLY, "Only the small hall has one")
    assert after.notes == ()
    events = await town.look(lambda work: work.challenges.history(after.id))
    assert life.rebuild(events, number=2, team=after.team) == after
    said_in_thread = [line for line in await lines(town) if "small hall" in line]
    assert said_in_thread == ["The person who reported it noted: “Only the small hall has one”"]
    every = [line for line in await lines(town) if "Dana" in line]
    assert every == []
