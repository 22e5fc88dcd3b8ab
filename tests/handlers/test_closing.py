"""Who talks with the reporter and who closes a challenge: never whoever was assigned to it."""

from datetime import UTC, datetime

import pytest

from bot.domain.vocabulary import Outcome, Role, Status
from bot.ports import Kind, Session
from bot.ui.card import Act, Button
from tests.handlers.office import (
    WORDS,
    assigned,
    channel_card,
    reminded,
    removed,
    reported,
    ring,
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
    form,
    said,
)


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
