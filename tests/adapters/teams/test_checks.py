import json
from typing import Any

import pytest

from bot.adapters.body import Refused
from bot.adapters.teams.checks import check, parse, serviceable
from bot.adapters.teams.clouds import CLOUDS
from tests.adapters.teams.keyset import APP_ID, SERVICE, TENANT, activity

PUBLIC = CLOUDS["public"]
PERSON = {"id": "29:1ab", "aadObjectId": "0a5e7c1b-90d2-4e0f-8a44-51c5d8f1e9aa"}
PLAYGROUND: dict[str, Any] = {
    "type": "message",
    "text": "hi",
    "id": "e7b08f2f-351d-4168-8313-b24ff98b8ec8",
    "from": {"id": "user-id-0", "name": "Alex Wilber", "aadObjectId": "00000000-0000-0000-0000-0000000000020"},
    "timestamp": "2026-11-22T00:08:30.049Z",
    "serviceUrl": "http://127.0.0.1:56150/_connector",
    "conversation": {
        "conversationType": "personal",
        "tenantId": "00000000-0000-0000-0000-0000000000001",
        "id": "496caefa-2e24-424b-bc88-132e759521e6",
    },
    "recipient": {"id": "00000000-0000-0000-0000-00000000000011", "name": "Test Bot"},
    "textFormat": "plain",
    "entities": [{"type": "clientInfo", "locale": "en-US", "platform": "Web"}],
    "channelData": {"tenant": {"id": "00000000-0000-0000-0000-0000000000001"}},
    "channelId": "msteams",
}
"""As the Agents Playground 0.2.28 sent it."""


def judged(sent: dict[str, Any], *, tenants: frozenset[str] = frozenset({TENANT}), dev: bool = False) -> None:
    check(sent, app_id=APP_ID, cloud=PUBLIC, tenants=tenants, dev=dev)


def refusal(sent: dict[str, Any], **how: Any) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        judged(sent, **how)
    return refused.value.status, refused.value.reason


def unreadable(raw: bytes) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        parse(raw)
    return refused.value.status, refused.value.reason


def test_a_message_from_teams_passes() -> None:
    judged(activity())


def test_a_message_from_the_playground_passes_in_development_only() -> None:
    judged(PLAYGROUND, tenants=frozenset(), dev=True)
    assert refusal(PLAYGROUND, tenants=frozenset()) == (403, "other-service")


@pytest.mark.parametrize("kind", ["installationUpdate", "conversationUpdate"])
def test_an_installation_needs_no_person(kind: str) -> None:
    judged(activity(**{"type": kind, "from": {"id": "29:policy"}, "id": None}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channelId": "webchat"}, "other-channel"),
        ({"channelId": "MSTEAMS"}, "other-channel"),
        ({"serviceUrl": "https://evil.trafficmanager.net/amer/"}, "other-service"),
        ({"conversation": {"id": "a:1xyz", "tenantId": "another"}}, "two-tenants"),
        ({"channelData": {"tenant": {"id": "another"}}}, "two-tenants"),
        (
            {"conversation": {"id": "a:1xyz", "tenantId": "another"}, "channelData": {"tenant": {"id": "another"}}},
            "other-tenant",
        ),
        ({"recipient": {"id": "28:another-app"}}, "other-recipient"),
        ({"recipient": {"id": APP_ID}}, "other-recipient"),
    ],
)
def test_what_is_not_from_teams_and_our_tenant_and_for_us_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refusal(activity(**changes)) == (403, reason)


def test_without_a_list_of_tenants_nobody_gets_in_except_in_development() -> None:
    assert refusal(activity(), tenants=frozenset()) == (403, "other-tenant")
    judged(activity(), tenants=frozenset(), dev=True)


def test_a_list_of_tenants_holds_in_development_too() -> None:
    assert refusal(activity(), tenants=frozenset({"another"}), dev=True) == (403, "other-tenant")


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None}, {"type": 7}, {"type": ""}, {"id": None}, {"id": 7}, {"id": "x" * 1001}, {"channelId": None},
        {"channelId": ["msteams"]}, {"serviceUrl": None}, {"serviceUrl": {}}, {"from": "29:1ab"}, {"from": None},
        {"from": {"id": "29:1ab"}}, {"from": {**PERSON, "aadObjectId": 7}}, {"from": {**PERSON, "aadObjectId": ""}},
        {"conversation": None}, {"conversation": []}, {"conversation": {"id": "a:1xyz"}},
        {"conversation": {"tenantId": TENANT}}, {"recipient": None}, {"recipient": {}}, {"channelData": None},
        {"channelData": {"tenant": TENANT}}, {"channelData": {}}, {"text": ["hi"]}, {"timestamp": 7},
        {"entities": {}}, {"entities": ["mention"]}, {"attachments": "x"}, {"membersAdded": [7]},
        {"type": "invoke"}, {"type": "invoke", "name": 7},
    ],
)  # fmt: skip
def test_a_malformed_activity_is_a_bad_request(changes: dict[str, Any]) -> None:
    assert refusal(activity(**changes))[0] == 400


