import pytest

from bot.adapters.slack import events
from bot.handlers.desk.requests import (
    MENTION_CLOSE,
    MENTION_OPEN,
    Invocation,
    Press,
    Request,
    Via,
    Where,
)
from tests.adapters.slack import payloads as p
from tests.adapters.slack.payloads import person

FIRST = f"{MENTION_OPEN}0{MENTION_CLOSE}"


def heard(body: p.Json, bot: str = p.BOT) -> Request | None:
    return events.request(body, p.TEAM, bot)


def words(body: p.Json, bot: str = p.BOT) -> Invocation:
    request = heard(body, bot)
    assert isinstance(request, Invocation)
    return request


def test_a_mention_in_a_thread_comes_without_the_bots_own_name() -> None:
    said = p.mention(f"<@{p.BOT}> assign <@U0LEAD> by friday", thread_ts=p.THREAD_TS)
    assert heard(said) == Invocation(
        key="slack:event:Ev0EVENT",
        caller=person("U0LEAD"),
        where=Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, thread=f"C0TRIAGE:{p.THREAD_TS}"),
        text=f"assign {FIRST} by friday",
        via=Via.MENTION,
        people=(person("U0LEAD"),),
    )


def test_a_private_message_is_a_command_in_the_persons_own_place() -> None:
    request = words(p.direct("carts are dead"))
    assert request.via is Via.COMMAND
    assert request.where == Where("U0TEACHER", '{"channel":"D0TEACHER"}', private=True)
    assert request.bare


def test_a_picture_with_words_is_a_message() -> None:
    assert words(p.direct("see the cart", subtype="file_share")).text == "see the cart"


def test_an_ordinary_thread_reply_is_told_apart() -> None:
    assert words(p.reply("we ordered chargers")).via is Via.REPLY


@pytest.mark.parametrize(
    "body",
    [
        p.reply(f"<@{p.BOT}> note ordered"),
        p.reply("top of a thread", thread_ts=p.CARD_TS),
        p.reply("not in a thread", thread_ts=None),
        p.reply("from a bot", bot_id="B0OTHER"),
        p.direct("", subtype=None),
        p.direct("edited", subtype="message_changed"),
        p.direct("our own", user=p.BOT),
        p.direct("Slack's own", user="USLACKBOT"),
        p.direct("a bot's", bot_id="B0BARRIER"),
        p.event("app_home_opened", user=p.TEACHER, tab="messages", channel=p.DIRECT),
        p.event("user_change", user={"id": p.LEAD, "deleted": False}),
        p.event("tokens_revoked", tokens={"oauth": ["U0LEAD"]}),
        p.event("reaction_added", user=p.LEAD),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(body: p.Json) -> None:
    assert heard(body) is None


def test_opening_the_home_asks_for_it() -> None:
    assert heard(p.event("app_home_opened", user=p.TEACHER, tab="home", channel=p.DIRECT)) == Press(
        "slack:event:Ev0EVENT", person("U0TEACHER"), None, "home", shown="U0TEACHER:home"
    )


@pytest.mark.parametrize("kind", ["channel_left", "channel_archive", "group_left"])
def test_a_place_that_is_gone_is_named_with_the_reason(kind: str) -> None:
    request = heard(p.event(kind, channel=p.CHANNEL))
    assert isinstance(request, Press)
    assert request.where
    assert (request.verb, request.where.key, request.args) == ("place_gone", "C0TRIAGE", {"reason": kind})


def test_the_bots_own_coming_names_who_brought_it() -> None:
    request = heard(p.event("member_joined_channel", user=p.BOT, channel=p.CHANNEL, inviter=p.LEAD))
    assert isinstance(request, Press)
    assert (request.verb, request.caller.handle.user) == ("joined", "U0LEAD")


@pytest.mark.parametrize("body", [p.event("app_uninstalled"), p.event("tokens_revoked", tokens={"bot": [p.BOT]})])
def test_an_uninstallation_is_told(body: p.Json) -> None:
    request = heard(body)
    assert isinstance(request, Press)
    assert (request.verb, request.where) == ("uninstalled", None)


def test_the_envelope_names_the_bot() -> None:
    assert events.bot_user(p.event("app_mention")) == p.BOT
    assert events.bot_user({"event": {}}) == ""


@pytest.mark.parametrize("kind", ["member_joined_channel", "member_left_channel"])
def test_somebody_coming_or_going_is_told_with_the_place_and_without_whom(kind: str) -> None:
    request = heard(p.event(kind, user=p.LEAD, channel=p.CHANNEL))
    where = Where(p.CHANNEL, f'{{"channel":"{p.CHANNEL}"}}', private=False)
    nobody = person("")
    assert request == Press("slack:event:Ev0EVENT", nobody, where, "people_changed", happened=True)


def test_a_closed_account_is_told() -> None:
    request = heard(p.event("user_change", user={"id": p.LEAD, "deleted": True}))
    assert request == Press("slack:event:Ev0EVENT", person(p.LEAD), None, "account_closed", happened=True)


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
def test_an_account_that_is_a_guests_is_told(kind: str) -> None:
    request = heard(p.event("user_change", user={"id": p.LEAD, kind: True}))
    assert request == Press("slack:event:Ev0EVENT", person(p.LEAD), None, "became_guest", happened=True)
