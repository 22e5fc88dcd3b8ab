import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

import aiohttp
import pytest
import time_machine
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.adapters.teams.clouds import CLOUDS
from bot.adapters.teams.connector import Connector, Opened
from bot.adapters.teams.tokens import BotToken
from bot.ports import DeliveryOutcome, Failed, Gone, Retry, Sent, Uncertain
from tests.adapters.teams.conftest import HandClock
from tests.adapters.teams.keyset import APP_ID, NOW
from tests.adapters.teams.sign_in import SignIn

PUBLIC = CLOUDS["public"]
CHANNEL = "19:a1b2@thread.tacv2;messageid=1793999999001"
CARD = {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {"x": "sí 🔋"}}]}


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    authorization: str | None
    body: Any


@dataclass
class Service:
    """Plays the connector: notes what it is asked and gives the `answers` in turn, 201 with an id when none is left."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    cut: str = ""
    """`before`: the connection breaks instead of an answer; `within`: after half of it."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        self.asked.append(
            Asked(
                request.method,
                request.raw_path.partition("?")[0],
                dict(request.query),
                request.headers.get("Authorization"),
                json.loads(raw or b"null"),
            )
        )
        status, headers, body = self.answers.pop(0) if self.answers else (201, {}, b'{"id": "1794000000777"}')
        transport = request.transport
        assert transport is not None
        if self.cut == "before":
            transport.abort()
        if self.cut == "within":
            response = web.StreamResponse(status=status, headers={**headers, "Content-Length": "100"})
            await response.prepare(request)
            await response.write(body[:5])
            transport.close()
            return response
        return web.Response(status=status, headers=headers, body=body)


