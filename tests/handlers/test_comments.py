"""What is said along with an answer is held to the same check as every other word."""

import pytest

from bot.domain.changes import SustainAnswered
from bot.handlers.desk.requests import Via
from bot.ui.card import Act, Button
from bot.ui.speech import read_form
from tests.handlers.office import (
    closed,
    removed,
    ring,
)
from tests.handlers.town import (
    DANA,
    JO,
    Town,
    alone,
    button,
    filled,
    form,
    thread_of,
)

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