def test_a_refusal_repeats_nothing_that_was_sent() -> None:
    assert "7x7" not in str(refusal(activity(text=["7x7"])))


@pytest.mark.parametrize("url", [SERVICE, "https://SMBA.trafficmanager.net", "https://smba.trafficmanager.net:443/in/"])
def test_the_clouds_own_host_may_be_called(url: str) -> None:
    assert serviceable(url, PUBLIC)


@pytest.mark.parametrize(
    "url",
    [
        "", "smba.trafficmanager.net", "http://smba.trafficmanager.net/", "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/", "https://evilsmba.trafficmanager.net/", "https://evil.example/",
        "https://smba.trafficmanager.net@evil.example/", "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/", "https://smba.trafficmanager.net/?to=x", "https://[::1/",
        "https://smba.trafficmanager.net/\x7f", "https://smba.trafficmanager.net/é", "https://smba.trafficmanager.net/#x",
        " https://smba.trafficmanager.net/", "https://smba.trafficmanager.net/\n",
        "https://smba。trafficmanager。net/", "https://smba.trafficmanager.net./", "http://127.0.0.1:56150/",
        "https://smba.infra.gcc.teams.microsoft.com/teams",
    ],
)  # fmt: skip
def test_any_other_address_may_not_be_called(url: str) -> None:
    assert not serviceable(url, PUBLIC)


@pytest.mark.parametrize("cloud", ["gcc", "gcch", "dod"])
def test_each_cloud_has_its_own_host(cloud: str) -> None:
    (host,) = CLOUDS[cloud].hosts
    assert serviceable(f"https://{host}/teams", CLOUDS[cloud])
    assert not serviceable(SERVICE, CLOUDS[cloud])


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:56150/_connector", "http://localhost:3/", "http://[::1]:3/", SERVICE]
)
def test_development_may_also_call_this_machine(url: str) -> None:
    assert serviceable(url, PUBLIC, dev=True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1.evil.example/", "http://10.0.0.1/", "ftp://127.0.0.1/", "http://x:y/"]
)
def test_development_may_call_no_other_machine(url: str) -> None:
    assert not serviceable(url, PUBLIC, dev=True)


def test_an_activity_is_read_word_for_word() -> None:
    text = "no \u202etegdirb ¿sí? 🔋 <b>{{DATE()}}</b>"
    assert parse(json.dumps(activity(text=text)).encode())["text"] == text
    assert parse(json.dumps(activity(text=text), ensure_ascii=False).encode())["text"] == text


def test_what_no_database_holds_becomes_a_replacement_character() -> None:
    assert parse(rb'{"text": "a\u0000b\ud83d c", "x": ["\udfff", {"\ud800": 1}], "y": "\ud83d\udd0b"}') == {
        "text": "a\ufffdb\ufffd c",
        "x": ["\ufffd", {"\ufffd": 1}],
        "y": "🔋",
    }


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (b"", (400, "not-json")),
        (b"{", (400, "not-json")),
        (b"\xff\xfe{}", (400, "not-utf-8")),
        (b'{"text": "\xe9"}', (400, "not-utf-8")),
        (b'{"x": NaN}', (400, "not-json")),
        (b'{"x": ' + b"9" * 5000 + b"}", (400, "not-json")),
        (b"[" * 50_000, (400, "not-json")),
        (b'{"a":' * 50_000, (400, "not-json")),
        (b"[]", (400, "not-an-object")),
        (b"null", (400, "not-an-object")),
        (b'"hi"', (400, "not-an-object")),
        (b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", (400, "too-deep")),
    ],
)
def test_what_is_no_activity_is_refused_while_it_is_read(raw: bytes, answer: tuple[int, str]) -> None:
    assert unreadable(raw) == answer
