"""What comes more than once is done once: redelivered, pressed or sent again, one after the other or all at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from tests.adapters.slack import payloads
from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer
from tests.faults.house import ELM, USERS, House
from tests.faults.sentences import ALREADY
from tests.support.riverside import SLACK

WORDS = "The quibberflint in the gymnasium hums"
TESS, TESS_ON_TEAMS = USERS["tess"]
LENA, LENA_ON_TEAMS = USERS["lena"]
OMAR, _ = USERS["omar"]

Send = Callable[[], Awaitable[Answer]]
Way = Callable[[Send], Awaitable[Sequence[Answer]]]
both = pytest.mark.parametrize("engine", ["sqlite", "postgres"])


async def one_by_one(send: Send) -> Sequence[Answer]:
    return [await send() for _ in range(5)]


async def at_once(send: Send) -> Sequence[Answer]:
    return await asyncio.gather(*(send() for _ in range(5)))


five_times = pytest.mark.parametrize("way", [one_by_one, at_once])


async def assert_reported_once(house: House) -> None:
    await house.settle()
    assert [row.summary for row in await house.rows()] == [WORDS]
    assert len(house.slack_api.cards(ELM["slack"])) == 1
    assert len(house.connector.cards(ELM["teams"])) == 1
    assert await house.events() == ["report"]


@both
@five_times
async def test_a_slash_command_that_came_five_times_is_one_report(house: House, way: Way) -> None:
    fields = house.slack.command(TESS, WORDS)
    answers = await way(lambda: house.slack.form(fields))
    assert {answer.status for answer in answers} == {200}
    assert [bool(slack_people.values(answer.body, "withdraw")) for answer in answers].count(True) == 1
    assert [answer.silent for answer in answers].count(True) == 4  # what was answered is not said again
    await assert_reported_once(house)


@both
@five_times
async def test_a_teams_message_that_came_five_times_is_one_report(house: House, way: Way) -> None:
    said = house.teams.activity(TESS_ON_TEAMS, text=f"barrier {WORDS}")
    answers = await way(lambda: house.teams.post(said))
    assert {answer.status for answer in answers} == {202}
    assert len(house.connector.cards(TESS_ON_TEAMS)) == 1  # what was answered is not said again
    await assert_reported_once(house)


@five_times
async def test_a_mention_that_came_five_times_is_one_note(house: House, way: Way) -> None:
    await house.slack.say(TESS, WORDS)
    await house.settle()
    (card,) = house.slack_api.cards(ELM["slack"])
    said = payloads.mention(
        "<@U0BARRIER> note the caretaker came by", user=OMAR, channel=ELM["slack"], team=SLACK, thread_ts=card.id
    ) | {"event_id": "Ev0AGAIN"}
    house.logs.hide("the caretaker came by")
    answers = await way(lambda: house.slack.event(said))
    assert {answer.status for answer in answers} == {200}
    await house.settle()
    assert await house.events() == ["report", "note"]
    assert len(house.slack_api.lines(ELM["slack"])) == len(house.connector.lines(ELM["teams"])) == 1


@both
@five_times
async def test_a_modal_that_was_sent_five_times_is_one_report(house: House, way: Way) -> None:
    form = (await house.slack.say(TESS, "")).form
    sent = house.slack.submission(TESS, form, {"summary": WORDS}, id="V0THESAME")
    answers = await way(lambda: house.slack.payload(sent))
    assert {answer.status for answer in answers} == {200}
    await assert_reported_once(house)


@both
@five_times
async def test_a_dialog_that_was_sent_five_times_is_one_report(house: House, way: Way) -> None:
    form = (await house.teams.open(TESS_ON_TEAMS, teams_people.act("report"))).form
    sent = house.teams.filled(form, {"summary": WORDS})
    answers = await way(lambda: house.teams.invoke(TESS_ON_TEAMS, "task/submit", {"data": sent}))
    assert {answer.status for answer in answers} == {200}
    await assert_reported_once(house)


@five_times
async def test_a_button_pressed_five_times_counts_the_person_in_once(house: House, way: Way) -> None:
    await house.slack.say(TESS, WORDS)
    await house.settle()
    (card,) = house.slack_api.cards(ELM["slack"])
    (value,) = slack_people.values(card.body, "affects_me")
    await way(lambda: house.slack.press(OMAR, value, on=card))
    assert [ALREADY in str(answer) for answer in house.slack_api.answers].count(True) == 4
    assert await house.events() == ["report", "affects_me"]


@both
@five_times
async def test_a_triage_sent_by_five_people_at_the_same_version_is_made_by_one(house: House, way: Way) -> None:
    await house.slack.say(TESS, WORDS)
    await house.settle()
    (card,) = house.connector.cards(ELM["teams"])
    data = teams_people.acts(card.body, "triage")[0]
    given = {
        "type": "Technology",
        "reach": "internal",
        "nature": "technical",
        "driver": "leadership",
        "level": "school",
    }
    forms = iter([(await house.teams.open(LENA_ON_TEAMS, data, on=card)).form for _ in range(5)])
    answers = await way(lambda: house.teams.submit(LENA_ON_TEAMS, next(forms), given))
    assert await house.events() == ["report", "triage"]
    again = [answer.form for answer in answers if "Input." in answer.text]
    assert len(again) == 4
    assert not [form for form in again if "Lena Brandt" not in str(form)]  # who was faster


async def test_a_press_on_the_twin_card_that_is_out_of_date_is_refused_with_what_happened(house: House) -> None:
    await house.slack.say(TESS, WORDS)
    await house.settle()
    (old,) = house.slack_api.cards(ELM["slack"])
    (value,) = slack_people.values(old.body, "redirect")
    form = (await house.slack.press(OMAR, value, on=old)).form
    await house.slack.say(LENA, "1 ask Since when?")
    answer = await house.slack.submit(OMAR, form, {"reason": "ticket"})
    assert LENA in str(answer.form)  # who was faster
    assert await house.events() == ["report", "ask"]
