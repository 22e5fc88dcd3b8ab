import asyncio
import json
import logging

import pytest
from structlog.testing import capture_logs

from bot.handlers.desk.requests import Reply
from bot.ui.card import Act, Button, Card, Item, Items
from bot.ui.text import plain
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench
from tests.adapters.slack.drawn import CARD, FORM
from tests.checks.slack_blocks import faults


async def test_a_card_answers_a_command_in_the_same_breath_and_to_the_caller_alone(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD)
    body = await (await bench.form(p.command("41"))).json()
    assert body.pop("response_type") == "ephemeral"
    assert faults(body, surface="message") == []


async def test_a_card_too_large_for_slack_is_still_an_answer(bench: Bench) -> None:
    entries = Items(tuple(Item(plain("x"), Button("Show", Act("show"))) for _ in range(30)))
    bench.script.reply = Reply(card=Card("Log", (entries, entries)))
    assert "the fault is mine" in (await (await bench.form(p.command("log"))).json())["text"]


async def test_nothing_to_say_is_an_empty_answer(bench: Bench) -> None:
    assert await (await bench.form(p.command("41"))).text() == ""


async def test_a_form_opens_at_once_with_the_commands_trigger(bench: Bench) -> None:
    bench.script.reply = Reply(form=FORM)
    answer = await bench.form(p.command())
    assert (answer.status, await answer.text()) == (200, "")
    await bench.slack.until(lambda: bool(bench.slack.of("views.open")))
    (body,) = bench.slack.of("views.open")
    assert body["trigger_id"] == p.TRIGGER
    assert faults(body["view"], surface="modal") == []


@pytest.mark.parametrize(
    "manner", [api.error("expired_trigger_id"), api.limited("1"), api.broken, api.half, api.nothing]
)
async def test_a_form_that_does_not_open_is_not_tried_again_and_the_person_is_told(
    bench: Bench, manner: api.Manner
) -> None:
    bench.slack.manners["views.open"] = [manner]
    bench.script.reply = Reply(form=FORM)
    await bench.form(p.command(response_url=bench.slack.hook))
    await bench.slack.until(lambda: bool(bench.slack.hooks))
    assert bench.slack.hooks[0]["text"] == "The form did not open. Nothing was saved yet: try it once more."
    assert bench.slack.hooks[0]["response_type"] == "ephemeral"
    assert len(bench.slack.of("views.open")) == 1


async def test_a_form_without_a_response_address_is_explained_in_private(bench: Bench) -> None:
    bench.slack.manners["views.open"] = [api.error("expired_trigger_id")]
    bench.script.reply = Reply(form=FORM)
    await bench.payload(p.interactive("shortcut", callback_id="report"))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    assert bench.slack.of("chat.postMessage")[0]["channel"] == p.LEAD


async def test_forty_forms_in_flight_are_all_acknowledged_before_slack_answers_one(bench: Bench) -> None:
    gate = asyncio.Event()
    bench.slack.manners["views.open"] = [api.held(gate) for _ in range(40)]
    bench.script.reply = Reply(form=FORM)
    answers = await asyncio.gather(*(bench.form(p.command(trigger_id=f"1.2.{n}")) for n in range(40)))
    assert not gate.is_set()
    assert [answer.status for answer in answers] == [200] * 40
    await bench.slack.until(lambda: len(bench.slack.of("views.open")) == 40)
    gate.set()
    await bench.edge.stop()
    assert sorted(body["trigger_id"] for body in bench.slack.of("views.open")) == sorted(f"1.2.{n}" for n in range(40))


async def test_a_handler_that_fails_is_a_sentence_and_not_a_fault(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.script.fault = RuntimeError("carts are dead")
    with caplog.at_level(logging.DEBUG), capture_logs() as lines:
        body = await (await bench.form(p.command("carts are dead"))).json()
    assert body["text"] == "That did not work, and the fault is mine. Try again in a minute."
    assert [line["fault"] for line in lines] == ["RuntimeError"]
    assert "carts" not in caplog.text + json.dumps(lines)
