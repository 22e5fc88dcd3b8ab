import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from cryptography.hazmat.primitives import serialization

from bot.adapters.teams.auth import Refused, TeamsAuth
from bot.adapters.teams.clouds import CLOUDS
from bot.adapters.teams.keys import DAY, SigningKeys
from tests.adapters.teams.conftest import HandClock
from tests.adapters.teams.keyset import (
    APP_ID,
    NOW,
    KeyServer,
    activity,
    claims,
    forged,
    header,
    private_key,
    public_entry,
)

PUBLIC = CLOUDS["public"]


@pytest.fixture
async def keys(session: aiohttp.ClientSession, key_server: KeyServer, clock: HandClock) -> AsyncIterator[SigningKeys]:
    keys = SigningKeys(session, key_server.metadata_url, seconds=clock)
    yield keys
    await keys.close()


@pytest.fixture
def auth(keys: SigningKeys, clock: HandClock) -> TeamsAuth:
    return TeamsAuth(APP_ID, PUBLIC, keys, seconds=clock)


async def refusal(auth: TeamsAuth, header: str | None, **changes: object) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        await auth.verify(header, activity(**changes))
    return refused.value.status, refused.value.reason


async def test_a_token_from_teams_is_let_in_and_its_claims_come_back(auth: TeamsAuth) -> None:
    assert await auth.verify(header(), activity()) == claims()


async def test_an_app_id_in_capitals_is_the_same_app(keys: SigningKeys, clock: HandClock) -> None:
    assert await TeamsAuth(APP_ID.upper(), PUBLIC, keys, seconds=clock).verify(header(), activity()) == claims()


@pytest.mark.parametrize(
    "sent",
    [
        None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer x", "Bearer a.b.c", "Bearer \udcff.\udcff.\udcff",
        header().removeprefix("Bearer "), header() + "x", header().rpartition(".")[0] + ".",
    ],
)  # fmt: skip
async def test_what_is_no_bearer_token_is_refused(auth: TeamsAuth, sent: str | None) -> None:
    assert (await refusal(auth, sent))[0] == 401


async def test_a_header_that_nests_a_thousand_deep_is_refused(auth: TeamsAuth) -> None:
    deep: object = json.loads("[" * 900 + "]" * 900)
    assert (await refusal(auth, forged({"alg": "RS256", "kid": "today", "x": deep}, lambda _: b"")))[0] == 401


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"iss": "https://sts.windows.net/x/"}, (401, "bad-token")),
        ({"iss": CLOUDS["gcch"].issuer}, (401, "bad-token")),
        ({"iss": None}, (401, "bad-token")),
        ({"aud": "another-app"}, (401, "bad-token")),
        ({"aud": ["another-app", APP_ID]}, (401, "bad-token")),
        ({"aud": None}, (401, "bad-token")),
        ({"exp": None}, (401, "bad-token")),
        ({"exp": NOW - 301}, (401, "expired")),
        ({"exp": "tomorrow"}, (401, "expired")),
        ({"exp": True}, (401, "expired")),
        ({"exp": float("nan")}, (401, "expired")),
        ({"nbf": NOW + 301}, (401, "not-yet-valid")),
        ({"nbf": "now"}, (401, "not-yet-valid")),
        ({"serviceurl": "https://smba.trafficmanager.net/emea/"}, (403, "other-service")),
        ({"serviceurl": None}, (403, "other-service")),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(
    auth: TeamsAuth, changes: dict[str, Any], answer: tuple[int, str]
) -> None:
    assert await refusal(auth, header(**changes)) == answer


@pytest.mark.parametrize("changes", [{"exp": NOW - 299}, {"nbf": NOW + 300}, {"nbf": None}])
async def test_clocks_may_differ_by_five_minutes(auth: TeamsAuth, changes: dict[str, Any]) -> None:
    assert await auth.verify(header(**changes), activity()) == claims(**changes)


async def test_a_token_made_for_another_service_address_is_refused(auth: TeamsAuth) -> None:
    assert await refusal(auth, header(), serviceUrl="https://evil.example/") == (403, "other-service")
    assert await refusal(auth, header(serviceurl=None), serviceUrl=None) == (403, "other-service")


