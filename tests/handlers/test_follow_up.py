"""From the removal to the verdict and beyond: who is asked, when, and what follows from each answer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import SustainAnswered
from bot.domain.vocabulary import Duty, Outcome, Role, Status, Verdict, Visibility
from bot.handlers import outgoing
from bot.handlers.requests import Reply, Via
from bot.ports import Kind, Posting, Session
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.speech import read_aloud, read_form
from tests.handlers.office import (
    WORDS,
    assigned,
    channel_card,
    closed,
    drawn,
    lines,
    private_of,
    reminded,
    removed,
    reported,
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
    card,
    filled,
    form,
    said,
    settle,
    thread_of,
)
from tests.support.database import HandClock

TO_REMOVAL = ("triage technology internal technical organization school", "assign me", "step Buy one", "removed OK")


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def asked(town: Town, row: Challenge) -> Reply:
    """The newest question as Dana has it in front of her, with its posting on record."""
    card = (await to(town, Kind.ASK, DANA))[-1]
    place = await private_of(town, DANA)
    await town.store.write(
        lambda session: session.work(ORG).postings.record(Posting(place, row.id, Kind.ASK, "ref-ask", 0))
    )
    return Reply(card=card)


async def test_the_reporter_is_asked_after_five_eight_and_twelve_school_days_and_then_a_lead_talks(town: Town) -> None:
    row = await removed(town)
    days = []

    for _ in range(3):
        row = await ring(town, row)
        days.append(town.clock.now().date())

    assert [day.isoformat() for day in days] == ["2026-10-21", "2026-10-26", "2026-10-30"]
    assert len(await town.queued(Kind.ASK)) == 3
    assert row.owed is not None
    assert (row.owed.role, row.owed.what) == (Role.LEAD, Duty.CONVERSATION)
    owed = await to(town, Kind.OWED, JO)
    assert "The person who reported it was asked whether it is gone." in read_aloud(owed[-1])
    assert "conversation" in [one.act.verb for one in owed[-1].buttons]


async def test_a_clock_that_rang_once_does_not_ring_again(town: Town) -> None:
    row = await ring(town, await removed(town))

    def again(session: Session) -> None:
        from bot.handlers import wake

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


async def test_sixty_days_later_still_gone_ends_it(town: Town) -> None:
    row = await ring(town, await closed(town))
    assert row.owed is None
    question = await asked(town, row)

    reply = await town.press(DANA, button(question, "Yes"), alone(DANA))

    assert (await town.row()).sustained is True
    assert reply.replace


async def test_a_comeback_is_a_new_linked_challenge_and_the_lead_is_told(town: Town) -> None:
    row = await ring(town, await closed(town))
    question = await asked(town, row)

    asking = form(await town.press(DANA, button(question, "No"), alone(DANA)))
    reply = await town.send(DANA, asking, filled(asking, comment="Three carts are dead"), alone(DANA))
    await town.send(DANA, asking, filled(asking), alone(DANA))

    old, new = await town.rows()
    assert (new.recurrence_of, new.summary, new.team, new.status) == (old.id, WORDS, old.team, Status.REPORTED)
    assert (new.reporter, old.sustained, old.outcome) == (old.reporter, False, Outcome.SUFFICIENT)
    assert "#2" in said(reply)
    assert "Challenge #2 is waiting for you" in [one.title for one in await to(town, Kind.OWED, LEE)]


async def test_those_it_affected_follow_the_comeback_too(town: Town) -> None:
    await reported(town)
    await town.say(SAM, "#1 affects me too", alone(SAM))
    for words in (
        "triage technology internal technical organization school",
        "assign me",
        "step Buy one",
        "removed OK",
    ):
        await town.say(LEE, f"#1 {words}", LINCOLN)
    await town.say(DANA, "#1 verdict yes", alone(DANA))
    await town.say(JO, "#1 close", LINCOLN)
    await ring(town, await town.row())

    await town.say(DANA, "#1 still gone no, it is dead again", alone(DANA))

    old, new = await town.rows()
    assert new.followers == old.followers
    events = await town.look(lambda work: work.challenges.history(new.id))
    team = await town.look(lambda work: work.teams.get(new.team))
    assert team is not None
    assert life.rebuild(events, number=new.number, team=new.team) == new


async def test_somebody_who_owes_is_reminded_and_nobody_who_does_not_any_more(town: Town) -> None:
    row = await ring(town, await reported(town))
    assert ["#1 · Triage it · late since" in one for one in await reminded(town, LEE)] == [True]

    await town.say(LEE, f"#{row.number} triage technology internal technical organization school", LINCOLN)

    assert await to(town, Kind.DIGEST, LEE) == []


async def test_a_conversation_is_recorded_and_silence_is_never_yes(town: Town) -> None:
    row = await ring(town, await removed(town))
    shown_form = form(await town.say(JO, f"#{row.number} conversation", LINCOLN))

    await town.send(JO, shown_form, {"verdict": "no_answer"}, LINCOLN)
    unanswered = await town.row()
    await town.say(JO, f"#{row.number} close", LINCOLN)

    assert unanswered.status is Status.UNANSWERED
    assert (await town.row()).outcome is Outcome.NO_ANSWER


async def test_whoever_was_assigned_neither_finds_it_gone_nor_closes_it_even_as_the_only_lead(town: Town) -> None:
    row = await ring(town, await removed(town))

    typed = await town.say(LEE, "#1 conversation all is well", LINCOLN)
    pressed = await town.press(LEE, Button("Talked", Act("conversation", row.id, row.version)), LINCOLN)
    assert await town.row() == row
    await town.say(DANA, "#1 verdict yes", alone(DANA))
    closing = await town.say(LEE, "#1 close", LINCOLN)

    assert (await town.row()).status is Status.CONFIRMED
    told = [said(reply) for reply in (typed, pressed, closing)]
    assert ["Whoever it was assigned to cannot close it" in one for one in told] == [True, True, True]


async def test_before_anybody_was_asked_a_conversation_is_no_answer(town: Town) -> None:
    row = await removed(town)

    refused = await town.say(JO, "#1 conversation all is well", LINCOLN)

    assert await town.row() == row
    assert "Nobody has been asked yet" in said(refused)


async def test_the_coordinator_is_reminded_of_closing_what_the_only_lead_did(town: Town) -> None:
    row = await removed(town)
    await town.say(DANA, f"#{row.number} verdict yes", alone(DANA))

    await ring(town, await town.row())

    assert ["#1 · Close it · late since" in one for one in await reminded(town, JO)] == [True]


async def test_what_only_the_coordinator_may_close_is_on_their_list_too(town: Town) -> None:
    row = await removed(town)
    assert "You owe nothing" in said(await town.say(JO, "todo", alone(JO)))
    await town.say(DANA, f"#{row.number} verdict yes", alone(DANA))

    assert WORDS in said(await town.say(JO, "todo", alone(JO)))
    await town.say(JO, f"#{row.number} close", LINCOLN)
    assert "You owe nothing" in said(await town.say(JO, "todo", alone(JO)))


async def test_what_another_lead_may_close_is_not_on_the_coordinators_list(town: Town) -> None:
    row = await removed(town)
    await second_lead(town)
    await town.say(DANA, f"#{row.number} verdict yes", alone(DANA))

    assert "You owe nothing" in said(await town.say(JO, "todo", alone(JO)))
    assert WORDS in said(await town.say(SAM, "todo", alone(SAM)))


async def second_lead(town: Town) -> None:
    """Sam leads as well."""
    await town.say(SAM, "#1 note Seen it myself", LINCOLN)

    def join(session: Session) -> None:
        work = session.work(ORG)
        sam = work.people.by_handle(SAM.handle)
        assert sam is not None
        for team in work.teams.all():
            work.teams.set_members(team.id, Role.LEAD, ["p-lee", sam.id])

    await town.store.write(join)


@pytest.mark.parametrize("line", ["close", "conversation all is well"])
async def test_who_hands_it_on_just_before_the_end_does_not_close_it(town: Town, line: str) -> None:
    await assigned(town)
    await second_lead(town)
    await town.say(LEE, "#1 assign Sam Okafor", LINCOLN)
    await town.say(SAM, "#1 removed Forty new chargers are in the carts", LINCOLN)
    row = await ring(town, await town.row())
    await town.say(DANA, "#1 verdict yes", alone(DANA))

    refused = said(await town.say(LEE, f"#1 {line}", LINCOLN))

    assert (await town.row()).status is Status.CONFIRMED
    assert refused
    assert row.assigned_to == ("p-lee", row.assignee)
    await town.say(JO, "#1 close", LINCOLN)
    assert (await town.row()).status is Status.CLOSED


async def test_who_handed_it_on_before_it_was_reopened_may_close_it_the_next_time(town: Town) -> None:
    await assigned(town)
    await second_lead(town)
    await town.say(LEE, "#1 assign Sam Okafor", LINCOLN)
    for verdict in ("no", "yes"):
        await town.say(SAM, "#1 removed Forty new chargers are in the carts", LINCOLN)
        await town.say(DANA, f"#1 verdict {verdict}", alone(DANA))

    await town.say(SAM, "#1 close", LINCOLN)
    assert (await town.row()).status is Status.CONFIRMED
    await town.say(LEE, "#1 close", LINCOLN)
    assert (await town.row()).status is Status.CLOSED


async def test_a_press_on_a_card_that_is_out_of_date_is_refused_with_what_was_done(town: Town) -> None:
    row = await removed(town)
    await town.say(DANA, f"#{row.number} verdict yes", alone(DANA))
    old = button(await channel_card(town, row), "Close")
    await town.say(SAM, f"#{row.number} note one cart is still empty", LINCOLN)
    before = await town.row()

    refused = await town.press(JO, old, LINCOLN)

    assert await town.row() == before
    assert "Sam Okafor noted: “one cart is still empty”" in said(refused)
    await town.press(JO, button(await channel_card(town, row), "Close"), LINCOLN)
    assert (await town.row()).status is Status.CLOSED


async def test_closing_without_an_answer_is_refused(town: Town) -> None:
    row = await removed(town)

    refused = await town.say(JO, f"#{row.number} close", LINCOLN)

    assert (await town.row()) == row
    assert card(refused).title
    assert town.clock.now() < datetime(2026, 12, 31, tzinfo=UTC)


STUDENT = "Maria Lopez, a student in 3rd grade, has no charger"


@pytest.mark.parametrize("answer", ["yes", "no"])
async def test_a_comment_on_the_last_question_that_may_be_about_a_student_is_not_kept(town: Town, answer: str) -> None:
    row = await ring(town, await closed(town))

    typed = form(await town.say(DANA, f"#1 still gone {answer}, {STUDENT}", alone(DANA)))
    sent = form(await town.send(DANA, typed, filled(typed), alone(DANA)))

    assert "one student" in read_form(sent)
    assert "Maria Lopez" not in await town.everything()
    assert await town.rows() == [row]
    await town.send(DANA, sent, filled(sent, not_student=("yes",)), alone(DANA))
    assert (await town.row()).sustained is (answer == "yes")


async def test_a_comment_said_in_the_thread_waits_for_one_tap_as_every_other_words(town: Town) -> None:
    row = await ring(town, await closed(town))
    thread = await thread_of(town, row)

    asked = await town.say(DANA, f"still gone yes, {STUDENT}", thread, via=Via.MENTION)
    assert (await town.row()).sustained is None
    await town.press(DANA, button(asked, "This is not about a student"), alone(DANA))

    events = await town.look(lambda work: work.challenges.history(row.id))
    assert events[-1].change == SustainAnswered(True, STUDENT)


@pytest.mark.parametrize(
    ("name", "field", "verdict"),
    [("verdict", "comment", "sufficient"), ("conversation", "text", "no_answer"), ("conversation", "text", "partly")],
)
@pytest.mark.parametrize("words", [STUDENT, "why " * 800])
async def test_what_was_said_with_a_verdict_is_held_to_the_same_check_and_length(
    town: Town, name: str, field: str, verdict: str, words: str
) -> None:
    row = await ring(town, await removed(town))
    who = {"verdict": DANA, "conversation": JO}[name]
    shown_form = form(await town.press(who, Button("x", Act(name, row.id, row.version)), alone(who)))

    again = form(await town.send(who, shown_form, {"verdict": verdict, field: words}, alone(who)))

    assert again.name == name
    assert await town.row() == row


async def test_a_verdict_typed_in_the_thread_about_a_student_keeps_its_comment_for_the_tap(town: Town) -> None:
    row = await removed(town)
    thread = await thread_of(town, row)

    asked = await town.say(DANA, f"verdict partly, {STUDENT}", thread, via=Via.MENTION)
    assert await town.row() == row
    await town.press(DANA, button(asked, "This is not about a student"), alone(DANA))

    assert (await town.row()).answers[-1].comment == STUDENT


async def test_choosing_unlinked_for_one_that_came_back_hides_the_reporter_of_the_first_too(town: Town) -> None:
    await ring(town, await closed(town))
    await town.say(DANA, "#1 still gone no", alone(DANA))
    opened = form(await town.say(DANA, "#1 visibility unlinked", alone(DANA)))

    reply = await town.send(DANA, opened, {"visibility": "unlinked"}, alone(DANA))

    assert [row.reporter for row in await town.rows()] == [None, None]
    assert "#2" in said(reply)  # its code opens the one that goes on
