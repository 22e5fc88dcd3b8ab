import asyncio
import json
import logging

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack import acts, forms, views
from bot.handlers.requests import Press, Reply, Where
from bot.ui.card import Act, Button, Card, Item, Items, Paragraph
from bot.ui.form import Form, TextField
from bot.ui.text import plain
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench
from tests.adapters.slack.drawn import HOSTILE, wordy, wordy_form
from tests.checks.slack_blocks import faults

ACT = acts.encode(Act("assign", "ch41", 7))
CARD = wordy(HOSTILE)
SMALL = Card(
    "Challenge 41 is with Lee Park", (Paragraph(plain("By Friday.")),), (Button("Show", Act("show", "ch41", 8)),)
)
LINE = Reply(line=plain("Saved as 41."))
FORM = wordy_form("carts")
WRONG = wordy_form("carts", errors=(("target", "Choose a school day."),))


# --- Commands --------------------------------------------------------------------------------------------------------


async def test_a_card_answers_a_command_in_the_same_breath_and_to_the_caller_alone(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, private=False)
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


# --- Buttons ---------------------------------------------------------------------------------------------------------


async def shown(bench: Bench) -> p.Json:
    await bench.slack.until(lambda: bool(bench.slack.hooks))
    return bench.slack.hooks[0]


IN_EPHEMERAL = {"type": "message", "message_ts": p.CARD_TS, "channel_id": p.CHANNEL, "is_ephemeral": True}


async def test_a_pressed_button_is_answered_beside_it_for_the_caller_alone(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD)
    answer = await bench.payload(p.press(ACT, response_url=bench.slack.hook))
    assert (answer.status, await answer.text()) == (200, "")
    body = await shown(bench)
    assert (body.pop("response_type"), body.pop("replace_original")) == ("ephemeral", False)
    assert faults(body, surface="message") == []


async def test_a_private_message_is_replaced(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, replace=True)
    await bench.payload(p.press(ACT, response_url=bench.slack.hook, container=IN_EPHEMERAL))
    body = await shown(bench)
    assert body["replace_original"] is True
    assert "response_type" not in body


async def test_a_card_that_others_read_is_replaced_only_by_what_they_may_read(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, replace=True, private=False)
    await bench.payload(p.press(ACT, response_url=bench.slack.hook))
    assert (await shown(bench))["replace_original"] is True


async def test_a_private_answer_never_takes_the_place_of_a_card_that_others_read(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, replace=True)
    await bench.payload(p.press(ACT, response_url=bench.slack.hook))
    body = await shown(bench)
    assert (body["replace_original"], body["response_type"]) == (False, "ephemeral")


async def test_an_answer_that_cannot_be_shown_there_goes_to_the_private_conversation(bench: Bench) -> None:
    bench.slack.manners["hook"] = [api.broken]
    bench.script.reply = Reply(card=CARD)
    await bench.payload(p.press(ACT, response_url=bench.slack.hook))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    assert bench.slack.of("chat.postMessage")[0]["channel"] == p.LEAD


async def test_a_response_address_elsewhere_is_not_called(bench: Bench, slack: api.FakeSlack) -> None:
    bench.script.reply = Reply(card=CARD)
    await bench.payload(p.press(ACT, response_url="http://169.254.169.254/latest"))
    await slack.until(lambda: bool(slack.of("chat.postMessage")))
    assert slack.hooks == []


async def test_a_buttons_form_opens_over_what_is_shown(bench: Bench) -> None:
    bench.script.reply = Reply(form=FORM)
    await bench.payload(p.press(ACT))
    await bench.slack.until(lambda: bool(bench.slack.of("views.open")))
    about = acts.decode_about(bench.slack.of("views.open")[0]["view"]["private_metadata"])
    assert about
    assert about.where == Where(
        "C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, name="leads", thread=f"C0TRIAGE:{p.CARD_TS}"
    )


async def test_in_a_modal_a_form_is_pushed_a_card_replaces_and_another_is_pushed(bench: Bench) -> None:
    view = views.card_modal(SMALL, None)
    for reply in (Reply(form=FORM), Reply(card=SMALL, replace=True), Reply(card=SMALL)):
        bench.script.reply = reply
        await bench.payload(p.pressed_in_view(ACT, view))
    await bench.slack.until(lambda: len([c for c in bench.slack.calls if c.method.startswith("views.")]) == 3)
    assert sorted(call.method for call in bench.slack.calls if call.method.startswith("views.")) == [
        "views.push",
        "views.push",
        "views.update",
    ]
    assert bench.slack.of("views.update")[0]["view_id"] == "V0VIEW"


