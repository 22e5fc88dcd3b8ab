"""Card data of shapes and sizes that no card of ours has: refused, and not a byte of the database is different."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.refusals import Why
from bot.ui.views.move_fields import NOTE
from tests.faults.forging import press, send
from tests.faults.house import USERS, House
from tests.faults.sentences import refused

WORDS = "The quibberflint in the gymnasium hums"
TESS, LENA = USERS["tess"], USERS["lena"]
HUGE = "x" * 60_000
platforms = pytest.mark.parametrize("platform", ["slack", "teams"])


@pytest.fixture
async def house(house: House) -> House:
    """With challenge number 1."""
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    return house


async def test_a_version_that_is_no_number_is_refused(house: House) -> None:
    row, before = await house.row(), await house.record()
    for version in (-1, 2**31, "1", None, 1.5, [1]):
        forged = {"v": "redirect", "s": row.id, "n": version, "a": {"reason": "ticket"}}
        assert (await house.teams.press(LENA[1], {"act": forged})).status == 400
        assert (await house.slack.press(LENA[0], json.dumps(forged))).status == 200
    assert await house.record() == before


@platforms
async def test_huge_words_in_a_button_are_neither_stored_nor_sent_back(house: House, platform: str) -> None:
    row, before = await house.row(), await house.record()
    answers = [
        await press(house, platform, LENA, "triage", row.id, row.version, type=HUGE, practice=HUGE),
        await press(house, platform, LENA, "note", row.id, row.version, text=HUGE),
        await press(house, platform, LENA, "report_to", "elm", 0, words=HUGE),
        await press(house, platform, LENA, "report", "", 0, words=HUGE, link=HUGE),
        await press(house, platform, LENA, "log", "", 0, words=HUGE, page="9" * 400),
    ]
    assert {answer.status for answer in answers} <= {200, 400}
    assert not [answer for answer in answers if HUGE in answer.text]
    assert await house.record() == before
    assert not house.logs.about("slack request failed") + house.logs.about("teams request failed")


@platforms
async def test_huge_words_in_a_form_are_asked_to_be_shorter(house: House, platform: str) -> None:
    row, before = await house.row(), await house.record()
    answer = await send(house, platform, LENA, "note", row.id, {"text": HUGE})
    assert answer.status == 200
    assert refused(Why.TOO_LONG, limit=NOTE) in answer.text
    assert await house.record() == before


MALFORMED: Mapping[str, dict[str, Any]] = {
    "no action": {},
    "an action of words": {"action": "triage"},
    "data of words": {"action": {"type": "Action.Execute", "data": "triage"}},
    "an act without a verb": {"action": {"data": {"act": {"s": "x", "n": 1, "a": {}}}}},
    "arguments of numbers": {"action": {"data": {"act": {"v": "note", "s": "x", "n": 1, "a": {"text": 3}}}}},
    "a form with no name": {"action": {"data": {"form": {"k": "0"}}}},
    "a form with a foreign thread": {
        "action": {"data": {"form": {"f": "note", "k": "0", "s": "x", "n": 1, "a": {}, "t": "//x", "i": []}}}
    },
}


async def test_a_teams_card_of_no_shape_of_ours_is_a_400_without_detail(house: House) -> None:
    before = await house.dump()
    for malformed in MALFORMED.values():
        answer = await house.teams.invoke(LENA[1], "adaptiveCard/action", malformed)
        assert (answer.status, answer.body, answer.beside) == (400, "", [])
    assert len(house.logs.about("teams invoke refused")) == len(MALFORMED)
    assert await house.dump() == before


async def test_a_slack_button_of_no_shape_of_ours_is_answered_with_a_sentence(house: House) -> None:
    before = await house.dump()
    malformed = ("", "triage", "{}", "[1]", "null", '{"v":"note","s":3,"n":1,"a":{}}', "z:" + "0" * 40, "{" * 900)
    answers = {value: await house.slack.press(LENA[0], value) for value in malformed}
    assert not [value for value, answer in answers.items() if answer.silent or answer.status != 200]
    assert await house.dump() == before
