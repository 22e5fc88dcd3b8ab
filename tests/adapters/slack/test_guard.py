import json
import logging
from datetime import timedelta

import pytest
from aiohttp import ClientResponse
from structlog.testing import capture_logs

from bot.adapters.body import MAX_BYTES
from bot.handlers.desk.requests import Invocation, Reply
from bot.ui.text import plain
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench

GOOD = p.as_form(p.command("carts are dead"))
DEEP = b'{"type":' + b"[" * 5000 + b"]" * 5000 + b"}"
NESTED = json.dumps(
    {"type": "event_callback", "event": {"a": [[[[]]]] * 2, "b": json.loads("[" * 40 + "]" * 40)}}
).encode()


async def refusal(answer: ClientResponse) -> tuple[int, bytes]:
    return answer.status, await answer.read()


async def test_a_signed_command_is_answered(bench: Bench) -> None:
    bench.script.reply = Reply(line=plain("Saved as 41."))
    answer = await bench.send(GOOD, p.signed(GOOD, bench.clock.now()))
    assert answer.status == 200
    assert [request.text for request in bench.script.asked if isinstance(request, Invocation)] == ["carts are dead"]


async def test_a_request_redelivered_asks_twice_under_one_key(bench: Bench) -> None:
    headers = p.signed(GOOD, bench.clock.now())
    first, second = await bench.send(GOOD, headers), await bench.send(GOOD, {**headers, "X-Slack-Retry-Num": "1"})
    assert (first.status, second.status) == (200, 200)
    assert len({request.key for request in bench.script.asked}) == 1
    assert len(bench.script.asked) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=ñandú"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "abc"},
        {"X-Slack-Request-Timestamp": "1" * 40},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "1790000000.5"},
        {"X-Slack-Request-Timestamp": "١٧٩٠٠٠٠٠٠٠"},
    ],
    ids=lambda change: f"{next(iter(change))}={next(iter(change.values()))[:12]}",
)
async def test_a_request_without_a_good_signature_is_turned_away(bench: Bench, change: dict[str, str]) -> None:
    assert await refusal(await bench.send(GOOD, p.signed(GOOD, bench.clock.now()) | change)) == (401, b"")
    assert bench.script.asked == []


async def test_a_signature_by_another_secret_is_turned_away(bench: Bench) -> None:
    headers = p.signed(GOOD, bench.clock.now(), secret="somebody else's")
    assert await refusal(await bench.send(GOOD, headers)) == (401, b"")


async def test_a_changed_body_is_turned_away(bench: Bench) -> None:
    headers = p.signed(GOOD, bench.clock.now())
    assert await refusal(await bench.send(GOOD + b"&text=more", headers)) == (401, b"")


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 200), (299, 200), (301, 401)])
async def test_a_request_counts_for_five_minutes(bench: Bench, seconds: int, status: int) -> None:
    at = bench.clock.now() + timedelta(seconds=seconds)
    assert (await bench.send(GOOD, p.signed(GOOD, at))).status == status


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00{",
        b"payload=%FF%FE",
        b"{not json",
        b"payload={not json",
        b'{"type": NaN}',
        b"payload=[1]",
        b"[1]",
        b"payload=null",
        b"",
        DEEP,
        b"payload=" + DEEP,
        NESTED,
        b'{"type":"event_callback","event":[1]}',
        b'{"type":"event_callback","event":{"type":{}}}',
        b'{"type":7}',
        b'{"type":"block_actions","actions":["x"],"user":{"id":"U1"}}',
        b'{"type":"block_actions","actions":[{}],"user":"U1"}',
        b"a=1&" * 100,
    ],
    ids=lambda body: repr(body[:30]),
)
async def test_a_signed_body_that_is_not_slacks_is_a_bad_request(bench: Bench, body: bytes) -> None:
    headers = p.signed(body, bench.clock.now(), form=not body.startswith((b"{", b"[")))
    answer = await bench.send(body, headers)
    assert await refusal(answer) == (400, b"")
    assert answer.headers["X-Slack-No-Retry"] == "1"
    assert bench.script.asked == []


@pytest.mark.parametrize(
    "body",
    [
        {
            "type": "block_actions",
            "actions": [{"action_id": {}, "value": [1]}],
            "user": {"id": 7},
            "team": {"id": ["x"]},
        },
        {
            "type": "view_submission",
            "view": {"callback_id": "x", "state": [1]},
            "user": {"id": "U1"},
            "team": {"id": "T0"},
        },
        {
            "type": "event_callback",
            "event": {"type": "message", "channel": {}, "user": [], "text": {}, "channel_type": "im"},
        },
        {"type": "view_submission", "view": {"type": "modal"}},
        {"type": "something_new"},
        {"command": "/barrier"},
    ],
    ids=lambda body: str(body.get("type", "command")),
)
async def test_a_signed_payload_of_an_odd_shape_leaves_no_traceback(
    bench: Bench, body: p.Json, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), capture_logs() as lines:
        answer = await bench.payload(body)
    assert answer.status in (200, 400, 404)
    assert [record for record in caplog.records if record.exc_info] == []
    assert len(lines) <= 1


async def test_what_is_too_big_is_not_read(bench: Bench) -> None:
    big = GOOD + b"x" * MAX_BYTES
    assert await refusal(await bench.send(big, p.signed(big, bench.clock.now()))) == (413, b"")


async def test_the_largest_body_is_still_taken(bench: Bench) -> None:
    body = p.as_form(p.command()) + b"&padding="
    whole = body + b"x" * (MAX_BYTES - len(body))
    assert (await bench.send(whole, p.signed(whole, bench.clock.now()))).status == 200


async def test_what_no_database_can_hold_is_replaced(bench: Bench) -> None:
    body = rb'payload={"type":"shortcut","callback_id":"re\ud83d\u0000port","user":{"id":"U0LEAD"},"team":{"id":"T0"}}'
    assert (await bench.send(body, p.signed(body, bench.clock.now()))).status == 200
    assert [getattr(request, "verb", "") for request in bench.script.asked] == ["re\ufffd\ufffdport"]


async def test_a_command_keeps_its_words_but_for_what_no_database_can_hold(bench: Bench) -> None:
    body = p.as_form(p.command("carts\x00 in room 12 ñ"))
    assert (await bench.send(body, p.signed(body, bench.clock.now()))).status == 200
    assert [getattr(request, "text", "") for request in bench.script.asked] == ["carts\ufffd in room 12 ñ"]


async def test_a_refusal_is_one_line_in_the_log_without_a_word_of_the_request(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    headers = p.signed(GOOD, bench.clock.now()) | {"X-Slack-Signature": "v0=forged"}
    with caplog.at_level(logging.INFO), capture_logs() as lines:
        await bench.send(GOOD, headers)
    assert lines == [
        {"event": "slack request refused", "log_level": "warning", "status": 401, "reason": "no-signature"}
    ]
    assert [record.getMessage() for record in caplog.records if "carts" in record.getMessage()] == []


async def test_slacks_own_question_for_the_address_is_answered(bench: Bench) -> None:
    answer = await bench.event({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "unused"})
    assert await answer.json() == {"challenge": "3eZbrw1aB"}
