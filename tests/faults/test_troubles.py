"""A platform that answers 429, 500, half a body or nothing, and a channel that the bot was taken out of."""

import asyncio

import pytest

from bot.ports import DeliveryState
from tests.adapters.slack import api as slack_api
from tests.faults import slack_people, teams_people
from tests.faults.house import ELM, USERS, House, at_work, stand_ins
from tests.faults.stand_ins import GONE, SLACK_TROUBLES, TEAMS_TROUBLES, Trouble
from tests.support import riverside
from tests.support.database import HandClock

WORDS = "The quibberflint in the gymnasium hums"
NEWCOMER = "5f0c33aa-0000-4000-8000-0000000000ff"
TESS, LENA, OMAR = (USERS[name] for name in ("tess", "lena", "omar"))
TROUBLES = {"slack": SLACK_TROUBLES, "teams": TEAMS_TROUBLES}
POST = {"slack": "chat.postMessage", "teams": "send"}
UPDATE = {"slack": "chat.update", "teams": "update"}
CASES = [(platform, name) for platform, troubles in TROUBLES.items() for name in troubles]
in_trouble = pytest.mark.parametrize(("platform", "name"), CASES)


def trouble(platform: str, name: str) -> tuple[Trouble, int]:
    """The trouble, and how often a new message is seen after it: an answer that was lost may mean one repeat."""
    found = TROUBLES[platform][name]
    return found, 2 if found.done else 1


@in_trouble
async def test_a_card_and_its_line_come_through_it_once(house: House, platform: str, name: str) -> None:
    stand_in, (met, seen) = stand_ins(house)[platform], trouble(platform, name)
    stand_in.troubles[POST[platform]].append(met)
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    assert len(stand_in.cards(ELM[platform])) == seen

    stand_in.troubles[POST[platform]].append(met)
    await house.slack.say(LENA[0], "1 note Seen in passing", channel="C0ELSEWHERE")
    await house.settle()
    assert len(stand_in.lines(ELM[platform])) == seen
    assert {row.state for row in await house.ledger()} == {DeliveryState.SENT}


@in_trouble
async def test_a_card_is_redrawn_in_place_through_it(house: House, platform: str, name: str) -> None:
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    stand_in, (met, _) = stand_ins(house)[platform], trouble(platform, name)
    stand_in.troubles[UPDATE[platform]].append(met)
    await house.slack.say(LENA[0], "1 note Seen in passing", channel="C0ELSEWHERE")
    await house.settle()
    (card,) = stand_in.cards(ELM[platform])
    assert "Seen in passing" in card.text
    assert {row.state for row in await house.ledger()} == {DeliveryState.SENT}


@in_trouble
async def test_a_private_message_comes_through_it_once(house: House, platform: str, name: str) -> None:
    """To Tess on Slack and to Lena on Teams, who was never written to before."""
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    person = {"slack": TESS[0], "teams": LENA[1]}[platform]
    words = {"slack": "1 ask Since when?", "teams": f"1 assign <@{LENA[0]}>"}[platform]
    stand_in, (met, seen) = stand_ins(house)[platform], trouble(platform, name)
    before = len(stand_in.cards(person))
    stand_in.troubles[POST[platform]].append(met)
    await house.slack.say(OMAR[0], words, channel="C0ELSEWHERE")
    await house.settle()
    assert len(stand_in.cards(person)) - before == seen
    assert {row.state for row in await house.ledger()} == {DeliveryState.SENT}


@pytest.mark.parametrize("name", TEAMS_TROUBLES)
async def test_a_private_conversation_is_opened_through_it(house: House, name: str) -> None:
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    house.connector.troubles["open"].append(TEAMS_TROUBLES[name])
    await house.slack.say(OMAR[0], f"1 assign <@{LENA[0]}>", channel="C0ELSEWHERE")
    await house.settle()
    assert len(house.connector.cards(LENA[1])) == 1


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_hours_of_trouble_delay_but_do_not_lose(house: House, platform: str) -> None:
    stand_in = stand_ins(house)[platform]
    stand_in.troubles[POST[platform]] = [TROUBLES[platform]["busy"]] * 25
    await house.slack.say(TESS[0], WORDS)
    await house.settle(hours=12)
    assert len(stand_in.cards(ELM[platform])) == 1
    assert {row.state for row in await house.ledger()} == {DeliveryState.SENT}


