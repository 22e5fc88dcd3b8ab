import asyncio
import json
import logging

import pytest
from structlog.testing import capture_logs

from bot.handlers.desk.requests import Press, Reply
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench
from tests.adapters.slack.drawn import CARD, FORM, LINE
from tests.checks.slack_blocks import faults


async def test_a_mention_is_answered_to_the_caller_alone_in_its_thread(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD)
    answer = await bench.event(p.mention(f"<@{p.BOT}> 41", thread_ts=p.THREAD_TS))
    assert answer.status == 200
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postEphemeral")))
    (body,) = bench.slack.of("chat.postEphemeral")
    assert (body["channel"], body["user"], body["thread_ts"]) == (p.CHANNEL, p.LEAD, p.THREAD_TS)


@pytest.mark.parametrize("manner", [api.error("user_not_in_channel"), api.broken, api.nothing, api.limited("3600")])
async def test_a_private_answer_never_widens(bench: Bench, manner: api.Manner) -> None:
    bench.slack.manners["chat.postEphemeral"] = [manner]
    bench.script.reply = Reply(card=CARD)
    await bench.event(p.mention(f"<@{p.BOT}> 41"))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    assert [body["channel"] for body in bench.slack.of("chat.postMessage")] == [p.LEAD]


async def test_a_short_limit_is_waited_out_once(bench: Bench) -> None:
    bench.slack.manners["chat.postEphemeral"] = [api.limited("0")]
    bench.script.reply = LINE
    await bench.event(p.mention(f"<@{p.BOT}> 41"))
    await bench.slack.until(lambda: len(bench.slack.of("chat.postEphemeral")) == 2)
    await bench.edge.stop()
    assert bench.slack.of("chat.postMessage") == []


async def test_a_private_message_is_answered_where_it_was_written(bench: Bench) -> None:
    bench.script.reply = LINE
    await bench.event(p.direct("carts are dead"))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    (body,) = bench.slack.of("chat.postMessage")
    assert (body["channel"], body["text"], body["mrkdwn"]) == (p.DIRECT, "Saved as 41.", False)


async def test_an_ordinary_thread_reply_is_answered_with_a_card_or_not_at_all(bench: Bench) -> None:
    for reply in (LINE, Reply(card=CARD)):
        bench.script.reply = reply
        await bench.event(p.reply("we ordered chargers"))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postEphemeral")))
    await bench.edge.stop()
    assert [body["blocks"][0]["type"] for body in bench.slack.of("chat.postEphemeral")] == ["header"]


async def test_a_form_cannot_open_from_a_message_and_the_person_is_told_how(bench: Bench) -> None:
    bench.script.reply = Reply(form=FORM)
    await bench.event(p.direct("report"))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    assert bench.slack.of("chat.postMessage")[0]["text"] == "A form cannot open from here. Type /barrier to open it."


async def test_the_home_is_published_to_who_opened_it(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD)
    await bench.event(p.event("app_home_opened", user=p.TEACHER, tab="home", channel=p.DIRECT))
    await bench.slack.until(lambda: bool(bench.slack.of("views.publish")))
    (body,) = bench.slack.of("views.publish")
    assert body["user_id"] == p.TEACHER
    assert faults(body["view"], surface="home") == []


async def test_an_event_is_acknowledged_after_it_was_handled_and_before_slack_answers(bench: Bench) -> None:
    gate = asyncio.Event()
    bench.slack.manners["chat.postEphemeral"] = [api.held(gate)]
    bench.script.reply = LINE
    answer = await bench.event(p.mention(f"<@{p.BOT}> 41"))
    assert answer.status == 200
    assert len(bench.script.asked) == 1
    gate.set()


async def test_the_bot_being_brought_along_reaches_the_handler(bench: Bench) -> None:
    await bench.event(p.event("member_joined_channel", user=p.BOT, channel=p.CHANNEL, inviter=p.LEAD))
    assert [request.verb for request in bench.script.asked if isinstance(request, Press)] == ["joined"]


async def test_no_log_holds_a_response_address_a_trigger_or_a_token(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.slack.manners["views.open"] = [api.error("expired_trigger_id")]
    bench.slack.manners["hook"] = [api.broken]
    bench.slack.manners["chat.postMessage"] = [api.error("user_not_found")]
    bench.script.reply = Reply(form=FORM)
    with caplog.at_level(logging.DEBUG), capture_logs() as lines:
        await bench.form(p.command("carts are dead", response_url=bench.slack.hook))
        await bench.edge.stop()
    ours = [
        record.getMessage() for record in caplog.records if record.name != "aiohttp.access"
    ]  # the servers of the test
    everything = json.dumps([ours, lines])
    assert [line["event"] for line in lines] == ["slack form not opened", "slack answer not delivered"]
    assert [word for word in ("one-of-a-kind", p.TRIGGER, "xoxb", "carts", p.TEACHER) if word in everything] == []
