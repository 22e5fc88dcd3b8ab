"""How a message on Teams is answered: where, to whom, and how often it is tried."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.handlers.desk.requests import Reply, Submission
from bot.ui.card import Act, Button, Card, Quote
from bot.ui.form import Form, TextField
from bot.ui.text import Plain, Said
from tests.adapters.teams.keyset import TENANT
from tests.adapters.teams.teams_side import CHANNEL, ROOT, Call, Client, District, Teams, in_channel, mention
from tests.adapters.teams.walk import of_type, said

WORDS = "Chromebooks won't hold a charge"
CARD = Card("Saved as challenge #12", (Quote((Said(WORDS),)),), (Button("Details", Act("details", "c-4711", 7)),))
FORM = Form("report", "Report a barrier", (TextField("summary", "What is in the way?", value=WORDS),), "Send", "Cancel")
MENTIONED: dict[str, Any] = {"text": "<at>barrierbot</at> x", "entities": [mention()], "conversation": in_channel()}


async def answered(bot: Client, district: District, teams: Teams, reply: Reply, **changes: object) -> list[Call]:
    district.reply = reply
    await bot.send(**({"text": "barrier x"} | changes))
    await bot.stop()
    return teams.sent()


async def test_in_private_the_answer_is_an_ordinary_message(bot: Client, district: District, teams: Teams) -> None:
    (call,) = await answered(bot, district, teams, Reply(CARD))
    assert (call.method, call.path, call.query) == ("POST", "conversations/a:1xyz/activities", {})
    assert call.body["summary"] == "Saved as challenge #12"
    assert said(call.card) == WORDS
    assert call.body.keys() == {"type", "summary", "attachments"}


async def test_in_a_channel_a_private_answer_is_shown_to_the_one_who_asked(
    bot: Client, district: District, teams: Teams
) -> None:
    (call,) = await answered(bot, district, teams, Reply(CARD), **MENTIONED)
    assert call.path == f"conversations/{CHANNEL};messageid={ROOT}/activities"
    assert call.query == {"isTargetedActivity": "true"}
    assert call.body["recipient"] == {"id": "29:1ab", "isTargeted": True}


@pytest.mark.parametrize(("status", "code"), [(400, "BadSyntax"), (403, "Forbidden"), (404, "ConversationNotFound")])
async def test_where_teams_will_not_show_it_to_one_person_it_goes_to_their_chat_and_never_to_all(
    bot: Client, district: District, teams: Teams, status: int, code: str
) -> None:
    teams.refuse = lambda call: (status, {}, code) if call.query else None
    first, opened, private = await answered(bot, district, teams, Reply(CARD), **MENTIONED)
    assert first.query == {"isTargetedActivity": "true"}
    assert opened.path == "conversations"
    assert opened.body["members"] == [{"id": "29:1ab"}]
    assert (opened.body["isGroup"], opened.body["tenantId"]) == (False, TENANT)
    assert (private.path, private.card) == ("conversations/a:1private/activities", first.card)


async def test_an_answer_that_may_have_arrived_is_not_sent_again(bot: Client, district: District, teams: Teams) -> None:
    teams.refuse = lambda call: (200, {}, "") if call.query else None
    assert len(await answered(bot, district, teams, Reply(CARD), **MENTIONED)) == 1


async def test_an_answer_is_tried_once_more_after_a_429(bot: Client, district: District, teams: Teams) -> None:
    refusals = iter([(429, {"Retry-After": "0"}, "TooManyRequests")])
    teams.refuse = lambda call: next(refusals, None) if call.method == "POST" else None
    first, again = await answered(bot, district, teams, Reply(CARD))
    assert first == again


async def test_an_answer_that_cannot_be_delivered_is_one_log_line_without_its_words(
    bot: Client, district: District, teams: Teams
) -> None:
    teams.refuse = lambda call: (500, {}, "ServiceError")
    with capture_logs() as logs:
        await answered(bot, district, teams, Reply(CARD))
    assert [(line["event"], line["reason"]) for line in logs] == [("teams answer not delivered", "ServiceError")]


async def test_a_form_comes_as_a_card_since_a_message_opens_no_dialog(
    bot: Client, district: District, teams: Teams
) -> None:
    (call,) = await answered(bot, district, teams, Reply(form=FORM))
    assert [node["value"] for node in of_type(call.card, "Input.Text")] == [WORDS]
    (send,) = of_type(call.card, "Action.Execute")
    assert (send["title"], send["data"]["form"]["f"]) == ("Send", "report")


async def test_the_same_form_sent_twice_has_one_key_and_drawn_again_another(
    bot: Client, district: District, teams: Teams
) -> None:
    district.reply = Reply(form=FORM)
    for id in ("1", "2"):
        await bot.send(text="barrier x", id=id)
    calls = [await teams.messages.get() for _ in range(2)]
    first, second = (of_type(call.card, "Action.Execute")[0]["data"] for call in calls)
    for id, data in (("f:1", first), ("f:2", first), ("f:3", second)):
        await bot.send(type="invoke", name="adaptiveCard/action", value={"action": {"data": data}}, id=id)
    keys = [asked.key for asked in district.asked if isinstance(asked, Submission)]
    assert keys[0] == keys[1] != keys[2]


async def test_a_line_is_sent_as_a_card_so_that_nothing_in_it_is_read_as_markdown(
    bot: Client, district: District, teams: Teams
) -> None:
    (call,) = await answered(bot, district, teams, Reply(line=(Plain("Noted: "), Said("*[x](http://e)*"))))
    assert said(call.card) == "Noted: *[x](http://e)*"
    assert "text" not in call.body


async def test_nothing_to_say_is_nothing_sent(bot: Client, district: District, teams: Teams) -> None:
    assert await answered(bot, district, teams, Reply()) == []


async def test_when_the_fault_is_ours_the_person_is_told_and_the_log_has_no_words(
    bot: Client, district: District, teams: Teams
) -> None:
    district.fault = RuntimeError(WORDS)
    with capture_logs() as logs:
        (call,) = await answered(bot, district, teams, Reply())
    assert said(call.card) == "That did not work, and the fault is mine. Try again in a minute."
    assert [(line["event"], line["fault"]) for line in logs] == [("teams request failed", "RuntimeError")]
    assert WORDS not in str(logs)