async def test_a_platform_that_says_wait_a_moment_for_minutes_is_waited_for(house: House) -> None:
    house.slack_api.troubles[POST["slack"]] = [SLACK_TROUBLES["429"]] * 60
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    assert len(house.slack_api.cards(ELM["slack"])) == 1
    assert {row.state for row in await house.ledger()} == {DeliveryState.SENT}


async def test_one_platform_in_trouble_does_not_hold_up_the_other(house: House) -> None:
    house.slack_api.troubles[POST["slack"]] = [SLACK_TROUBLES["busy"]] * 1000
    await house.slack.say(TESS[0], WORDS)
    await house.connector.until(lambda: bool(house.connector.cards(ELM["teams"])))
    assert house.slack_api.cards(ELM["slack"]) == []
    house.slack_api.troubles.clear()


async def test_a_delivery_under_way_when_the_bot_stops_comes_to_its_end(
    house: House, clock: HandClock, database_url: str
) -> None:
    gate = asyncio.Event()
    house.slack_api.troubles[POST["slack"]].append(Trouble(slack_api.held(gate), done=True))
    row = await house.bot.store.write(lambda session: riverside.reported(session, clock, WORDS))
    await house.slack_api.until(lambda: bool(house.slack_api.cards(ELM["slack"])))
    stopping = asyncio.ensure_future(house.stop())
    gate.set()
    await stopping
    async with at_work(database_url, clock, house.logs, beside=house) as again:
        ledger = await again.look(lambda work: work.outbox.ledger(row.id))
    assert {line.state for line in ledger} == {DeliveryState.SENT}


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_a_lost_channel_is_in_the_ledger_told_to_a_lead_once_and_holds_up_nothing(
    house: House, platform: str
) -> None:
    stand_in = stand_ins(house)[platform]
    other, there = next((name, one) for name, one in stand_ins(house).items() if name != platform)
    await house.teams.say(LENA[1], "help")
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    stand_in.troubles[UPDATE[platform]] = [GONE[platform]] * 9
    stand_in.troubles[POST[platform]] = []
    await house.slack.say(LENA[0], "1 note Seen in passing", channel="C0ELSEWHERE")
    await house.settle()
    await house.slack.say(LENA[0], "1 note And once more", channel="C0ELSEWHERE")
    await house.settle()
    assert "And once more" in there.cards(ELM[other])[0].text
    assert len(there.lines(ELM[other])) == 2
    told = [one for one in house.connector.cards(LENA[1]) if "Elm Street Leadership Team" in one.text]
    assert len(told) == 1
    answer = await house.slack.press(LENA[0], slack_people.value("ledger", (await house.row()).id))
    assert "Not delivered" in answer.text or "not delivered" in answer.text


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_a_channel_lost_before_its_first_card_costs_nobody_the_report(house: House, platform: str) -> None:
    stand_in = stand_ins(house)[platform]
    await house.teams.say(LENA[1], "help")
    stand_in.troubles[POST[platform]].append(GONE[platform])
    answer = await house.slack.say(TESS[0], WORDS)
    assert "Saved as challenge #1" in answer.text
    await house.settle()
    assert stand_in.cards(ELM[platform]) == []
    assert [row.summary for row in await house.rows()] == [WORDS]
    assert sorted(line.state for line in await house.ledger()) == [DeliveryState.FAILED, DeliveryState.SENT]


@pytest.mark.parametrize("name", SLACK_TROUBLES)
async def test_a_form_that_slack_does_not_open_is_told_and_not_tried_again(house: House, name: str) -> None:
    met = SLACK_TROUBLES[name]
    house.slack_api.troubles["views.open"].append(met)
    answer = await house.slack.say(TESS[0], "")
    assert "The form did not open. Nothing was saved yet" in answer.text
    assert [kind for kind, _ in house.slack_api.asked].count("views.open") == 1


