"""Buttons, dialogs and message extensions, over the wire: what is asked, and what the same HTTP answer shows."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.teams import answers, refs
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.refs import Ref
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.ui.card import Act, Button, Card, Item, Items, Quote
from bot.ui.form import Form, PersonField, TextField
from bot.ui.text import Plain, Said
from tests.adapters.teams.keyset import TENANT
from tests.adapters.teams.teams_side import CHANNEL, ROOT, USER, Client, District, Teams, in_channel
from tests.adapters.teams.walk import actions, of_type, said
from tests.checks.adaptive_cards import faults

WORDS = "Chromebooks won't hold a charge"
ACT = {"v": "assign", "s": "c-4711", "n": 7, "a": {"code": "k7fm"}}
PRESSED: dict[str, Any] = {"conversation": in_channel(), "replyToId": "1794000000001"}
CARD = Card("Saved as challenge #12", (Quote((Said(WORDS),)),), (Button("Details", Act("details", "c-4711", 7)),))
FORM = Form(
    "assign",
    "Assign #12",
    (TextField("note", "Why?", value=WORDS), PersonField("assignee", "Who?")),
    "Assign it",
    "Cancel",
    subject="c-4711",
    version=7,
    errors=(("assignee", "Choose somebody."),),
)
ABOUT = {
    "f": "assign",
    "k": "k3y",
    "s": "c-4711",
    "n": 7,
    "a": {"page": "3"},
    "t": refs.encode(Ref(CHANNEL, "57", ROOT)),
    "i": ["t_note", "p_assignee"],
}
FILLED = {"form": ABOUT, "t_note": WORDS, "p_assignee": "aad-7"}

KINDS: dict[str, Any] = {
    "adaptiveCard/action": lambda data: {"action": {"type": "Action.Execute", "verb": "x", "data": data}},
    "task/fetch": lambda data: {"data": data, "context": {"theme": "dark"}},
    "task/submit": lambda data: {"data": data},
    "composeExtension/submitAction": lambda data: {"commandId": "report", "data": data},
}


async def press(bot: Client, district: District, name: str, reply: Reply, **changes: object) -> Any:
    district.reply = reply
    status, body = await bot.invoke(name, KINDS[name]({"act": ACT}), **(PRESSED | changes))
    assert status == 200
    return body


async def submit(bot: Client, district: District, name: str, reply: Reply) -> Any:
    district.reply = reply
    status, body = await bot.invoke(name, KINDS[name](FILLED), **PRESSED)
    assert status == 200
    return body


@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/fetch", "task/submit"])
async def test_a_press_comes_with_its_act_and_the_message_it_was_on(bot: Client, district: District, name: str) -> None:
    await press(bot, district, name, Reply())
    (asked,) = district.asked
    assert isinstance(asked, Press)
    assert (asked.verb, asked.subject, asked.version, asked.args) == ("assign", "c-4711", 7, {"code": "k7fm"})
    assert asked.caller.handle == Handle(Platform.TEAMS, TENANT, USER)
    assert asked.key == f"teams:{TENANT}:{CHANNEL};messageid={ROOT}:f:7d1:{name}"
    assert asked.where is not None
    assert asked.where.key == CHANNEL
    assert asked.where.thread == refs.encode(Ref(CHANNEL, "1794000000001", ROOT))


@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/submit"])
async def test_a_form_comes_with_what_it_is_about_and_what_was_filled_in(
    bot: Client, district: District, name: str
) -> None:
    await submit(bot, district, name, Reply())
    (asked,) = district.asked
    assert isinstance(asked, Submission)
    assert (asked.form, asked.subject, asked.version, asked.args) == ("assign", "c-4711", 7, {"page": "3"})
    assert asked.values == {"note": WORDS, "assignee": Handle(Platform.TEAMS, TENANT, "aad-7")}
    assert asked.key == f"teams:{TENANT}:form:k3y"
    assert asked.where is not None
    assert asked.where.thread == ABOUT["t"]


@pytest.mark.parametrize(
    ("conversation", "key"),
    [
        (in_channel(), CHANNEL),
        ({"id": "19:ana_lee@unq.gbl.spaces", "conversationType": "personal", "tenantId": TENANT}, None),
    ],
)
async def test_a_message_extension_knows_the_channel_but_takes_no_chat_of_two_people_for_its_own(
    bot: Client, district: District, conversation: dict[str, Any], key: str | None
) -> None:
    await bot.invoke("composeExtension/fetchTask", {"commandId": "report"}, conversation=conversation)
    await bot.invoke("composeExtension/submitAction", {"data": FILLED}, conversation=conversation)
    fetched, sent = district.asked
    assert isinstance(fetched, Press)
    assert isinstance(sent, Submission)
    assert (fetched.verb, fetched.args) == ("report", {})
    assert [where and where.key for where in (fetched.where, sent.where)] == [key, key]


async def test_a_message_is_taken_along_with_its_words_and_its_link(bot: Client, district: District) -> None:
    payload = {
        "body": {"contentType": "html", "content": "<div>Chromebooks <b>won&#39;t</b><br>charge</div>"},
        "linkToMessage": "https://teams.microsoft.com/l/message/19:a/1",
    }
    value = {"commandId": "report_message", "commandContext": "message", "messagePayload": payload}
    await bot.invoke("composeExtension/fetchTask", value, conversation=in_channel())
    (asked,) = district.asked
    assert isinstance(asked, Press)
    assert (asked.verb, asked.args) == (
        "report_message",
        {"words": "Chromebooks won't\ncharge", "link": "https://teams.microsoft.com/l/message/19:a/1"},
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://x.example/", 7, "https://x/" + "y" * 2000, "https://x\n"]
)
async def test_a_link_that_is_none_stays_behind(bot: Client, district: District, link: object) -> None:
    payload = {"body": {"contentType": "text", "content": "a <b>"}, "linkToMessage": link}
    value = {"commandId": "report_message", "commandContext": "message", "messagePayload": payload}
    await bot.invoke("composeExtension/fetchTask", value)
    (asked,) = district.asked
    assert isinstance(asked, Press)
    assert asked.args == {"words": "a <b>"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("adaptiveCard/action", None),
        ("adaptiveCard/action", "x"),
        ("adaptiveCard/action", {"action": "x"}),
        ("adaptiveCard/action", {"action": {"data": [1]}}),
        ("adaptiveCard/action", {"action": {"data": {}}}),
        ("adaptiveCard/action", {"action": {"data": {"act": {"v": 7}}}}),
        ("adaptiveCard/action", {"action": {"data": {"act": ACT | {"n": -1}}}}),
        ("adaptiveCard/action", {"action": {"data": {"act": ACT | {"a": {"x": 1}}}}}),
        ("task/fetch", {}),
        ("task/fetch", {"data": {"act": ACT | {"n": 10**30}}}),
        ("task/submit", {"data": {"form": ABOUT | {"t": "x"}}}),
        ("task/submit", {"data": {"form": ABOUT | {"i": ["z_x"]}}}),
        ("task/submit", {"data": FILLED | {"t_note": {"a": 1}}}),
        ("task/submit", {"data": FILLED | {"p_assignee": "<at>all</at>"}}),
        ("composeExtension/fetchTask", {}),
        ("composeExtension/fetchTask", {"commandId": ""}),
        ("composeExtension/fetchTask", {"commandId": "x" * 65}),
        ("composeExtension/fetchTask", {"commandId": "report_message", "commandContext": "message"}),
        ("composeExtension/submitAction", {"data": None}),
    ],
)
async def test_forged_card_data_is_refused_without_a_word(
    bot: Client, district: District, name: str, value: object
) -> None:
    with capture_logs() as logs:
        assert await bot.invoke(name, value) == (400, None)
    assert district.asked == []
    assert [line["event"] for line in logs] == ["teams invoke refused"]
    assert USER not in str(logs)


@pytest.mark.parametrize("name", ["signin/verifyState", "fileConsent/invoke", "composeExtension/query", "no/such"])
async def test_an_invoke_that_we_do_not_use_is_not_known(bot: Client, district: District, name: str) -> None:
    assert await bot.invoke(name, {"data": {"act": ACT}}) == (501, None)
    assert district.asked == []


MESSAGE = "application/vnd.microsoft.activity.message"
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


async def test_a_card_takes_the_place_of_the_one_that_was_pressed(
    bot: Client, district: District, teams: Teams
) -> None:
    body = await press(bot, district, "adaptiveCard/action", Reply(CARD, replace=True))
    await bot.stop()
    assert (body["statusCode"], body["type"]) == (200, ADAPTIVE)
    assert faults(body["value"]) == []
    assert said(body["value"]) == WORDS
    assert teams.calls == []


async def test_a_card_beside_the_pressed_one_is_for_the_one_who_pressed(
    bot: Client, district: District, teams: Teams
) -> None:
    body = await press(bot, district, "adaptiveCard/action", Reply(CARD))
    await bot.stop()
    assert body == {"statusCode": 200, "type": MESSAGE, "value": "Saved as challenge #12"}
    (call,) = teams.sent()
    assert (call.query, call.body["recipient"]["id"]) == ({"isTargetedActivity": "true"}, "29:1ab")
    assert said(call.card) == WORDS


async def test_a_form_after_a_press_comes_as_a_card_beside_it(bot: Client, district: District, teams: Teams) -> None:
    body = await press(bot, district, "adaptiveCard/action", Reply(form=FORM))
    await bot.stop()
    assert body == {"statusCode": 200, "type": MESSAGE, "value": "Assign #12"}
    (call,) = teams.sent()
    about = of_type(call.card, "Action.Execute")[0]["data"]["form"]
    assert about["t"] == refs.encode(Ref(CHANNEL, "1794000000001", ROOT))
    assert call.query == {"isTargetedActivity": "true"}


async def test_a_line_of_our_own_words_stands_under_the_pressed_card(
    bot: Client, district: District, teams: Teams
) -> None:
    body = await press(bot, district, "adaptiveCard/action", Reply(line=(Plain("You are "), Plain("counted in."))))
    await bot.stop()
    assert (body["type"], body["value"], teams.calls) == (MESSAGE, "You are counted in.", [])


async def test_a_line_with_somebodys_words_comes_as_a_card(bot: Client, district: District, teams: Teams) -> None:
    body = await press(bot, district, "adaptiveCard/action", Reply(line=(Plain("Noted: "), Said("[x](http://e)"))))
    await bot.stop()
    assert (body["type"], body["value"]) == (MESSAGE, "")
    assert [said(call.card) for call in teams.sent()] == ["Noted: [x](http://e)"]


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Reply(CARD), WORDS),
        (Reply(line=(Plain("Thank you."),)), "Thank you."),
        (Reply(form=FORM), "⚠ Choose somebody."),
    ],
)
async def test_a_form_that_was_sent_from_a_card_is_always_replaced(
    bot: Client, district: District, teams: Teams, reply: Reply, shown: str
) -> None:
    body = await submit(bot, district, "adaptiveCard/action", reply)
    await bot.stop()
    assert body["type"] == ADAPTIVE
    assert shown in said(body["value"])
    assert faults(body["value"]) == []
    assert teams.calls == []


@pytest.mark.parametrize("send", [press, submit])
async def test_an_answer_without_words_is_an_answer_all_the_same(bot: Client, district: District, send: Any) -> None:
    body = await send(bot, district, "adaptiveCard/action", Reply())
    assert body == {"statusCode": 200, "type": MESSAGE, "value": ""}


DIALOGS = ["task/fetch", "task/submit", "composeExtension/submitAction"]


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_form_is_the_next_thing_in_the_dialog(bot: Client, district: District, name: str) -> None:
    body = await press(bot, district, name, Reply(form=FORM))
    shown = body["task"]["value"]
    assert (body["task"]["type"], shown["title"], shown["card"]["contentType"]) == ("continue", "Assign #12", ADAPTIVE)
    content = shown["card"]["content"]
    assert faults(content) == []
    assert [action["type"] for action in actions(content)] == ["Action.Submit"]
    assert [node["value"] for node in of_type(content, "Input.Text")] == [WORDS]
    assert "⚠ Choose somebody." in said(content)


@pytest.mark.parametrize("name", DIALOGS[1:])
async def test_a_form_with_errors_is_drawn_again_under_a_new_name(bot: Client, district: District, name: str) -> None:
    drawn = [await submit(bot, district, name, Reply(form=FORM)) for _ in range(2)]
    tokens = {actions(body["task"]["value"]["card"]["content"])[0]["data"]["form"]["k"] for body in drawn}
    assert len(tokens | {"k3y"}) == 3


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_card_in_a_dialog_has_buttons_that_work_there(bot: Client, district: District, name: str) -> None:
    body = await press(bot, district, name, Reply(CARD))
    shown = body["task"]["value"]
    assert (body["task"]["type"], shown["title"]) == ("continue", "Saved as challenge #12")
    assert [action["type"] for action in actions(shown["card"]["content"])] == ["Action.Submit"]


async def test_a_title_too_long_for_the_frame_stands_in_the_card(bot: Client, district: District) -> None:
    card = Card("Take part in challenge #12 too?", (Quote((Said(WORDS),)),))
    body = await press(bot, district, "task/fetch", Reply(card))
    shown = body["task"]["value"]
    assert shown["title"] == "Barrier"
    assert of_type(shown["card"]["content"], "TextBlock")[0]["text"] == "Take part in challenge #12 too?"


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_line_of_our_own_is_a_message_in_the_dialog_and_any_other_a_card(
    bot: Client, district: District, name: str
) -> None:
    ours = await press(bot, district, name, Reply(line=(Plain("Thank you."),)))
    theirs = await press(bot, district, name, Reply(line=(Said("[x](http://e)"),)))
    assert ours == {"task": {"type": "message", "value": "Thank you."}}
    assert said(theirs["task"]["value"]["card"]["content"]) == "[x](http://e)"


@pytest.mark.parametrize("name", DIALOGS[1:])
async def test_a_form_that_was_sent_closes_when_nothing_is_to_be_said(
    bot: Client, district: District, name: str
) -> None:
    assert await submit(bot, district, name, Reply()) is None


async def test_a_dialog_never_opens_empty(bot: Client, district: District) -> None:
    body = await press(bot, district, "task/fetch", Reply())
    assert body == {"task": {"type": "message", "value": "That was already done."}}


async def test_a_message_extension_opens_with_the_form(bot: Client, district: District) -> None:
    district.reply = Reply(form=FORM)
    status, body = await bot.invoke("composeExtension/fetchTask", {"commandId": "report"})
    assert (status, body["task"]["type"], body["task"]["value"]["title"]) == (200, "continue", "Assign #12")


async def test_no_invoke_waits_for_teams(bot: Client, district: District, teams: Teams) -> None:
    teams.open.clear()
    for name in KINDS:
        await press(bot, district, name, Reply(CARD))
    assert len(district.asked) == len(KINDS)
    teams.open.set()


@pytest.mark.parametrize("name", KINDS)
async def test_when_the_fault_is_ours_the_answer_says_so(bot: Client, district: District, name: str) -> None:
    district.fault = LookupError(WORDS)
    with capture_logs() as logs:
        body = await press(bot, district, name, Reply())
    assert "That did not work, and the fault is mine. Try again in a minute." in str(body)
    assert WORDS not in str(logs)


@pytest.mark.parametrize("name", KINDS)
async def test_a_card_that_cannot_be_drawn_is_our_fault_as_well(bot: Client, district: District, name: str) -> None:
    entry = Item((Said(WORDS),), Button("Show", Act("show", args=(("words", "w" * 1800),))))
    body = await press(bot, district, name, Reply(Card("x", (Items((entry,) * 30),)), replace=True))
    assert "That did not work, and the fault is mine. Try again in a minute." in str(body)


def test_in_teams_proper_a_pressed_card_is_replaced_by_one_whose_buttons_open_dialogs() -> None:
    card = Card("Saved", buttons=(Button("Details", Act("details"), opens=True),))
    shown = answers.to_action(Reply(card, replace=True), Surface.CHAT, "en", form_sent=False, thread=None)
    assert isinstance(shown.answer.body, dict)
    (action,) = actions(shown.answer.body["value"])
    assert (action["type"], action["data"]["msteams"]) == ("Action.Submit", {"type": "task/fetch"})
