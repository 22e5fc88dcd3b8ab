"""Cards whose data was changed on the way: a polite refusal, and not a byte of the database is different."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain import life
from bot.domain.changes import Asked, Reported
from bot.domain.refusals import Why
from bot.domain.vocabulary import Platform, Visibility
from bot.handlers.founding import Workspace
from bot.ports import Session
from bot.ui.views.move_fields import NOTE
from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer
from tests.faults.house import USERS, House, settled_in
from tests.faults.sentences import NO_SUCH_CODE, NOT_THERE, OLD, OUT_OF_DATE, not_yours, refused
from tests.support import riverside

WORDS = "The quibberflint in the gymnasium hums"
THEIRS = "The wobblestone at the lakeside drips"
TESS, LENA, OMAR = (USERS[name] for name in ("tess", "lena", "omar"))
LAKESIDE = replace(
    riverside.DISTRICT,
    id="lakeside",
    name="Lakeside Schools",
    workspaces=(Workspace(Platform.SLACK, "T0LAKE"), Workspace(Platform.TEAMS, "c7f2c1de-0000-4000-8000-00000000beef")),
)
HUGE = "x" * 60_000
MOVES = ("triage", "assign", "step", "done", "note", "ask", "answer", "merge", "redirect", "removed", "verdict")
ON_A_ROW = (
    *MOVES,
    "conversation",
    "affects_me",
    "close",
    "details",
    "visibility",
    "withdraw",
    "sustain",
    "show",
    "ledger",
)
"""Every route that is about a challenge."""


@pytest.fixture
async def house(house: House) -> House:
    """With a challenge of ours, number 1, and one of another organization."""
    await settled_in(house.bot, LAKESIDE, house.connector.address)
    await house.bot.store.write(lambda session: _theirs(session, house))
    await house.slack.say(TESS[0], WORDS)
    await house.settle()
    house.logs.hide(THEIRS)
    return house


def _theirs(session: Session, house: House) -> None:
    work = session.work("lakeside")
    team = work.teams.get("elm")
    assert team is not None
    said = Reported(THEIRS, Visibility.NAMED)
    row, event = life.start(
        said, id="theirs", number=1, team=team, actor="tess", platform=Platform.SLACK, now=house.clock.now()
    )
    work.challenges.add(row, event)
    asked, event = life.move(
        row, Asked("Since when?"), team=team, actor="lena", platform=Platform.SLACK, now=house.clock.now()
    )
    work.challenges.save(asked, event)


async def press(
    house: House, platform: str, who: tuple[str, str], verb: str, subject: str, version: int = 1, **args: str
) -> Answer:
    if platform == "slack":
        return await house.slack.press(who[0], slack_people.value(verb, subject, version, **args))
    return await house.teams.press(who[1], teams_people.act(verb, subject, version, **args))


async def send(
    house: House, platform: str, who: tuple[str, str], form: str, subject: str, values: Mapping[str, str]
) -> Answer:
    """A form with everything in it made by hand."""
    if platform == "slack":
        about = json.dumps({"s": subject, "n": 1, "a": {}, "w": None})
        inputs = [{"type": "input", "block_id": id, "element": _input(id)} for id in values]
        view = {"type": "modal", "callback_id": form, "private_metadata": about, "blocks": inputs}
        return await house.slack.submit(who[0], view, values)
    filled = {f"t_{id}": value for id, value in values.items()}
    made = {"f": form, "k": secrets.token_hex(8), "s": subject, "n": 1, "a": {}, "t": None, "i": list(filled)}
    return await house.teams.invoke(who[1], "task/submit", {"data": {"form": made} | filled})


def _input(id: str) -> dict[str, str]:
    return {"type": "plain_text_input", "action_id": id}


def unanswered(answers: Mapping[str, Answer], sentence: str) -> list[str]:
    """The cases in which the person did not read this sentence."""
    return [case for case, answer in answers.items() if answer.status != 200 or sentence not in answer.text]


def allowed(answers: Mapping[str, Answer]) -> list[str]:
    """The moves for which the person did not read who may make them."""
    return [move for move, answer in answers.items() if answer.status != 200 or not_yours(move) not in answer.text]


platforms = pytest.mark.parametrize("platform", ["slack", "teams"])


@platforms
async def test_another_organizations_challenge_cannot_be_reached_by_any_button(house: House, platform: str) -> None:
    before = await house.record()
    answers = {verb: await press(house, platform, LENA, verb, "theirs", 2) for verb in ON_A_ROW}
    assert not unanswered(answers, NOT_THERE)
    assert not [verb for verb, answer in answers.items() if "wobblestone" in answer.text]
    assert await house.record() == before


@platforms
async def test_another_organizations_challenge_cannot_be_reached_by_any_form(house: House, platform: str) -> None:
    before = await house.record()
    given = {"text": "Mine now", "visibility": "named", "summary": "Mine now"}
    forms = (*MOVES, "conversation", "details", "visibility")
    answers = {form: await send(house, platform, LENA, form, "theirs", given) for form in forms}
    assert not unanswered(answers, NOT_THERE)
    assert await house.record() == before


@platforms
async def test_nobody_is_counted_in_with_another_organizations_challenge(house: House, platform: str) -> None:
    before = await house.record()
    given = {"summary": "Something else entirely", "same": "theirs"}
    answer = await send(house, platform, TESS, "report", "", given)
    assert NOT_THERE in answer.text
    assert await house.record() == before


@platforms
async def test_an_id_that_is_nobodys_is_not_found(house: House, platform: str) -> None:
    before = await house.record()
    ids = ("no-such-id", "", "' OR 1=1 --", "../../etc", "%", "None", "elm", "tess")
    answers = {id: await press(house, platform, LENA, "triage", id) for id in ids}
    assert not unanswered(answers, NOT_THERE)
    assert await house.record() == before


@platforms
async def test_a_verb_that_no_button_carries_does_nothing(house: House, platform: str) -> None:
    before, id = await house.record(), (await house.row()).id
    verbs = ("no_such_verb", "wake", "drop table", "__init__", "setup_which", "REPORT", "connect")
    answers = {verb: await press(house, platform, LENA, verb, id) for verb in verbs}
    assert not unanswered(answers, OLD)
    assert await house.record() == before


@platforms
async def test_what_only_a_platform_says_cannot_be_pressed(house: House, platform: str) -> None:
    before = await house.record()
    verbs = ("joined", "place_gone", "uninstalled")
    answers = {verb: await press(house, platform, TESS, verb, "", reason="forged") for verb in verbs}
    assert not unanswered(answers, OLD)
    assert await house.record() == before


async def test_what_only_a_platform_says_is_no_command_of_a_message_extension(house: House) -> None:
    before = await house.record()
    for verb in ("joined", "place_gone", "uninstalled"):
        value = {"commandId": verb, "commandContext": "compose"}
        answer = await house.teams.invoke(TESS[1], "composeExtension/fetchTask", value)
        assert OLD in answer.text
    assert await house.record() == before


@platforms
async def test_a_move_that_is_not_the_persons_is_refused_on_the_loaded_row(house: House, platform: str) -> None:
    """A teacher presses what only leads are shown, at the right version, and sends the forms behind it."""
    row, before = await house.row(), await house.record()
    moves = ("triage", "ask", "assign", "redirect", "merge", "conversation", "step", "removed", "done")
    given = {"text": "Forged", "question": "Forged", "reason": "ticket", "number": "1"}
    pressed = {move: await press(house, platform, TESS, move, row.id, 1) for move in (*moves, "close")}
    at_once = {move: await press(house, platform, TESS, move, row.id, 1, **given) for move in moves}
    sent = {move: await send(house, platform, TESS, move, row.id, given) for move in moves}
    assert not [*allowed(pressed), *allowed(at_once), *allowed(sent)]
    assert await house.record() == before


@platforms
async def test_what_is_the_reporters_is_refused_to_a_lead(house: House, platform: str) -> None:
    row, before = await house.row(), await house.record()
    moves = ("details", "visibility", "answer", "verdict")
    given = {"text": "Forged", "visibility": "unlinked", "verdict": "sufficient", "summary": "Forged"}
    pressed = {move: await press(house, platform, LENA, move, row.id, 1) for move in (*moves, "withdraw")}
    sent = {move: await send(house, platform, LENA, move, row.id, given) for move in moves}
    assert not [*allowed(pressed), *allowed(sent)]
    assert await house.record() == before


@platforms
async def test_a_version_that_never_was_is_out_of_date(house: House, platform: str) -> None:
    row, before = await house.row(), await house.record()
    versions = (0, 2, 99, 2**31 - 1)
    tries = {str(n): await press(house, platform, LENA, "redirect", row.id, n, reason="ticket") for n in versions}
    assert not unanswered(tries, OUT_OF_DATE)
    assert await house.record() == before


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


FORGED_FORMS: Mapping[str, Mapping[str, str]] = {
    "triage": {"type": "Technology", "reach": "everywhere", "nature": "x", "driver": "x", "level": "galaxy"},
    "redirect": {"reason": "the moon"},
    "conversation": {"verdict": "maybe", "text": "We talked"},
    "merge": {"number": "999999999999999999999999"},
    "assign": {"assignee": "no-such-person"},
}


@platforms
async def test_choices_that_were_never_offered_are_not_taken(house: House, platform: str) -> None:
    row, before = await house.row(), await house.record()
    answers = {form: await send(house, platform, LENA, form, row.id, given) for form, given in FORGED_FORMS.items()}
    assert {answer.status for answer in answers.values()} == {200}
    assert not [form for form, answer in answers.items() if answer.silent]
    assert await house.record() == before


MALFORMED = {
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


async def test_the_code_of_another_organization_opens_nothing_here(house: House) -> None:
    await house.bot.store.write(lambda session: session.work("lakeside").codes.put("abcd2345efgh", "theirs"))
    before = await house.record()
    verbs = ("code", "code_details", "code_answer", "code_verdict", "code_withdraw")
    answers = {verb: await press(house, "slack", TESS, verb, "", code="abcd-2345-efgh") for verb in verbs}
    assert not unanswered(answers, NO_SUCH_CODE)
    assert await house.record() == before
