"""What people write on Teams, over the wire: from a signed activity to the request."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.teams import refs
from bot.adapters.teams.refs import Ref
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Invocation, Press, Reply, Via
from bot.ui.card import Act, Button, Card, Quote
from bot.ui.text import Said
from tests.adapters.teams.keyset import APP_ID, TENANT
from tests.adapters.teams.teams_side import CHANNEL, ROOT, USER, Client, District, Teams, in_channel, mention

WORDS = "Chromebooks won't hold a charge"
CARD = Card("Saved as challenge #12", (Quote((Said(WORDS),)),), (Button("Details", Act("details", "c-4711", 7)),))
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


@pytest.mark.parametrize(("admin_ids", "admin"), [((USER.upper(),), True), (("aad-somebody-else",), False)])
async def test_administrators_are_those_whom_the_settings_list(bot: Client, district: District, admin: bool) -> None:
    assert (await heard(bot, district, text="barrier setup")).caller.admin is admin