async def test_a_token_that_is_known_already_is_judged_again_by_its_time_and_place(
    auth: TeamsAuth, clock: HandClock
) -> None:
    sent = header()
    taken = await auth.verify(sent, activity())
    taken["serviceurl"] = "https://evil.example/"
    assert await auth.verify(sent, activity()) == claims()
    assert await refusal(auth, sent, serviceUrl="https://evil.example/") == (403, "other-service")
    clock.at += 3541 + 300
    assert await refusal(auth, sent) == (401, "expired")


async def test_a_token_that_is_known_already_ends_with_the_key_that_signed_it(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    sent = header("today")
    await auth.verify(sent, activity())
    key_server.entries = [public_entry("today", key="another"), public_entry("tomorrow")]
    clock.at += 61
    await auth.verify(header("tomorrow"), activity())
    assert await refusal(auth, sent) == (401, "bad-token")


async def test_a_token_signed_by_a_strangers_key_under_our_key_id_is_refused(auth: TeamsAuth) -> None:
    assert await refusal(auth, header("today", key="stranger")) == (401, "bad-token")


async def test_an_unsigned_token_is_refused(auth: TeamsAuth) -> None:
    assert await refusal(auth, forged({"alg": "none", "kid": "today"}, lambda _: b"")) == (401, "bad-token")


async def test_a_token_signed_with_the_public_key_as_a_password_is_refused(auth: TeamsAuth) -> None:
    public = (
        private_key("today")
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    sent = forged({"alg": "HS256", "kid": "today"}, lambda text: hmac.digest(public, text, hashlib.sha256))
    assert await refusal(auth, sent) == (401, "bad-token")


@pytest.mark.parametrize("kid", [{}, {"kid": 7}, {"kid": None}])
async def test_a_token_without_a_key_id_is_refused_and_asks_nobody(
    auth: TeamsAuth, key_server: KeyServer, kid: dict[str, Any]
) -> None:
    assert (await refusal(auth, forged({"alg": "RS256", **kid}, lambda _: b"x")))[0] == 401
    assert key_server.fetches == 0


@pytest.mark.parametrize("endorsements", [(), ("webchat",), ("msteams2",)])
async def test_a_key_that_does_not_speak_for_teams_is_refused(
    auth: TeamsAuth, key_server: KeyServer, endorsements: tuple[str, ...]
) -> None:
    key_server.entries = [public_entry("today", endorsements=endorsements)]
    assert await refusal(auth, header()) == (403, "not-endorsed")


async def test_government_tokens_are_judged_by_the_government_issuer(keys: SigningKeys, clock: HandClock) -> None:
    government = TeamsAuth(APP_ID, CLOUDS["gcch"], keys, seconds=clock)
    assert await refusal(government, header()) == (401, "bad-token")
    issuer = "https://api.botframework.us"
    assert await government.verify(header(iss=issuer), activity()) == claims(iss=issuer)


async def test_a_new_key_is_found_on_the_day_of_its_rotation(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    await auth.verify(header("today"), activity())
    key_server.entries = [public_entry("tomorrow")]
    clock.at += 61
    assert await auth.verify(header("tomorrow"), activity()) == claims()
    assert await refusal(auth, header("today")) == (401, "unknown-key")
    assert key_server.fetches == 2


async def test_invented_key_ids_cause_one_fetch_a_minute(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    await auth.verify(header(), activity())
    clock.at += 60
    for guess in range(9):
        assert await refusal(auth, header(f"guess-{guess}", key="stranger")) == (401, "unknown-key")
    assert key_server.fetches == 2


async def test_many_requests_at_once_share_one_fetch(auth: TeamsAuth, key_server: KeyServer) -> None:
    answers = await asyncio.gather(*(auth.verify(header(), activity()) for _ in range(20)))
    assert answers == [claims()] * 20
    assert key_server.fetches == 1


async def test_a_slow_key_server_keeps_nobody_waiting_whose_key_is_known(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    await auth.verify(header("today"), activity())
    key_server.entries.append(public_entry("tomorrow"))
    clock.at += 61
    key_server.asked.clear()
    key_server.open.clear()
    newcomer = asyncio.create_task(auth.verify(header("tomorrow"), activity()))
    await key_server.asked.wait()
    assert await auth.verify(header("today"), activity()) == claims()
    assert not newcomer.done()
    key_server.open.set()
    assert await newcomer == claims()


async def test_a_caller_who_hangs_up_does_not_take_the_fetch_away_from_the_others(
    auth: TeamsAuth, key_server: KeyServer
) -> None:
    key_server.open.clear()
    first = asyncio.create_task(auth.verify(header(), activity()))
    await key_server.asked.wait()
    second = asyncio.create_task(auth.verify(header(), activity()))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    key_server.open.set()
    assert await second == claims()
    assert key_server.fetches == 1


async def test_old_keys_serve_while_the_key_server_is_down(
    auth: TeamsAuth, keys: SigningKeys, key_server: KeyServer, clock: HandClock
) -> None:
    await auth.verify(header(), activity())
    key_server.broken = True
    key_server.asked.clear()
    clock.at += DAY + 1
    later = header(exp=clock.at + 60)
    assert await auth.verify(later, activity()) == claims(exp=clock.at + 60)
    await key_server.asked.wait()
    assert await refusal(auth, header("tomorrow", exp=clock.at + 60)) == (401, "unknown-key")
    assert await auth.verify(later, activity()) == claims(exp=clock.at + 60)


async def test_a_set_older_than_a_day_is_renewed_beside_the_requests(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    await auth.verify(header(), activity())
    key_server.entries = [public_entry("tomorrow")]
    key_server.asked.clear()
    key_server.open.clear()
    clock.at += DAY + 1
    await auth.verify(header(exp=clock.at + 60), activity())
    await key_server.asked.wait()
    key_server.open.set()
    assert await auth.verify(header("tomorrow", exp=clock.at + 60), activity()) == claims(exp=clock.at + 60)
    assert key_server.fetches == 2


async def test_before_the_first_key_came_the_answer_is_503_and_the_next_try_comes_soon(
    auth: TeamsAuth, key_server: KeyServer, clock: HandClock
) -> None:
    key_server.broken = True
    assert await refusal(auth, header()) == (503, "no-keys-yet")
    assert await refusal(auth, header()) == (503, "no-keys-yet")
    assert key_server.fetches == 1
    key_server.broken = False
    clock.at += 5
    assert await auth.verify(header(), activity()) == claims()


async def test_a_key_server_that_never_answers_is_given_up_on(
    session: aiohttp.ClientSession, key_server: KeyServer, clock: HandClock
) -> None:
    key_server.open.clear()
    keys = SigningKeys(session, key_server.metadata_url, seconds=clock, timeout=0.01)
    assert await refusal(TeamsAuth(APP_ID, PUBLIC, keys, seconds=clock), header()) == (503, "no-keys-yet")


async def test_a_key_of_an_unknown_kind_does_not_hide_the_others(auth: TeamsAuth, key_server: KeyServer) -> None:
    odd = [
        7,
        {},
        {"kid": "a", "kty": "OKP", "crv": "X9"},
        {"kid": "b", "kty": "RSA"},
        {"kid": "c", "kty": "oct", "k": ""},
    ]
    key_server.entries = [*odd, public_entry("today")]
    assert await auth.verify(header(), activity()) == claims()


async def test_an_empty_key_set_is_not_believed(auth: TeamsAuth, key_server: KeyServer, clock: HandClock) -> None:
    await auth.verify(header(), activity())
    key_server.entries = []
    clock.at += 61
    assert await refusal(auth, header("tomorrow")) == (401, "unknown-key")
    assert await auth.verify(header(), activity()) == claims()


async def test_only_development_lets_a_request_without_a_header_in(keys: SigningKeys, key_server: KeyServer) -> None:
    development = TeamsAuth("", PUBLIC, keys, dev=True)
    assert await development.verify(None, activity()) == {}
    assert await refusal(development, header()) == (401, "no-token")
    assert key_server.fetches == 0


async def test_without_an_app_id_there_is_no_sign_in_to_construct(keys: SigningKeys) -> None:
    with pytest.raises(ValueError, match="app id"):
        TeamsAuth("", PUBLIC, keys)