@pytest.mark.parametrize("name", ["429", "500", "nothing, since it never arrived"])
async def test_an_answer_whose_address_fails_comes_as_a_private_message(house: House, name: str) -> None:
    house.slack_api.troubles["hook"].append(SLACK_TROUBLES[name])
    answer = await house.slack.press(TESS[0], slack_people.value("help"))
    assert "/barrier" in answer.text
    assert house.slack_api.cards(TESS[0])


@pytest.mark.parametrize("name", ["429", "500", "busy", "nothing, since it never arrived"])
async def test_a_whisper_that_fails_comes_as_a_private_message(house: House, name: str) -> None:
    house.slack_api.troubles["chat.postEphemeral"] = [SLACK_TROUBLES[name]] * 2
    await house.slack.mention(TESS[0], "help")
    assert [one for one in house.slack_api.shown if one.place == ELM["slack"]] == []
    assert len(house.slack_api.cards(TESS[0])) == 1


@pytest.mark.parametrize("name", TEAMS_TROUBLES)
async def test_a_report_on_teams_is_kept_whatever_becomes_of_its_receipt(house: House, name: str) -> None:
    house.connector.troubles["send"].append(TEAMS_TROUBLES[name])
    answer = await house.teams.say(TESS[1], WORDS)
    assert answer.status == 202
    await house.settle()
    assert [row.summary for row in await house.rows()] == [WORDS]
    assert len(house.connector.cards(ELM["teams"])) == 1


@pytest.mark.parametrize("name", TEAMS_TROUBLES)
async def test_a_roster_that_does_not_answer_costs_nobody_the_report(house: House, name: str) -> None:
    house.connector.troubles["member"] = [TEAMS_TROUBLES[name]] * 9
    await house.teams.say(TESS[1], WORDS)
    assert [row.summary for row in await house.rows()] == [WORDS]


@pytest.mark.parametrize("name", SLACK_TROUBLES)
async def test_a_profile_that_slack_does_not_tell_costs_whom_we_know_nothing(house: House, name: str) -> None:
    house.slack_api.troubles["users.info"] = [SLACK_TROUBLES[name]] * 9
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    assert [row.summary for row in await house.rows()] == [WORDS]
    assert len(house.slack_api.cards(ELM["slack"])) == 1


@pytest.mark.parametrize("name", SLACK_TROUBLES)
async def test_a_newcomer_of_whom_slack_does_not_tell_reads_that_nothing_was_saved(house: House, name: str) -> None:
    house.slack_api.troubles["users.info"] = [SLACK_TROUBLES[name]] * 9
    before = await house.dump()
    answer = await house.slack.say("U0NEWCOMER", WORDS)
    assert "Nothing was saved" in answer.text
    assert await house.dump() == before
    house.slack_api.troubles.clear()
    await house.slack.say("U0NEWCOMER", WORDS)
    assert [row.summary for row in await house.rows()] == [WORDS]


async def test_a_newcomer_on_teams_is_looked_up_in_their_own_conversation_at_last(house: House) -> None:
    house.connector.troubles["member"] = [GONE["teams"]] * 2
    answer = await house.teams.press(NEWCOMER, teams_people.act("report_to", "elm", words=WORDS))
    assert "Saved as challenge #1" in answer.text
    assert [kind for kind, _ in house.connector.asked[:4]] == ["member", "member", "open", "member"]


async def test_a_newcomer_of_whom_teams_does_not_tell_presses_nothing(house: House) -> None:
    house.connector.troubles["member"] = [TEAMS_TROUBLES["500"]] * 9
    before = await house.dump()
    answer = await house.teams.press(NEWCOMER, teams_people.act("report_to", "elm", words=WORDS))
    assert "Nothing was saved" in answer.text
    assert await house.dump() == before


async def test_a_press_on_teams_is_answered_though_the_connector_is_away(house: House) -> None:
    house.connector.troubles["send"] = [TEAMS_TROUBLES["500"]] * 99
    answer = await house.teams.press(TESS[1], teams_people.act("report_to", "elm", words=WORDS))
    assert "Saved as challenge #1" in answer.text
    house.connector.troubles.clear()