async def test_on_the_home_a_card_replaces_it_and_another_opens(bench: Bench) -> None:
    for reply in (Reply(card=CARD, replace=True), LINE):
        bench.script.reply = reply
        await bench.payload(p.pressed_in_view(ACT, {"type": "home", "private_metadata": ""}))
    await bench.slack.until(lambda: bool(bench.slack.of("views.publish") and bench.slack.of("views.open")))
    assert faults(bench.slack.of("views.publish")[0]["view"], surface="home") == []
    assert faults(bench.slack.of("views.open")[0]["view"], surface="modal") == []


async def test_a_button_that_is_not_ours_gets_a_sentence_and_reaches_no_handler(bench: Bench) -> None:
    await bench.payload(p.press("last year's", response_url=bench.slack.hook))
    assert (await shown(bench))["text"] == "That button is out of date. Type /barrier to see where things stand."
    assert bench.script.asked == []


async def test_a_shortcut_on_a_message_never_replaces_the_message(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, replace=True)
    await bench.payload(p.message_shortcut("carts", response_url=bench.slack.hook))
    assert (await shown(bench))["replace_original"] is False


# --- Forms -----------------------------------------------------------------------------------------------------------


def filled_form(form: Form = FORM) -> p.Json:
    view = forms.modal(form, None)
    return p.submission(view, p.filled(view, {"summary": {"value": "carts"}}))


async def answered(bench: Bench, reply: Reply, body: p.Json | None = None) -> p.Json:
    bench.script.reply = reply
    answer: p.Json = await (await bench.payload(body or filled_form())).json()
    return answer


async def test_a_form_with_nothing_to_say_closes(bench: Bench) -> None:
    assert await answered(bench, Reply()) == {"response_action": "clear"}


async def test_a_receipt_takes_the_forms_place(bench: Bench) -> None:
    answer = await answered(bench, Reply(card=CARD))
    assert answer["response_action"] == "update"
    assert faults(answer["view"], surface="modal") == []


async def test_a_long_title_stands_whole_in_the_view(bench: Bench) -> None:
    view = (await answered(bench, Reply(card=SMALL)))["view"]
    assert view["title"]["text"] == "Barrier"
    assert view["blocks"][0]["text"]["text"] == "Challenge 41 is with Lee Park"


async def test_a_line_takes_the_forms_place(bench: Bench) -> None:
    answer = await answered(bench, LINE)
    assert faults(answer["view"], surface="modal") == []


async def test_errors_of_the_same_form_stand_at_their_fields(bench: Bench) -> None:
    assert await answered(bench, Reply(form=WRONG)) == {
        "response_action": "errors",
        "errors": {"triage.target": "Choose a school day."},
    }


async def test_a_form_that_changed_is_drawn_again_with_its_errors(bench: Bench) -> None:
    body = filled_form(Form("triage", "Triage", (TextField("summary", "What"),), "Save", "Back"))
    answer = await answered(bench, Reply(form=WRONG), body)
    assert answer["response_action"] == "update"
    assert "⚠ Choose a school day." in json.dumps(answer, ensure_ascii=False)


async def test_an_answer_too_large_for_slack_is_still_an_answer(bench: Bench) -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    huge = Form("next", "Next", (TextField("a", "A"),), "Save", "Back", args=(("words", words),))
    answer = await answered(bench, Reply(form=huge))
    assert "the fault is mine" in json.dumps(answer)


async def test_a_closed_form_is_acknowledged_and_nothing_more(bench: Bench) -> None:
    view = forms.modal(FORM, None)
    answer = await bench.payload(p.interactive("view_closed", view={"id": "V0", **view}, is_cleared=False))
    assert answer.status == 200
    assert bench.script.asked == []


# --- Events ----------------------------------------------------------------------------------------------------------


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
    assert bench.slack.of("chat.postMessage")[0]["text"] == "A form cannot open from here. Type /barrier, and it will."


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
