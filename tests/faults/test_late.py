"""What comes too late or makes no sense: closed meanwhile, pressed a year later, no day, far too many words."""

from collections.abc import Mapping

import pytest

from bot.domain.refusals import Why
from bot.domain.vocabulary import Status
from bot.ui.views.move_fields import STEP
from bot.ui.views.report_form import MOST
from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer, nodes
from tests.faults.house import ELM, USERS, House, stand_ins
from tests.faults.sentences import OUT_OF_DATE, refused
from tests.faults.stand_ins import Shown

WORDS = "The quibberflint in the gymnasium hums"
TESS, LENA, OMAR = (USERS[name] for name in ("tess", "lena", "omar"))
platforms = pytest.mark.parametrize("platform", ["slack", "teams"])
LONG = "wobblestone " * 250


@pytest.fixture
async def house(house: House) -> House:
    """With a report of Tess's on both platforms' cards."""
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    return house


def card(house: House, platform: str) -> Shown:
    (found,) = stand_ins(house)[platform].cards(ELM[platform])
    return found


async def press(house: House, platform: str, who: tuple[str, str], verb: str, on: Shown) -> Answer:
    if platform == "slack":
        return await house.slack.press(who[0], slack_people.values(on.body, verb)[0], on=on)
    return await house.teams.open(who[1], teams_people.acts(on.body, verb)[0], on=on)


async def send(
    house: House, platform: str, who: tuple[str, str], form: Mapping[str, object], given: Mapping[str, str]
) -> Answer:
    if platform == "slack":
        return await house.slack.submit(who[0], dict(form), given)
    return await house.teams.submit(who[1], dict(form), given)


FORMS: dict[str, dict[str, str]] = {
    "triage": {
        "type": "Technology",
        "reach": "internal",
        "nature": "technical",
        "driver": "leadership",
        "level": "school",
    },
    "ask": {"question": "Since when?"},
    "assign": {"assignee": "omar"},
    "note": {"text": "Looked at it"},
    "step": {"text": "Look at it"},
    "merge": {"number": "1"},
    "redirect": {"reason": "ticket"},
}


@platforms
async def test_a_form_whose_challenge_was_closed_meanwhile_is_refused_and_says_why(house: House, platform: str) -> None:
    shown = card(house, platform)
    forms = {move: (await press(house, platform, LENA, move, shown)).form for move in FORMS}
    withdrawn = slack_people.value("withdraw", (await house.row()).id, 1)
    await house.slack.press(TESS[0], withdrawn)
    before = await house.record()
    answers = {move: await send(house, platform, LENA, forms[move], given) for move, given in FORMS.items()}
    said = (refused(Why.NOT_NOW, status=Status.CLOSED), refused(Why.INTO_ITSELF), OUT_OF_DATE)
    assert {answer.status for answer in answers.values()} == {200}
    assert not [move for move, answer in answers.items() if not any(one in answer.text for one in said)]
    again = {move for move, one in answers.items() if "Input." in one.text or "plain_text_input" in one.text}
    assert again == {"merge"}  # its number was wrong besides; nothing else could be sent a second time
    assert await house.record() == before


@platforms
async def test_what_was_typed_into_a_form_that_came_too_late_is_not_lost(house: House, platform: str) -> None:
    form = (await press(house, platform, LENA, "ask", card(house, platform))).form
    await house.slack.say(OMAR[0], "1 triage technology internal technical leadership school")
    answer = await send(house, platform, LENA, form, {"question": "Since when does it wobblestone?"})
    assert "Since when does it wobblestone?" in str(answer.form)
    assert await house.events() == ["report", "triage"]


@platforms
async def test_a_button_of_last_years_card_is_answered_politely(house: House, platform: str) -> None:
    old = Shown(
        **{name: getattr(card(house, platform), name) for name in ("place", "id", "body", "thread", "targeted")}
    )
    await house.slack.press(TESS[0], slack_people.value("withdraw", (await house.row()).id, 1))
    await house.later(days=370)
    before = await house.record()
    answers = {move: await press(house, platform, LENA, move, old) for move in (*FORMS, "affects_me")}
    assert {answer.status for answer in answers.values()} == {200}
    assert not [move for move, answer in answers.items() if answer.silent]
    assert await house.record() == before


