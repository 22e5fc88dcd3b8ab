"""Cards whose data was changed on the way: a polite refusal, and not a byte of the database is different."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain import life
from bot.domain.changes import Asked, Reported
from bot.domain.vocabulary import Platform, Visibility
from bot.handlers.people.founding import Workspace
from bot.ports import Session
from tests.faults.forging import allowed, press, send, unanswered
from tests.faults.house import USERS, House, settled_in
from tests.faults.sentences import NO_SUCH_CODE, NOT_THERE, OLD, OUT_OF_DATE
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
        said,
        id="theirs",
        number=1,
        team=team,
        calendar=work.calendar(),
        actor="tess",
        platform=Platform.SLACK,
        now=house.clock.now(),
    )
    work.challenges.add(row, event)
    asked, event = life.move(
        row,
        Asked("Since when?"),
        team=team,
        calendar=work.calendar(),
        actor="lena",
        platform=Platform.SLACK,
        now=house.clock.now(),
    )
    work.challenges.save(asked, event)


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
    verbs = ("no_such_verb", "wake", "drop table", "__init__", "REPORT", "connect")
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


async def test_the_code_of_another_organization_opens_nothing_here(house: House) -> None:
    await house.bot.store.write(lambda session: session.work("lakeside").codes.put("abcd2345efgh", "theirs"))
    before = await house.record()
    verbs = ("code_details", "code_answer", "code_verdict", "code_withdraw")
    answers = {verb: await press(house, "slack", TESS, verb, "", code="abcd-2345-efgh") for verb in verbs}
    assert not unanswered(answers, NO_SUCH_CODE)
    assert await house.record() == before
