"""What was typed and chosen in a drawn form arrives as it was meant."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.handlers.desk.requests import Reply
from bot.ui.card import Act, Button, Card
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, TextField
from tests.contract import examples, pieces
from tests.contract.probe import Probe, Value

EXAMPLES = examples.forms()


def standing(form: Form) -> dict[str, Any]:
    """What a form's fields (but for people) hold when nobody touches them."""
    held: dict[str, Any] = {}
    for field in form.fields:
        match field:
            case TextField(id=id, value=value):
                held[id] = value
            case ChoiceField(id=id, value=value, options=options):
                held[id] = value if value in {option.value for option in options} else ""
            case ChecksField(id=id, value=chosen):
                held[id] = chosen
            case DayField(id=id, value=day):
                held[id] = day.isoformat() if day else ""
    return held


async def test_what_was_filled_in_arrives_under_the_fields_ids(probe: Probe) -> None:
    lee = probe.someone
    given: dict[str, Value] = {
        "summary": "Carts are empty",
        "idea": "Shelves",
        "reach": "inside",
        "practice": "outside",
        "drivers": ("inside", "both"),
        "target": "2027-01-15",
        "assignee": lee,
        "helpers": (lee, "p-8"),
    }
    sent = await probe.submit(pieces.form(), given)
    assert sent.values == given


async def test_somebody_of_the_other_platform_can_be_chosen(probe: Probe) -> None:
    sent = await probe.submit(pieces.form(), {"assignee": "p-7", "helpers": ("p-7", "p-8")})
    assert (sent.values["assignee"], sent.values["helpers"]) == ("p-7", ("p-7", "p-8"))


async def test_what_nobody_touched_arrives_as_it_was_drawn(probe: Probe) -> None:
    form = pieces.form(person=probe.someone)
    sent = await probe.submit(form, {})
    assert sent.values == standing(form) | {"assignee": probe.someone, "helpers": ()}


async def test_a_form_brings_back_what_it_is_about(probe: Probe) -> None:
    sent = await probe.submit(pieces.form(), {})
    assert (sent.form, sent.subject, sent.version) == ("triage", "c-41", 29)
    assert dict(sent.args) == {"from": "card", "code": "k7fm-2wqx"}


@pytest.mark.parametrize("name", EXAMPLES)
async def test_every_example_form_comes_back_as_it_was_drawn(probe: Probe, name: str) -> None:
    form = EXAMPLES[name]
    sent = await probe.submit(form, {})
    assert (sent.form, sent.subject, sent.version, dict(sent.args)) == (
        form.name,
        form.subject,
        form.version,
        dict(form.args),
    )
    cleaned = standing(examples.stripped(form))
    assert {id: sent.values[id] for id in cleaned} == cleaned


@given(words=pieces.CLEAN_WORDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_words_typed_into_a_form_arrive_unchanged(probe: Probe, words: str) -> None:
    assert (await probe.submit(pieces.form(), {"summary": words})).values["summary"] == words


OPENS = Button("Triage", Act("triage", "c-41", 17), opens=True)


async def test_a_form_that_the_platform_does_not_open_is_told(probe: Probe) -> None:
    probe.refuse_forms()
    probe.script.reply = Reply(form=pieces.form())
    await probe.press(probe.buttons(probe.card(Card("Challenge 41", buttons=(OPENS,))))[0])
    await probe.settled()
    shown = str(probe.private())
    assert "once more" in shown or "What is in the way" in shown
    assert probe.public() == []


async def test_a_form_that_cannot_be_drawn_is_told(probe: Probe) -> None:
    probe.script.reply = Reply(form=pieces.beyond())
    await probe.press(probe.buttons(probe.card(Card("Challenge 41", buttons=(OPENS,))))[0])
    await probe.settled()
    assert "did not work" in str(probe.private())
    assert probe.public() == []