def refused(status: int, code: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, json.dumps({"error": {"code": code, "message": "words"}}).encode()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_route("*", "/teams{rest:.*}", service.answer)
    server = TestServer(app)
    await server.start_server()
    service.url = str(server.make_url("/teams/"))
    yield service
    await server.close()


@pytest.fixture
def connector(session: aiohttp.ClientSession, clock: HandClock) -> Connector:
    return Connector(session, PUBLIC, None, dev=True, seconds=clock)


async def post(connector: Connector, service: Service) -> DeliveryOutcome:
    return await connector.send(service.url, CHANNEL, CARD)


async def test_a_message_goes_to_its_conversation_and_comes_back_with_its_id(
    connector: Connector, service: Service
) -> None:
    assert await post(connector, service) == Sent("1794000000777")
    path = "/teams/v3/conversations/19%3Aa1b2%40thread.tacv2%3Bmessageid%3D1793999999001/activities"
    assert service.asked == [Asked("POST", path, {}, None, {"type": "message", **CARD})]


async def test_an_answer_names_the_message_that_it_answers(connector: Connector, service: Service) -> None:
    assert await connector.send(service.url, "a:1/x", CARD, reply_to="17?9") == Sent("1794000000777")
    body = {"type": "message", **CARD, "replyToId": "17?9"}
    assert service.asked == [Asked("POST", "/teams/v3/conversations/a%3A1%2Fx/activities/17%3F9", {}, None, body)]


async def test_a_private_message_in_a_channel_is_marked_in_the_address_and_in_the_body(
    connector: Connector, service: Service
) -> None:
    assert await connector.send(service.url, "19:a", CARD, targeted_to="29:1ab") == Sent("1794000000777")
    body = {"type": "message", **CARD, "recipient": {"id": "29:1ab", "isTargeted": True}}
    query = {"isTargetedActivity": "true"}
    assert service.asked == [Asked("POST", "/teams/v3/conversations/19%3Aa/activities", query, None, body)]


async def test_a_card_is_replaced_under_its_old_id(connector: Connector, service: Service) -> None:
    service.answers = [(200, {}, b"")]
    assert await connector.update(service.url, "19:a", "1793", CARD) == Sent("1793")
    body = {"type": "message", **CARD, "id": "1793"}
    assert service.asked == [Asked("PUT", "/teams/v3/conversations/19%3Aa/activities/1793", {}, None, body)]


async def test_a_conversation_is_opened_with_its_first_message(connector: Connector, service: Service) -> None:
    service.answers = [(201, {}, b'{"id": "19:a;messageid=55", "activityId": "55"}')]
    wanted = {"isGroup": True, "channelData": {"channel": {"id": "19:a"}}, "activity": {"type": "message", **CARD}}
    assert await connector.create_conversation(service.url, wanted) == Opened("19:a;messageid=55", "55")
    assert service.asked == [Asked("POST", "/teams/v3/conversations", {}, None, wanted)]


async def test_a_chat_is_opened_without_a_message(connector: Connector, service: Service) -> None:
    service.answers = [(200, {}, b'{"id": "a:1xyz"}')]
    assert await connector.create_conversation(service.url, {"isGroup": False}) == Opened("a:1xyz", None)


async def test_a_member_is_looked_up(connector: Connector, service: Service) -> None:
    service.answers = [(200, {}, '{"id": "29:1ab", "name": "Ana Ruíz"}'.encode())]
    assert await connector.member(service.url, "19:a", "29:1ab") == {"id": "29:1ab", "name": "Ana Ruíz"}
    assert service.asked == [Asked("GET", "/teams/v3/conversations/19%3Aa/members/29%3A1ab", {}, None, None)]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refused(429, "TooManyRequests", Retry_After="17"), Retry(17.0, "TooManyRequests")),
        (refused(429, Retry_After=formatdate(NOW + 90, usegmt=True)), Retry(90.0, "http-429")),
        (refused(429, Retry_After=formatdate(NOW - 90, usegmt=True)), Retry(0.0, "http-429")),
        (refused(429, Retry_After="99999999"), Retry(3600.0, "http-429")),
        (refused(429, Retry_After="soon"), Retry(0.0, "http-429")),
        (refused(429, Retry_After="-5"), Retry(0.0, "http-429")),
        (refused(429), Retry(0.0, "http-429")),
        (refused(412, "PreconditionFailed"), Retry(0.0, "PreconditionFailed")),
        ((502, {}, b"<html>"), Retry(0.0, "http-502")),
        ((503, {"Retry-After": "3"}, b""), Retry(3.0, "http-503")),
        ((504, {}, b"[]"), Retry(0.0, "http-504")),
        (refused(403, "ConversationBlockedByUser"), Gone("ConversationBlockedByUser")),
        (refused(403, "BotNotInConversationRoster"), Gone("BotNotInConversationRoster")),
        (refused(403, "MessageWritesBlocked"), Gone("MessageWritesBlocked")),
        (refused(403, "InvalidBotApiHost"), Failed("InvalidBotApiHost")),
        (refused(404, "ConversationNotFound"), Gone("ConversationNotFound")),
        ((404, {}, b""), Gone("http-404")),
        (refused(400, "BadSyntax"), Failed("BadSyntax")),
        (refused(413, "MessageSizeTooBig"), Failed("MessageSizeTooBig")),
        (refused(500, "ServiceError"), Retry(0.0, "ServiceError")),
        (refused(500, "a sentence about Ana Ruiz"), Retry(0.0, "http-500")),
        ((500, {}, b'{"error": {"code": 7}}'), Retry(0.0, "http-500")),
        ((302, {"Location": "http://evil.example/"}, b""), Failed("http-302")),
        ((401, {}, b""), Failed("http-401")),
        ((200, {}, b""), Uncertain("no-id")),
        ((201, {}, b'{"id": 7}'), Uncertain("no-id")),
    ],
)
async def test_what_the_service_says_to_a_post_becomes_a_value(
    connector: Connector, service: Service, answer: tuple[int, dict[str, str], bytes], outcome: DeliveryOutcome
) -> None:
    service.answers = [answer]
    assert await post(connector, service) == outcome
    assert len(service.asked) == 1


async def test_a_card_that_somebody_deleted_does_not_make_its_conversation_gone(
    connector: Connector, service: Service
) -> None:
    service.answers = [refused(404, "MessageNotFound"), (404, {}, b""), refused(404, "ConversationNotFound")]
    assert await connector.update(service.url, "19:a", "1793", CARD) == Failed("MessageNotFound")
    assert await connector.update(service.url, "19:a", "1793", CARD) == Failed("http-404")
    assert await connector.update(service.url, "19:a", "1793", CARD) == Gone("ConversationNotFound")


@pytest.mark.parametrize("cut", ["before", "within"])
async def test_a_post_whose_connection_breaks_is_uncertain_and_not_repeated(
    connector: Connector, service: Service, cut: str
) -> None:
    service.cut = cut
    assert await post(connector, service) == Uncertain("connection-lost")
    assert len(service.asked) == 1


@pytest.mark.parametrize("cut", ["before", "within"])
async def test_what_may_be_done_twice_is_tried_again_when_its_connection_breaks(
    connector: Connector, service: Service, cut: str
) -> None:
    service.cut = cut
    again = Retry(0.0, "connection-lost")
    assert await connector.update(service.url, "19:a", "1793", CARD) == again
    assert await connector.member(service.url, "19:a", "29:1ab") == again
    assert await connector.create_conversation(service.url, {"isGroup": False}) == again