@platforms
async def test_a_button_that_acts_at_once_on_a_card_that_is_out_of_date_does_nothing(
    house: House, platform: str
) -> None:
    row = await house.row()
    await house.slack.say(OMAR[0], "1 triage technology internal technical leadership school")
    tries = {
        "slack": lambda: house.slack.press(LENA[0], slack_people.value("redirect", row.id, 1, reason="ticket")),
        "teams": lambda: house.teams.press(LENA[1], teams_people.act("redirect", row.id, 1, reason="ticket")),
    }
    answer = await tries[platform]()
    assert OUT_OF_DATE in answer.text
    assert "Omar Haddad" in answer.text or OMAR[0] in answer.text
    assert await house.events() == ["report", "triage"]


NO_DAYS = (
    "2026-13-45",
    "2026-02-30",
    "0000-00-00",
    "yesterday",
    "９９９９-０１-０１",
    "12",
    "99999-01-01",
    "2026-10-14T25:61",
)
PAST = ("2026-10-13", "1999-12-31", "0001-01-01")


@platforms
async def test_a_day_that_makes_no_sense_is_asked_for_again(house: House, platform: str) -> None:
    shown = card(house, platform)
    before, told = await house.record(), []
    for day in (*NO_DAYS, *PAST):
        form = (await press(house, platform, LENA, "step", shown)).form
        answer = await send(house, platform, LENA, form, {"text": "Order parts", "due": day})
        told.append((answer.status, answer.silent))
    assert set(told) == {(200, False)}
    assert await house.record() == before


@pytest.mark.parametrize("said", ["by Feb 30", "by 2026-13-45", "by yesterday", "by 31/31/31", "by the 99th"])
async def test_a_typed_day_that_makes_no_sense_is_never_guessed(house: House, said: str) -> None:
    answer = await house.slack.say(LENA[0], f"1 assign <@{OMAR[0]}> {said}")
    assert not answer.silent
    assert (await house.row()).target is None


@platforms
async def test_the_last_day_that_a_calendar_has_does_no_harm(house: House, platform: str) -> None:
    form = (await press(house, platform, LENA, "step", card(house, platform))).form
    answer = await send(house, platform, LENA, form, {"text": "Order parts", "due": "9999-12-31"})
    assert answer.status == 200
    await house.settle()
    assert "fault is mine" not in answer.text


@platforms
async def test_three_thousand_characters_where_two_hundred_fit_are_neither_cut_nor_stored(
    house: House, platform: str
) -> None:
    forms = {
        "slack": lambda: house.slack.say(TESS[0], ""),
        "teams": lambda: house.teams.open(TESS[1], teams_people.act("report")),
    }
    form = (await forms[platform]()).form
    before = await house.record()
    answer = await send(house, platform, TESS, form, {"summary": "A gymnasium of another kind", "practice": LONG})
    assert refused(Why.TOO_LONG, limit=MOST["practice"]) in answer.text
    assert await house.record() == before


@platforms
async def test_a_step_of_three_thousand_characters_is_asked_to_be_shorter(house: House, platform: str) -> None:
    form = (await press(house, platform, LENA, "step", card(house, platform))).form
    answer = await send(house, platform, LENA, form, {"text": LONG})
    assert refused(Why.TOO_LONG, limit=STEP) in answer.text
    assert await house.events() == ["report"]


@pytest.mark.parametrize("words", [LONG, "x" * 3000, "é" * 3000, "🧑🏽‍🏫" * 400, "a b " * 5000])
async def test_a_very_long_typed_line_is_stored_whole_or_handed_back_in_a_form(house: House, words: str) -> None:
    for answer in (await house.slack.say(TESS[0], words), await house.teams.say(TESS[1], words)):
        assert answer.status in (200, 202)
        assert "fault is mine" not in answer.text
    await house.settle()
    stored = [row.summary for row in await house.rows() if row.number > 1]
    assert not [one for one in stored if one != words.strip()]
    assert not house.logs.about("slack reply too large") + house.logs.about("teams reply too large")
    assert not [line for line in await house.ledger() if line.reason == "too_large"]
    assert not [
        node for node in nodes(answer.body) if node.get("type") == "Input.Text" and len(node.get("value", "")) > 3000
    ]
