"""What is turned away at either door: a status and nothing else, one log line without a word of it, nothing stored."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

import pytest

from tests.adapters.slack import payloads
from tests.adapters.teams import keyset
from tests.faults import teams_people
from tests.faults.answer import Answer
from tests.faults.house import SLACK, USERS, House, at_work
from tests.faults.logs import Logs
from tests.support.database import HandClock

WORDS = "The quibberflint in the gymnasium hums"
TESS, TESS_ON_TEAMS = USERS["tess"]
REAL = "https://smba.trafficmanager.net/amer/"
ALLOWED = {"event", "level", "timestamp", "status", "reason"}
"""What the line about a refusal may hold; `reason` is a code of ours."""


@pytest.fixture
async def strict(database_url: str, clock: HandClock, logs: Logs) -> AsyncIterator[House]:
    """The bot as a district runs it."""
    async with at_work(database_url, clock, logs, strict=True) as house:
        logs.hide(WORDS)
        yield house


async def assert_turned_away(house: House, answer: Answer, status: int, event: str) -> None:
    assert answer.status == status
    assert answer.text == '["", []]'
    (line,) = house.logs.about(event)
    assert set(line) == ALLOWED
    await house.settle()
    assert await house.rows() == []
    assert WORDS not in await house.dump()
    assert house.slack_api.shown == house.connector.shown == []


def _command() -> bytes:
    return payloads.as_form(payloads.command(WORDS, team_id=SLACK, user_id=TESS))


def _signed(body: bytes, *, minutes: float = 0, form: bool = True, **more: Any) -> tuple[bytes, dict[str, str]]:
    return body, payloads.signed(body, datetime.now(UTC) + timedelta(minutes=minutes), form=form, **more)


SLACK_DOOR: dict[str, tuple[Any, int]] = {
    "unsigned": (lambda: (_command(), {"Content-Type": "application/x-www-form-urlencoded"}), 401),
    "signed by a stranger": (lambda: _signed(_command(), secret="not the one"), 401),
    "signed for other words": (lambda: (_command(), _signed(b"text=else")[1]), 401),
    "late, or played again later": (lambda: _signed(_command(), minutes=-6), 401),
    "from the future": (lambda: _signed(_command(), minutes=6), 401),
    "oversized": (lambda: _signed(_command() + b"&more=" + b"x" * 300_000), 413),
    "not UTF-8": (lambda: _signed(_command() + b"&more=\xff\xfe"), 400),
    "not UTF-8 behind percent signs": (lambda: _signed(_command() + b"&more=%ff%fe"), 400),
    "not JSON": (lambda: _signed(b'{"event": ' + WORDS.encode(), form=False), 400),
    "no JSON in its payload": (lambda: _signed(b"payload=" + WORDS.encode()), 400),
    "a list": (lambda: _signed(json.dumps([WORDS]).encode(), form=False), 400),
    "empty": (lambda: _signed(b""), 400),
    "deeper than any payload": (lambda: _signed(b'{"a":' * 4000 + b"1" + b"}" * 4000, form=False), 400),
}


@pytest.mark.parametrize("case", SLACK_DOOR)
async def test_slacks_door_turns_away_what_is(case: str, strict: House) -> None:
    make, status = SLACK_DOOR[case]
    answer = await strict.slack.send(*make())
    await assert_turned_away(strict, answer, status, "slack request refused")


async def test_what_slack_signed_comes_in(strict: House) -> None:
    answer = await strict.slack.say(TESS, WORDS)
    assert "Saved as challenge #1" in answer.text
    assert [row.summary for row in await strict.rows()] == [WORDS]


def _activity(house: House, **changes: Any) -> bytes:
    sent = house.teams.activity(TESS_ON_TEAMS, **{"text": f"barrier {WORDS}", "serviceUrl": REAL} | changes)
    return json.dumps(sent).encode()


def _elsewhere(tenant: str) -> dict[str, Any]:
    conversation = {"id": "a:1", "conversationType": "personal", "tenantId": tenant}
    return {"conversation": conversation, "channelData": {"tenant": {"id": tenant}}}


def _unsigned(house: House) -> str:
    claims = keyset.claims(nbf=time() - 60, exp=time() + 3540, serviceurl=REAL)
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (
        {"alg": "none", "typ": "JWT", "kid": "today"}, claims))  # fmt: skip
    return f"Bearer {head}.{body}."


TEAMS_DOOR: dict[str, tuple[Any, Any, int]] = {
    "without a token": (_activity, lambda h: None, 401),
    "with words for a token": (_activity, lambda h: "Bearer let-me-in", 401),
    "signed by a stranger": (_activity, lambda h: h.teams.token(key="a stranger's", serviceurl=REAL), 401),
    "from another issuer": (_activity, lambda h: h.teams.token(iss="https://sts.example.org", serviceurl=REAL), 401),
    "for another bot": (_activity, lambda h: h.teams.token(aud="00000000-0000-4000-8000-000000000000"), 401),
    "with no algorithm": (_activity, _unsigned, 401),
    "late, or played again later": (_activity, lambda h: h.teams.token(exp=time() - 400, serviceurl=REAL), 401),
    "with a token for another service": (_activity, lambda h: h.teams.token(serviceurl="https://example.org/"), 403),
    "from a service of somebody else": (
        lambda h: _activity(h, serviceUrl="https://smba.trafficmanager.net.example.org/"),
        lambda h: h.teams.token(serviceurl="https://smba.trafficmanager.net.example.org/"),
        403,
    ),
    "from another tenant": (
        lambda h: _activity(h, **_elsewhere("b7a2c9d4-58e1-4c3f-8f60-2c9e4d7a1b36")),
        lambda h: h.teams.token(serviceurl=REAL),
        403,
    ),
    "from two tenants at once": (
        lambda h: _activity(h, channelData={"tenant": {"id": "b7a2c9d4-58e1-4c3f-8f60-2c9e4d7a1b36"}}),
        lambda h: h.teams.token(serviceurl=REAL),
        403,
    ),
    "from another channel": (
        lambda h: _activity(h, channelId="webchat"), lambda h: h.teams.token(serviceurl=REAL), 403
    ),
    "oversized": (lambda h: _activity(h, more="x" * 300_000), lambda h: h.teams.token(serviceurl=REAL), 413),
    "not UTF-8": (lambda h: b'{"text": "\xff"}', lambda h: h.teams.token(serviceurl=REAL), 400),
    "not JSON": (lambda h: b"text=" + WORDS.encode(), lambda h: h.teams.token(serviceurl=REAL), 400),
    "a list": (lambda h: json.dumps([WORDS]).encode(), lambda h: h.teams.token(serviceurl=REAL), 400),
    "empty": (lambda h: b"", lambda h: h.teams.token(serviceurl=REAL), 400),
    "from nobody": (lambda h: _activity(h, **{"from": {"id": "29:x"}}), lambda h: h.teams.token(serviceurl=REAL), 400),
}  # fmt: skip


@pytest.mark.parametrize("case", TEAMS_DOOR)
async def test_teams_door_turns_away_what_is(case: str, strict: House) -> None:
    body, token, status = TEAMS_DOOR[case]
    answer = await strict.teams.send(body(strict), token(strict))
    await assert_turned_away(strict, answer, status, "teams request refused")


async def test_what_teams_signed_comes_in(strict: House) -> None:
    pressed = strict.teams.activity(
        TESS_ON_TEAMS,
        type="invoke",
        name="adaptiveCard/action",
        value={"action": {"type": "Action.Execute", "verb": "report_to", "data": teams_people.act(
            "report_to", "elm", words=WORDS)}},
        serviceUrl=REAL,
    )  # fmt: skip
    answer = await strict.teams.post(pressed)
    assert "Saved as challenge #1" in answer.text
    assert [row.summary for row in await strict.rows()] == [WORDS]


@pytest.mark.parametrize("path", ["/slack/events", "/api/messages"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_a_door_opens_for_nothing_but_a_post(path: str, method: str, house: House) -> None:
    async with house.http.request(method, house.address + path) as answer:
        assert (answer.status, await answer.text()) == (405, "")


async def test_there_are_no_other_doors(house: House) -> None:
    async with house.http.post(house.address + "/admin", data=b"x") as answer:
        assert (answer.status, await answer.text()) == (404, "")
