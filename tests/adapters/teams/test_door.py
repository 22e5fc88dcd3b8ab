"""Who is let in, and what a machine that is not gets to know: a status and nothing else."""

import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.handlers.desk.requests import Press
from tests.adapters.teams.keyset import (
    NOW,
    SERVICE,
    KeyServer,
    activity,
    forged,
    header,
    private_key,
    public_entry,
)
from tests.adapters.teams.teams_side import Client, District

SECRET = "Chromebooks won't hold a charge"


def body(**changes: object) -> bytes:
    return json.dumps(activity(**changes)).encode()


def pressed(**changes: object) -> bytes:
    act = {"v": "report", "s": "", "n": 0, "a": {"words": SECRET}}
    return body(type="invoke", name="task/submit", value={"data": {"act": act}}, **changes)


ANSWER = b'{"task": {"type": "message", "value": "That was already done."}}'


async def test_a_signed_press_from_the_districts_tenant_is_let_in(strict: Client, district: District) -> None:
    assert await strict.post(pressed()) == (200, ANSWER)
    (asked,) = district.asked
    assert isinstance(asked, Press)
    assert (asked.verb, asked.args) == ("report", {"words": SECRET})
    assert asked.caller.admin is False  # the settings list nobody


def symmetric() -> str:
    """Signed with the text of the public key, as if it were a shared secret."""
    modulus = public_entry("today")["n"].encode()
    return forged({"alg": "HS256", "kid": "today"}, lambda signed: hmac.digest(modulus, signed, "sha256"))


TOKENS: dict[str, Callable[[], str | None]] = {
    "none": lambda: None,
    "another scheme": lambda: "Basic dXNlcjpwYXNz",
    "no token": lambda: "Bearer not.a.token",
    "expired": lambda: header(exp=NOW - 301),
    "not yet valid": lambda: header(nbf=NOW + 301),
    "without an end": lambda: header(exp=None),
    "for another bot": lambda: header(aud="00000000-0000-0000-0000-000000000000"),
    "from another issuer": lambda: header(iss="https://sts.windows.net/x/"),
    "signed by another key": lambda: header(key="stranger"),
    "of an unknown key": lambda: header("elsewhere"),
    "symmetric, with the public key": symmetric,
    "of no algorithm": lambda: forged({"alg": "none", "kid": "today"}, lambda _: b""),
    "signed by nobody": lambda: forged({"alg": "RS256", "kid": "today"}, lambda _: b"x" * 256),
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_forged_token_is_refused_before_any_handler_runs(strict: Client, district: District, name: str) -> None:
    private_key("today")
    with capture_logs() as logs:
        assert await strict.post(body(), TOKENS[name]()) == (401, b"")
    await strict.stop()
    assert district.asked == []
    assert [line["event"] for line in logs] == ["teams request refused"]
    assert SECRET not in str(logs)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"channelId": "webchat"}, {}),
        ({"serviceUrl": "https://evil.trafficmanager.net/"}, {"serviceurl": "https://evil.trafficmanager.net/"}),
        ({"serviceUrl": "https://smba.trafficmanager.net/emea/"}, {}),
        ({"serviceUrl": "http://127.0.0.1/"}, {"serviceurl": "http://127.0.0.1/"}),
        ({"conversation": {"id": "a:1", "tenantId": "t-other"}, "channelData": {"tenant": {"id": "t-other"}}}, {}),
        ({"channelData": {"tenant": {"id": "t-other"}}}, {}),
        ({"recipient": {"id": "28:00000000-0000-0000-0000-000000000000"}}, {}),
    ],
)
async def test_a_good_token_opens_nothing_but_its_own_door(
    strict: Client, district: District, changes: dict[str, Any], said: dict[str, Any]
) -> None:
    signed = header(**{"serviceurl": SERVICE, **said})
    assert await strict.post(body(**changes), signed) == (403, b"")
    await strict.stop()
    assert district.asked == []


async def test_a_key_that_speaks_for_another_channel_is_refused(strict: Client, key_server: KeyServer) -> None:
    key_server.entries = [public_entry("today", endorsements=("webchat",))]
    assert await strict.post(body()) == (403, b"")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b" " * (256 * 1024 + 1), 413),
        (b'{"text": "' + b"x" * 300_000 + b'"}', 413),
        (b"\xff\xfe{}", 400),
        (b"", 400),
        (b"not json", 400),
        (b"[1]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 40 + b"1" + b"}" * 40, 400),
        (b'{"a": NaN}', 400),
    ],
)
async def test_what_cannot_be_read_is_refused_without_a_word(
    strict: Client, district: District, raw: bytes, status: int
) -> None:
    with capture_logs() as logs:
        assert await strict.post(raw) == (status, b"")
    assert district.asked == []
    assert [(line["event"], line["status"]) for line in logs] == [("teams request refused", status)]


@pytest.mark.parametrize(
    "changes",
    [
        {"from": "Ana"},
        {"from": {"id": 7}},
        {"from": {"id": "29:1ab"}},
        {"timestamp": 7},
        {"text": ["x"]},
        {"entities": "x"},
        {"entities": [7]},
        {"id": None},
        {"conversation": "a:1"},
        {"recipient": None},
        {"channelData": {"tenant": "x"}},
        {"type": None},
        {"type": 7},
        {"locale": {}},
    ],
)
async def test_an_activity_of_another_shape_is_refused(
    strict: Client, district: District, changes: dict[str, Any]
) -> None:
    assert await strict.post(body(**changes)) == (400, b"")
    await strict.stop()
    assert district.asked == []


async def test_a_time_that_makes_no_sense_stops_nobody(strict: Client, district: District) -> None:
    assert await strict.post(pressed(timestamp="yesterday", localTimestamp="0000-99")) == (200, ANSWER)
    assert len(district.asked) == 1


async def test_without_a_key_server_nobody_comes_in_and_teams_may_try_again(
    strict: Client, key_server: KeyServer
) -> None:
    key_server.broken = True
    assert await strict.post(body()) == (503, b"")


async def test_in_development_no_token_is_needed_and_a_wrong_one_is_still_wrong(
    bot: Client, district: District
) -> None:
    raw = body(serviceUrl=bot.service, recipient={"id": "whatever"})
    assert await bot.post(raw, None) == (202, b"")
    assert await bot.post(raw, header(key="stranger", serviceurl=bot.service)) == (401, b"")
    await bot.stop()
    assert len(district.asked) == 1


@pytest.mark.parametrize(
    "url", ["https://smba.trafficmanager.net.evil.example/", "http://10.0.0.1/", "ftp://127.0.0.1/"]
)
async def test_in_development_only_this_machine_is_trusted_besides(bot: Client, district: District, url: str) -> None:
    assert await bot.post(body(serviceUrl=url), None) == (403, b"")


async def test_after_the_stop_nothing_is_taken(bot: Client) -> None:
    await bot.stop()
    assert await bot.send() == (503, None)
