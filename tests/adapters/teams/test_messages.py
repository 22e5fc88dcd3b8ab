"""What people write and who installs the bot, over the wire: from a signed activity to the request and back."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.teams import refs
from bot.adapters.teams.refs import Ref
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.requests import Caller, Invocation, Press, Reply, Submission, Via
from bot.ui.card import Act, Button, Card, Quote
from bot.ui.form import Form, TextField
from bot.ui.text import Plain, Said
from tests.adapters.teams.keyset import APP_ID, TENANT
from tests.adapters.teams.teams_side import CHANNEL, ROOT, USER, Call, Client, District, Teams, in_channel, mention
from tests.adapters.teams.walk import of_type, said

WORDS = "Chromebooks won't hold a charge"
CARD = Card("Saved as challenge #12", (Quote((Said(WORDS),)),), (Button("Details", Act("details", "c-4711", 7)),))
FORM = Form("report", "Report a barrier", (TextField("summary", "What is in the way?", value=WORDS),), "Send", "Cancel")
ROOT_REF = refs.encode(Ref(CHANNEL, ROOT, ROOT))


async def heard(bot: Client, district: District, **changes: object) -> Invocation:
    """The one request that an activity becomes."""
    assert await bot.send(**changes) == (202, None)
    await bot.stop()
    (asked,) = district.asked
    assert isinstance(asked, Invocation)
    return asked


async def test_a_command_in_private_is_ours_with_who_and_where(bot: Client, district: District) -> None:
    text = f"/Barrier  {WORDS} "
    asked = await heard(bot, district, text=text, locale="es-MX", localTimezone="America/Chicago")
    assert asked == Invocation(
        key=f"teams:{TENANT}:a:1xyz:1794000000123",
        caller=Caller(Handle(Platform.TEAMS, TENANT, USER), "Ana Ruiz", "es-MX", "America/Chicago"),
        where=asked.where,
        text=WORDS,
        via=Via.COMMAND,
        can_open=True,
    )
    assert (asked.where.key, asked.where.private, asked.where.thread) == (USER, True, None)
    assert refs.decode_address(asked.where.address) == refs.Address(bot.service, "a:1xyz", TENANT, False)


@pytest.mark.parametrize("line", ["help", "hello", "mine", "12", "log open page 2", "12 note Parts arrived", ""])
async def test_in_private_a_command_needs_no_first_word(bot: Client, district: District, line: str) -> None:
    assert (await heard(bot, district, text=line)).text == line


@pytest.mark.parametrize(("line", "bare"), [(f"{WORDS} in room 12", True), (f"barrier {WORDS}", False)])
async def test_a_sentence_in_private_is_told_from_a_command(
    bot: Client, district: District, line: str, bare: bool
) -> None:
    assert (await heard(bot, district, text=line)).bare is bare


async def test_a_mention_in_a_channel_is_read_without_the_mention(bot: Client, district: District) -> None:
    there = in_channel(thread="1794000000123")
    asked = await heard(
        bot,
        district,
        text=f"<at>barrierbot</at>&nbsp;{WORDS}",
        entities=[mention()],
        conversation=there,
        channelData={"tenant": {"id": TENANT}, "channel": {"id": CHANNEL, "name": "leads"}},
    )
    assert (asked.text, asked.via, asked.command) == (WORDS, Via.MENTION, "barrier")
    assert (asked.where.key, asked.where.private, asked.where.name) == (CHANNEL, False, "leads")
    assert asked.where.thread is None, "the first message of a thread is not in it"
    assert refs.decode_address(asked.where.address).conversation == CHANNEL


async def test_a_mention_in_a_thread_says_which_message_began_it(bot: Client, district: District) -> None:
    text = "<at>barrierbot</at> barrier done 2"
    asked = await heard(bot, district, text=text, entities=[mention()], conversation=in_channel())
    assert (asked.text, asked.where.thread) == ("done 2", ROOT_REF)


async def test_a_message_for_the_bot_alone_is_a_command_though_others_read_the_channel(
    bot: Client, district: District
) -> None:
    asked = await heard(
        bot,
        district,
        text=f"barrier {WORDS}",
        recipient={"id": f"28:{APP_ID}", "isTargeted": True},
        conversation=in_channel(thread=None),
    )
    assert (asked.via, asked.text, asked.where.private) == (Via.COMMAND, WORDS, False)


async def test_a_reply_in_a_thread_that_was_not_for_the_bot_is_only_overheard(
    bot: Client, district: District, teams: Teams
) -> None:
    asked = await heard(bot, district, text="Parts arrived", conversation=in_channel())
    assert (asked.via, asked.text, asked.where.thread) == (Via.REPLY, "Parts arrived", ROOT_REF)
    assert teams.calls == [], "nobody is asked about who talks"


async def test_other_talk_in_a_channel_is_dropped_without_a_trace(
    bot: Client, district: District, teams: Teams
) -> None:
    with capture_logs() as logs:
        await bot.send(text=WORDS, conversation=in_channel(thread="1794000000123"))
        group = {"id": "19:g@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}
        await bot.send(text=WORDS, conversation=group)
        await bot.stop()
    assert (district.asked, teams.calls, logs) == ([], [], [])


async def test_people_mentioned_are_found_by_the_roster_once(bot: Client, district: District, teams: Teams) -> None:
    teams.roster["29:lee"] = {"id": "29:lee", "name": "Lee Park", "aadObjectId": "aad-7"}
    entities = [
        mention(),
        mention("29:lee", "Lee"),
        mention("29:kim", "Kim", aadObjectId="aad-8"),
        mention("29:jo", "Jo"),
    ]
    text = "<at>barrierbot</at> step Order <at>Jo</at> chargers <at>Lee</at> <at>Kim</at>"
    await bot.send(text=text, entities=entities, conversation=in_channel())
    await bot.send(text=text, entities=entities, conversation=in_channel(), id="1794000000124")
    await bot.stop()
    first, second = district.asked
    assert isinstance(first, Invocation)
    assert isinstance(second, Invocation)
    assert first.text == "step Order @Jo chargers \ue0000\ue001 \ue0001\ue001"
    assert [(one.handle.user, one.name) for one in first.people] == [("aad-7", "Lee Park"), ("aad-8", "Kim")]
    assert second.people == first.people
    assert [call.path for call in teams.calls].count(f"conversations/{CHANNEL}/members/29:lee") == 1


@pytest.mark.parametrize(
    "member",
    [
        {"id": "29:1ab", "aadObjectId": USER, "userRole": "guest"},
        {"id": "29:1ab", "aadObjectId": USER, "tenantId": "another-tenant"},
    ],
)
async def test_a_guest_is_known_by_the_roster_and_stays_one(
    bot: Client, district: District, teams: Teams, member: dict[str, Any]
) -> None:
    teams.roster["29:1ab"] = member
    assert (await heard(bot, district, text="barrier mine")).caller.guest


async def test_a_guest_once_known_is_one_in_what_they_press_too(bot: Client, district: District, teams: Teams) -> None:
    teams.roster["29:1ab"] = {"id": "29:1ab", "aadObjectId": USER, "userRole": "guest"}
    district.reply = Reply(CARD)
    await bot.send(text="barrier mine")
    await teams.messages.get()
    act = {"v": "show", "s": "c-4711", "n": 7, "a": {}}
    await bot.invoke("task/fetch", {"data": {"act": act}})
    assert [asked.caller.guest for asked in district.asked] == [True, True]


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../../etc/passwd", "America", "\x00", "x" * 500, ""])
async def test_a_time_zone_that_is_none_is_left_out(bot: Client, district: District, zone: str) -> None:
    assert (await heard(bot, district, text="barrier mine", localTimezone=zone)).caller.time_zone is None


async def test_a_message_is_acknowledged_before_anything_is_done(bot: Client, district: District, teams: Teams) -> None:
    district.open.clear()
    assert await bot.send(text="barrier mine") == (202, None)
    assert district.asked == []
    district.open.set()
    await bot.stop()
    assert len(district.asked) == 1


async def test_the_same_message_again_has_the_same_key(bot: Client, district: District) -> None:
    for _ in range(5):
        await bot.send(text="barrier mine", timestamp="2026-11-06T20:00:09Z")
    await bot.stop()
    assert len({asked.key for asked in district.asked}) == 1
    assert not any(USER in asked.key or "29:1ab" in asked.key for asked in district.asked)


async def test_a_button_from_an_old_client_comes_as_a_message(bot: Client, district: District) -> None:
    act = {"v": "done", "s": "c-4711", "n": 7, "a": {"step": "2"}}
    await bot.send(text=None, value={"act": act}, replyToId="902")
    await bot.stop()
    (asked,) = district.asked
    assert isinstance(asked, Press)
    assert (asked.verb, asked.subject, asked.version, asked.args) == ("done", "c-4711", 7, {"step": "2"})
    assert asked.where is not None
    assert asked.where.thread == refs.encode(Ref("a:1xyz", "902"))


async def test_a_forged_button_in_a_message_runs_nothing(bot: Client, district: District, teams: Teams) -> None:
    with capture_logs() as logs:
        await bot.send(text=None, value={"act": {"v": "done"}})
        await bot.stop()
    assert (district.asked, teams.calls) == ([], [])
    assert [(line["event"], line["reason"]) for line in logs] == [("teams message refused", "act")]


async def happened(bot: Client, district: District, **changes: object) -> list[Press]:
    await bot.send(**({"text": None} | changes))
    await bot.stop()
    return [asked for asked in district.asked if isinstance(asked, Press)]


TEAM = {"tenant": {"id": TENANT}, "team": {"id": CHANNEL, "name": "Lincoln"}}


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:9"}, {"id": f"28:{APP_ID}"}]},
    ],
)
async def test_whoever_adds_the_bot_to_a_team_is_no_administrator_for_it(
    bot: Client, district: District, changes: dict[str, Any]
) -> None:
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert (press.verb, press.caller.handle.user, press.caller.admin) == ("joined", USER, None)
    assert press.where is not None
    assert (press.where.key, press.where.name, press.where.private) == (CHANNEL, "Lincoln", False)


async def test_the_channel_chosen_while_adding_is_the_one_it_is_about(bot: Client, district: District) -> None:
    chosen = {"settings": {"selectedChannel": {"id": "19:slt@thread.tacv2", "name": "SLT"}}}
    (press,) = await happened(
        bot,
        district,
        type="installationUpdate",
        action="add",
        conversation=in_channel(thread=None),
        channelData=TEAM | chosen,
    )
    assert press.where is not None
    assert (press.where.key, press.where.name) == ("19:slt@thread.tacv2", "SLT")
    assert refs.decode_address(press.where.address).conversation == "19:slt@thread.tacv2"


async def test_adding_the_bot_for_oneself_makes_nobody_an_administrator(bot: Client, district: District) -> None:
    (press,) = await happened(bot, district, type="installationUpdate", action="add")
    assert press.where is not None
    assert (press.verb, press.caller.admin, press.where.private) == ("joined", None, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "conversationUpdate", "membersRemoved": [{"id": f"28:{APP_ID}"}]},
    ],
)
async def test_a_channel_that_the_bot_was_taken_from_is_gone(
    bot: Client, district: District, changes: dict[str, Any]
) -> None:
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert press.where is not None
    assert (press.verb, press.where.key, press.caller.admin) == ("place_gone", CHANNEL, None)


@pytest.mark.parametrize("what", ["membersAdded", "membersRemoved"])
async def test_somebody_coming_or_going_is_told_with_the_place(bot: Client, district: District, what: str) -> None:
    changes = {"type": "conversationUpdate", what: [{"id": "29:9"}]}
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert press.where is not None
    assert (press.verb, press.where.key) == ("people_changed", CHANNEL)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "add-upgrade"},
        {"type": "conversationUpdate", "channelData": {**TEAM, "eventType": "channelRenamed"}},
        {"type": "messageUpdate", "text": "edited"},
        {"type": "messageDelete"},
        {"type": "messageReaction"},
        {"type": "typing"},
    ],
)
async def test_everything_else_that_happens_is_not_ours_to_follow(
    bot: Client, district: District, teams: Teams, changes: dict[str, Any]
) -> None:
    assert (await happened(bot, district, **changes), teams.calls) == ([], [])


async def test_a_policy_that_installs_the_bot_is_nobody(bot: Client, district: District) -> None:
    (press,) = await happened(
        bot, district, type="installationUpdate", action="add", conversation=in_channel(thread=None), channelData=TEAM,
        **{"from": {"id": "29:service"}},
    )  # fmt: skip
    assert (press.caller.handle.user, press.caller.admin) == ("", None)


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


@pytest.mark.parametrize(("admin_ids", "admin"), [((USER.upper(),), True), (("aad-somebody-else",), False)])
async def test_administrators_are_those_whom_the_settings_list(bot: Client, district: District, admin: bool) -> None:
    assert (await heard(bot, district, text="barrier setup")).caller.admin is admin
