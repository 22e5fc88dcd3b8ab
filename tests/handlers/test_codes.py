"""The code of an unlinked report alone opens it, and what is said by it is checked like everything else."""

from collections.abc import Callable

import pytest

from bot.domain.vocabulary import Status
from bot.handlers.desk.requests import Via
from tests.handlers.town import (
    DANA,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    filled,
    form,
    said,
)
from tests.handlers.unlinking import WORDS, unlinked


async def test_the_code_opens_the_report_however_it_is_typed(town: Town) -> None:
    code = await unlinked(town)

    reply = await town.say(SAM, f"code {code.replace('-', ' ').upper()}", alone(SAM))

    assert WORDS in said(reply)
    assert "Reported, not triaged yet" in said(reply)


async def test_a_code_typed_where_others_read_is_refused(town: Town) -> None:
    code = await unlinked(town)

    reply = await town.say(DANA, f"code {code}", LINCOLN, via=Via.MENTION)

    assert WORDS not in said(reply)
    assert "private" in said(reply)


async def test_a_wrong_code_opens_nothing(town: Town) -> None:
    await unlinked(town)

    reply = await town.say(DANA, "code 2222-2222-2222", alone(DANA))

    assert "No report opens with this code" in said(reply)


async def test_details_by_code_leave_no_trace_of_who_typed_them(town: Town) -> None:
    code = await unlinked(town)
    opened = await town.say(DANA, f"code {code}", alone(DANA))
    details = form(await town.press(DANA, button(opened, "Add details"), alone(DANA)))

    await town.send(DANA, details, filled(details, tried="Asked the office"), alone(DANA))

    assert (await town.row()).tried == "Asked the office"
    assert "U0DANA" not in await town.everything()


async def test_the_reporter_answers_and_gives_the_verdict_by_code_alone(town: Town) -> None:
    code = await unlinked(town)
    await town.say(LEE, "1 ask Which weeks?", alone(LEE))
    asked = await town.say(DANA, f"code {code}", alone(DANA))
    answer = form(await town.press(DANA, button(asked, "Answer"), alone(DANA)))

    answered = await town.send(DANA, answer, {"text": "Every week since September"}, alone(DANA))

    assert "The team has your answer" in said(answered)
    assert (await town.row()).status is Status.REPORTED
    assert "U0DANA" not in await town.everything()


async def test_the_verdict_by_code_confirms(town: Town) -> None:
    code = await unlinked(town)
    await town.say(LEE, "1 assign Lee Park", alone(LEE))
    await town.say(LEE, "1 removed Assemblies moved to Fridays", alone(LEE))
    opened = await town.say(DANA, f"code {code}", alone(DANA))
    verdict = form(await town.press(DANA, button(opened, "Say whether it is gone"), alone(DANA)))

    await town.send(DANA, verdict, {"verdict": "sufficient", "comment": "Thank you"}, alone(DANA))

    assert (await town.row()).status is Status.CONFIRMED
    assert "U0DANA" not in await town.everything()


async def test_taking_it_back_by_code_erases_the_words(town: Town) -> None:
    code = await unlinked(town)
    opened = await town.say(DANA, f"code {code}", alone(DANA))

    await town.press(DANA, button(opened, "Take it back"), alone(DANA))

    assert WORDS not in await town.everything()


async def test_a_named_report_is_not_opened_by_its_id_in_a_codes_place(town: Town) -> None:
    await town.say(SAM, WORDS, LINCOLN)

    reply = await town.happen(DANA, "code_details", alone(DANA), code=(await town.row()).id)

    assert WORDS not in said(reply)


async def test_a_code_follows_its_report_into_the_one_it_was_merged_into(town: Town) -> None:
    code = await unlinked(town)
    await town.say(SAM, "The bus is late on Fridays", LINCOLN)
    await town.say(LEE, "1 merge into 2", alone(LEE))

    reply = await town.say(DANA, f"code {code}", alone(DANA))

    assert "Continues as: #2: Reported, not triaged yet" in said(reply)


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("Answer", {"text": "Maria Lopez, a student in 3rd grade"}),
        ("Answer", {"text": "why " * 800}),
        ("Add details", {"tried": "Maria Lopez, a student in 3rd grade"}),
        ("Add details", {"school": "why " * 40}),
    ],
)
async def test_words_given_by_code_are_held_to_the_same_check_and_length(
    town: Town, label: str, values: dict[str, str]
) -> None:
    code = await unlinked(town)
    await town.say(LEE, "1 ask Which weeks?", alone(LEE))
    row = await town.row()
    shown = form(await town.press(DANA, button(await town.say(DANA, f"code {code}", alone(DANA)), label), alone(DANA)))

    again = form(await town.send(DANA, shown, {**filled(shown), **values}, alone(DANA)))

    assert again.name == shown.name
    assert await town.row() == row


async def test_a_comment_given_by_code_is_held_to_its_length(town: Town) -> None:
    code = await unlinked(town)
    await town.say(LEE, "1 assign Lee Park", alone(LEE))
    await town.say(LEE, "1 removed Assemblies moved to Fridays", alone(LEE))
    row = await town.row()
    opened = await town.say(DANA, f"code {code}", alone(DANA))
    shown = form(await town.press(DANA, button(opened, "Say whether it is gone"), alone(DANA)))

    again = form(await town.send(DANA, shown, {"verdict": "partly", "comment": "why " * 800}, alone(DANA)))

    assert "comment" in dict(again.errors)
    assert await town.row() == row


@pytest.mark.parametrize("before", ["", "I got this code from you: "])
async def test_a_code_without_its_word_is_never_filed_as_a_report(town: Town, before: str) -> None:
    code = await unlinked(town)

    reply = await town.say(DANA, f"{before}{code}", alone(DANA))

    assert len(await town.rows()) == 1
    assert (WORDS in said(reply)) is (not before)
    assert "U0DANA" not in await town.everything()


@pytest.mark.parametrize("shape", [str, str.upper, lambda code: code.replace("-", " "), lambda c: c.replace("-", "")])
async def test_a_code_inside_other_words_is_kept_nowhere(town: Town, shape: Callable[[str], str]) -> None:
    words = f"what opens with that {shape(await unlinked(town))}"  # four letters that a code might begin with
    opened = form(await town.say(DANA, "", alone(DANA)))
    before = await town.rows()

    typed = await town.say(DANA, words, LINCOLN)
    sent = await town.send(DANA, opened, filled(opened, summary=words, team="t-lincoln"), alone(DANA))
    noted = await town.say(DANA, f"1 note {words}", alone(DANA))

    assert await town.rows() == before
    assert ["code of an unlinked report" in one for one in (said(typed), repr(sent.form), said(noted))] == [True] * 3
