from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.adapters.slack import refs
from bot.adapters.slack.authorize import Workspaces
from bot.adapters.slack.calls import Wire
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import MOST_LISTED, NOT_THERE, Failed, Gone, Listed, Message, Profile, Retry, Sent, Uncertain
from bot.ui.card import Act, Button, Card, Item, Items, Paragraph
from bot.ui.text import Said, plain
from tests.adapters.slack import api
from tests.adapters.slack.api import FakeSlack, Manner
from tests.adapters.slack.payloads import TEAM
from tests.checks.slack_blocks import faults
from tests.support.database import HandClock

CHANNEL = Place("o", "p1", Platform.SLACK, TEAM, '{"channel":"C0TRIAGE"}', "C0TRIAGE", "leads", team="t1")
PERSONAL = Place("o", "p2", Platform.SLACK, TEAM, "", "U0TEACHER", "", person="tess")
CARD = Message("card:ch41:p1", card=Card("Challenge 41", (Paragraph((Said("<!channel> carts"),)),)))
LINE = Message("line:ch41:3", line=plain("Lee has it now."), thread="C0TRIAGE:1790000000.000200")
REF = "C0TRIAGE:1790000000.000200"


async def nobody(_: str) -> None:
    return None


@pytest.fixture
async def messenger(slack: FakeSlack, clock: HandClock) -> AsyncIterator[SlackMessenger]:
    wire = Wire(slack.api_url)
    await wire.start()
    yield SlackMessenger(Workspaces(wire, clock, token="xoxb-riverbend", find=nobody))
    await wire.stop()


async def test_a_card_is_posted_whole_and_named_by_what_slack_answers(
    messenger: SlackMessenger, slack: FakeSlack
) -> None:
    assert await messenger.post(CHANNEL, CARD) == Sent("C0TRIAGE:1790000000.000100", '{"channel":"C0TRIAGE"}')
    (body,) = slack.of("chat.postMessage")
    assert faults(body, surface="message") == []
    assert (body["channel"], body["unfurl_links"], body["unfurl_media"], body["mrkdwn"]) == (
        "C0TRIAGE",
        False,
        False,
        False,
    )
    assert body["metadata"] == {"event_type": "barrier_card", "event_payload": {"key": "card:ch41:p1"}}
    assert slack.calls[0].token == "xoxb-riverbend"


async def test_what_is_to_stay_in_sight_is_pinned_once_it_is_posted(
    messenger: SlackMessenger, slack: FakeSlack
) -> None:
    await messenger.post(CHANNEL, CARD)
    assert slack.of("pins.add") == []
    await messenger.post(CHANNEL, replace(CARD, pin=True))
    assert slack.of("pins.add") == [{"channel": "C0TRIAGE", "timestamp": "1790000000.000100"}]


@pytest.mark.parametrize(
    "manner", [api.error("too_many_pins"), api.error("missing_scope"), api.limited("7"), api.broken]
)
async def test_what_cannot_be_pinned_is_sent_all_the_same(
    messenger: SlackMessenger, slack: FakeSlack, manner: Manner
) -> None:
    slack.manners["pins.add"] = [manner]
    assert isinstance(await messenger.post(CHANNEL, replace(CARD, pin=True)), Sent)
    assert len(slack.of("chat.postMessage")) == 1


async def test_what_was_not_posted_is_not_pinned(messenger: SlackMessenger, slack: FakeSlack) -> None:
    slack.manners["chat.postMessage"] = [api.error("is_archived")]
    assert await messenger.post(CHANNEL, replace(CARD, pin=True)) == Gone("is_archived")
    assert slack.of("pins.add") == []


async def test_a_line_goes_into_the_thread(messenger: SlackMessenger, slack: FakeSlack) -> None:
    await messenger.post(CHANNEL, LINE)
    (body,) = slack.of("chat.postMessage")
    assert (body["thread_ts"], body["text"]) == ("1790000000.000200", "Lee has it now.")


async def test_a_person_is_written_to_by_id_and_without_metadata(messenger: SlackMessenger, slack: FakeSlack) -> None:
    slack.manners["chat.postMessage"] = [api.says({"ok": True, "channel": "D0TEACHER", "ts": api.TS})]
    assert await messenger.post(PERSONAL, CARD) == Sent("D0TEACHER:1790000000.000100", '{"channel":"D0TEACHER"}')
    (body,) = slack.of("chat.postMessage")
    assert body["channel"] == "U0TEACHER"
    assert "metadata" not in body