async def test_opening_a_thread_with_a_message_is_uncertain_when_its_connection_breaks(
    connector: Connector, service: Service
) -> None:
    service.cut = "before"
    wanted = {"isGroup": True, "activity": CARD}
    assert await connector.create_conversation(service.url, wanted) == Uncertain("connection-lost")


async def test_half_of_a_refusal_is_still_a_refusal(connector: Connector, service: Service) -> None:
    service.cut = "within"
    service.answers = [refused(429, "TooManyRequests", Retry_After="17")]
    assert await post(connector, service) == Retry(17.0, "http-429")


async def test_a_service_that_nobody_answers_for_is_tried_again(connector: Connector) -> None:
    assert await connector.send("http://127.0.0.1:1/teams", CHANNEL, CARD) == Retry(0.0, "unreachable")


@pytest.mark.parametrize("url", ["https://evil.trafficmanager.net/amer/", "http://smba.trafficmanager.net/", ""])
async def test_nothing_is_sent_to_an_address_that_is_not_the_clouds_own(connector: Connector, url: str) -> None:
    assert await connector.send(url, CHANNEL, CARD) == Gone("service-address")


async def test_outside_development_nothing_is_sent_to_this_machine(
    session: aiohttp.ClientSession, service: Service
) -> None:
    assert await post(Connector(session, PUBLIC, None), service) == Gone("service-address")
    assert service.asked == []


@pytest.fixture
def sign_in() -> SignIn:
    sign_in = SignIn()
    sign_in.open.set()
    return sign_in


@pytest.fixture
def signed(session: aiohttp.ClientSession, sign_in: SignIn, clock: HandClock) -> Connector:
    token = BotToken(APP_ID, "s3cret", PUBLIC, tenant="district.example", http_client=sign_in, seconds=clock)
    return Connector(session, PUBLIC, token, dev=True, seconds=clock)


async def test_one_token_serves_every_request(signed: Connector, service: Service, sign_in: SignIn) -> None:
    sign_in.open.clear()
    posts = asyncio.gather(*(post(signed, service) for _ in range(8)))
    assert await asyncio.to_thread(sign_in.asked.wait, 10)
    sign_in.open.set()
    assert await posts == [Sent("1794000000777")] * 8
    assert {asked.authorization for asked in service.asked} == {"Bearer t1"}
    assert [(sent["url"], sent["client_id"], sent["client_secret"], sent["scope"]) for sent in sign_in.sent] == [
        (f"{PUBLIC.authority}/district.example/t", APP_ID, "s3cret", "https://api.botframework.com/.default")
    ]


async def test_the_loop_runs_on_while_microsoft_takes_its_time(
    signed: Connector, service: Service, sign_in: SignIn
) -> None:
    sign_in.open.clear()
    waiting = asyncio.create_task(post(signed, service))
    assert await asyncio.to_thread(sign_in.asked.wait, 10)
    assert not waiting.done()
    sign_in.open.set()
    assert await waiting == Sent("1794000000777")


async def test_a_token_is_replaced_five_minutes_before_its_end(
    signed: Connector, service: Service, clock: HandClock
) -> None:
    with time_machine.travel(NOW, tick=False) as msals_clock:  # MSAL keeps tokens too, by the machine's clock
        for passed in (0, 3304, 1):
            clock.at += passed
            msals_clock.shift(passed)
            await post(signed, service)
    assert [asked.authorization for asked in service.asked] == ["Bearer t1", "Bearer t1", "Bearer t2"]


async def test_a_refused_token_is_dropped_and_the_message_tried_again_at_once_and_then_slowly(
    signed: Connector, service: Service, sign_in: SignIn
) -> None:
    no = refused(401)
    service.answers = [no, no, (201, {}, b'{"id": "55"}'), no]
    outcomes = [await post(signed, service) for _ in range(4)]
    assert outcomes == [Retry(0.0, "http-401"), Retry(60.0, "http-401"), Sent("55"), Retry(0.0, "http-401")]
    assert [asked.authorization for asked in service.asked] == ["Bearer t1", "Bearer t2", "Bearer t3", "Bearer t3"]
    assert sign_in.applications == 1


async def test_without_a_token_nothing_is_sent_and_the_reason_is_a_code(
    signed: Connector, service: Service, sign_in: SignIn
) -> None:
    sign_in.error = "invalid_client"
    assert await post(signed, service) == Retry(60.0, "token-invalid_client")
    assert service.asked == []


async def test_a_sign_in_that_cannot_be_reached_is_tried_again_later(
    signed: Connector, service: Service, sign_in: SignIn
) -> None:
    sign_in.lost = True
    assert await post(signed, service) == Retry(60.0, "token-ConnectionError")
    sign_in.lost = False
    assert await post(signed, service) == Sent("1794000000777")
