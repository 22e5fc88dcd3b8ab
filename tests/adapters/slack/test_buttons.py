from structlog.testing import capture_logs

from bot.adapters.slack import acts, forms, views
from bot.handlers.desk.requests import Reply, Where
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench
from tests.adapters.slack.drawn import ACT, CARD, FORM, LINE, SMALL
from tests.checks.slack_blocks import faults


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


async def test_a_button_on_what_stands_where_a_form_was_goes_by_the_place_of_the_form(bench: Bench) -> None:
    where = Where(p.CHANNEL, '{"channel":"C0TRIAGE"}', private=False, name="leads")
    form = forms.modal(FORM, where)
    bench.script.reply = Reply(card=SMALL)
    sent = await bench.payload(p.submission(form, p.filled(form, {"summary": {"value": "carts"}})))
    bench.script.reply = Reply(card=SMALL, replace=True)
    await bench.payload(p.pressed_in_view(ACT, (await sent.json())["view"]))
    await bench.slack.until(lambda: bool(bench.slack.of("views.update")))
    assert [request.where for request in bench.script.asked] == [where, where]
    assert faults(bench.slack.of("views.update")[0]["view"], surface="modal") == []


async def test_what_cannot_be_shown_in_a_view_that_was_closed_goes_to_the_private_conversation(bench: Bench) -> None:
    bench.slack.manners["views.update"] = [api.error("not_found")]
    bench.script.reply = Reply(card=SMALL, replace=True)
    await bench.payload(p.pressed_in_view(ACT, views.card_modal(SMALL, None)))
    await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
    assert bench.slack.of("chat.postMessage")[0]["channel"] == p.LEAD


async def test_on_the_home_a_card_replaces_it_and_another_opens(bench: Bench) -> None:
    for reply in (Reply(card=CARD, replace=True), LINE):
        bench.script.reply = reply
        await bench.payload(p.pressed_in_view(ACT, {"type": "home", "private_metadata": ""}))
    await bench.slack.until(lambda: bool(bench.slack.of("views.publish") and bench.slack.of("views.open")))
    assert faults(bench.slack.of("views.publish")[0]["view"], surface="home") == []
    assert faults(bench.slack.of("views.open")[0]["view"], surface="modal") == []


async def test_a_button_that_is_not_ours_gets_a_sentence_and_reaches_no_handler(bench: Bench) -> None:
    with capture_logs() as lines:
        await bench.payload(p.press("last year's", response_url=bench.slack.hook))
    assert lines == [{"event": "slack button not known", "log_level": "warning"}]
    assert (await shown(bench))["text"] == "That button is out of date. Type /barrier log to see where things stand."
    assert bench.script.asked == []


async def test_a_shortcut_on_a_message_never_replaces_the_message(bench: Bench) -> None:
    bench.script.reply = Reply(card=CARD, replace=True)
    await bench.payload(p.message_shortcut("carts", response_url=bench.slack.hook))
    assert (await shown(bench))["replace_original"] is False