async def test_a_card_is_redrawn_where_it_stands(messenger: SlackMessenger, slack: FakeSlack) -> None:
    assert isinstance(await messenger.update(CHANNEL, REF, CARD), Sent)
    (body,) = slack.of("chat.update")
    assert (body["channel"], body["ts"], body["parse"]) == ("C0TRIAGE", "1790000000.000200", "none")


async def test_a_home_is_published_to_whom_it_belongs(messenger: SlackMessenger, slack: FakeSlack) -> None:
    assert await messenger.update(PERSONAL, refs.home("U0TEACHER"), CARD) == Sent("U0TEACHER:home")
    (body,) = slack.of("views.publish")
    assert body["user_id"] == "U0TEACHER"
    assert faults(body["view"], surface="home") == []


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [
        (api.limited("7"), Retry(7.0, "ratelimited")),
        (api.nothing, Retry(0, "ServerDisconnectedError")),
        (api.error("token_revoked"), Retry(300, "token_revoked", whole_workspace=True)),
        (api.error("not_enabled"), Failed("not_enabled")),
        (api.error("user_not_found"), Failed("user_not_found")),
    ],
)
async def test_a_home_that_cannot_be_published_closes_no_conversation(
    messenger: SlackMessenger, slack: FakeSlack, manner: api.Manner, outcome: object
) -> None:
    slack.manners["views.publish"] = [manner]
    assert await messenger.update(PERSONAL, refs.home("U0TEACHER"), CARD) == outcome


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [
        (api.limited("7"), Retry(7.0, "ratelimited", whole_workspace=True)),
        (api.limited("soon"), Retry(30.0, "ratelimited", whole_workspace=True)),
        (api.broken, Retry(0, "http_500")),
        (api.error("internal_error"), Retry(0, "internal_error")),
        (api.half, Uncertain("ClientPayloadError")),
        (api.nothing, Uncertain("ServerDisconnectedError")),
        (api.nonsense, Uncertain("AttributeError")),
        (api.says(["ok"]), Uncertain("AttributeError")),
        (api.says({"ok": True}), Uncertain("no_ts")),
        (api.says({}), Uncertain("unreadable")),
        (api.error("channel_not_found"), Gone("channel_not_found")),
        (api.error("not_in_channel"), Gone("not_in_channel")),
        (api.error("is_archived"), Gone("is_archived")),
        (api.error("account_inactive"), Retry(300, "account_inactive", whole_workspace=True)),
        (api.error("token_revoked"), Retry(300, "token_revoked", whole_workspace=True)),
        (api.error("user_not_found"), Gone("user_not_found")),
        (api.error("restricted_action_read_only_channel"), Gone("restricted_action_read_only_channel")),
        (api.error("invalid_blocks"), Failed("invalid_blocks")),
        (api.error("msg_too_long"), Failed("msg_too_long")),
        (api.error("something_new"), Failed("something_new")),
    ],
)
async def test_what_slack_answers_becomes_an_outcome(
    messenger: SlackMessenger, slack: FakeSlack, manner: api.Manner, outcome: object
) -> None:
    slack.manners["chat.postMessage"] = [manner]
    assert await messenger.post(CHANNEL, CARD) == outcome
    assert len(slack.of("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_message_that_cannot_be_redrawn_says_so_in_one_word(
    messenger: SlackMessenger, slack: FakeSlack, code: str
) -> None:
    slack.manners["chat.update"] = [api.error(code)]
    assert await messenger.update(CHANNEL, REF, CARD) == NOT_THERE


async def test_redrawing_without_an_answer_is_simply_tried_again(messenger: SlackMessenger, slack: FakeSlack) -> None:
    slack.manners["chat.update"] = [api.nothing]
    assert await messenger.update(CHANNEL, REF, CARD) == Retry(0, "ServerDisconnectedError")


async def test_no_connection_means_that_nothing_was_sent(clock: HandClock, unused_tcp_port: int) -> None:
    wire = Wire(f"http://127.0.0.1:{unused_tcp_port}/api/")
    await wire.start()
    messenger = SlackMessenger(Workspaces(wire, clock, token="xoxb", find=nobody))
    assert await messenger.post(CHANNEL, CARD) == Retry(0, "ClientConnectorError")
    await wire.stop()


async def test_a_workspace_without_an_installation_waits_for_one(slack: FakeSlack, clock: HandClock) -> None:
    wire = Wire(slack.api_url)
    await wire.start()
    messenger = SlackMessenger(Workspaces(wire, clock, token=None, find=nobody))
    assert await messenger.post(CHANNEL, CARD) == Retry(300, "not_installed", whole_workspace=True)
    assert slack.calls == []
    await wire.stop()


async def test_what_cannot_be_drawn_is_never_sent(messenger: SlackMessenger, slack: FakeSlack) -> None:
    entries = Items(tuple(Item(plain("x"), Button("Show", Act("show"))) for _ in range(30)))
    assert await messenger.post(CHANNEL, Message("k", card=Card("Log", (entries, entries)))) == Failed("too_large")
    assert await messenger.update(CHANNEL, "teams:ref", CARD) == Failed("bad_ref")
    assert slack.calls == []


async def test_a_person_is_described(messenger: SlackMessenger, slack: FakeSlack) -> None:
    user = {
        "name": "tess",
        "tz": "America/Chicago",
        "locale": "es-US",
        "is_owner": True,
        "is_ultra_restricted": True,
        "profile": {"real_name": "Tess Rivera", "display_name": "tess"},
    }
    slack.manners["users.info"] = [api.says({"ok": True, "user": user})]
    assert await messenger.profile(TEAM, "U0TEACHER") == Profile("Tess Rivera", "es-US", "America/Chicago", True, True)
    assert slack.of("users.info") == [{"user": "U0TEACHER", "include_locale": "1"}]


@pytest.mark.parametrize("manner", [api.error("user_not_found"), api.broken, api.nothing, api.says({"ok": True})])
async def test_a_person_whom_slack_does_not_describe_is_unknown(
    messenger: SlackMessenger, slack: FakeSlack, manner: api.Manner
) -> None:
    slack.manners["users.info"] = [manner]
    assert await messenger.profile(TEAM, "U0TEACHER") is None


async def test_a_person_is_asked_about_again_when_slack_is_busy(messenger: SlackMessenger, slack: FakeSlack) -> None:
    slack.manners["users.info"] = [api.limited("9")]
    assert await messenger.profile(TEAM, "U0TEACHER") == Retry(9.0, "ratelimited")


@pytest.mark.parametrize("what", ["is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"])
async def test_who_is_no_colleague_is_told(messenger: SlackMessenger, slack: FakeSlack, what: str) -> None:
    slack.manners["users.info"] = [api.says({"ok": True, "user": {"name": "x", what: True, "deleted": True}})]
    assert await messenger.profile(TEAM, "U0X") == Profile("x", None, None, admin=False, guest=True, gone=True)


def listing(*users: str, after: str = "") -> api.Manner:
    return api.says({"ok": True, "members": users, "response_metadata": {"next_cursor": after}})


async def test_a_channels_people_are_read_page_by_page_without_the_bot(
    messenger: SlackMessenger, slack: FakeSlack
) -> None:
    slack.manners["conversations.members"] = [listing("U0LEAD", "U0BARRIER", after="page two"), listing("U0TEACHER")]
    assert await messenger.roster(CHANNEL) == [Listed("U0LEAD"), Listed("U0TEACHER")]
    assert slack.of("conversations.members") == [
        {"channel": "C0TRIAGE", "limit": "200"},
        {"channel": "C0TRIAGE", "limit": "200", "cursor": "page two"},
    ]


async def test_a_crowd_is_not_read_to_its_end(messenger: SlackMessenger, slack: FakeSlack) -> None:
    pages = [listing(*(f"U{page}N{n}" for n in range(200)), after="more") for page in range(9)]
    slack.manners["conversations.members"] = pages
    found = await messenger.roster(CHANNEL)
    assert isinstance(found, list)
    assert (len(found), len(slack.of("conversations.members"))) == (MOST_LISTED, 3)


@pytest.mark.parametrize(
    ("manner", "answer"),
    [
        (api.limited("4"), Retry(4.0, "ratelimited")),
        (api.broken, Retry(0, "http_500")),
        (api.half, Retry(0, "ClientPayloadError")),
        (api.error("missing_scope"), None),
        (api.error("channel_not_found"), None),
        (api.says({"ok": True}), None),
    ],
)
async def test_a_channel_that_slack_does_not_list_is_asked_about_later_or_not_at_all(
    messenger: SlackMessenger, slack: FakeSlack, manner: api.Manner, answer: object
) -> None:
    slack.manners["conversations.members"] = [manner]
    assert await messenger.roster(CHANNEL) == answer
