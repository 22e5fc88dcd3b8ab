from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import make_mocked_request

from bot.adapters.slack.app import SlackSettings
from bot.adapters.slack.calls import Wire
from bot.adapters.slack.install import COOKIE, Install
from bot.adapters.slack.manifest import BOT_SCOPES, REPLY_SCOPES
from bot.domain.vocabulary import Platform
from bot.storage.store import DatabaseStore
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.api import FakeSlack
from tests.adapters.slack.conftest import Bench
from tests.support.database import HandClock

GIVEN = {
    "ok": True,
    "access_token": "xoxb-new",
    "bot_user_id": p.BOT,
    "scope": "commands,chat:write",
    "team": {"id": p.TEAM, "name": "Riverbend"},
    "enterprise": None,
    "is_enterprise_install": False,
    "authed_user": {"id": p.LEAD},
}


@pytest.fixture
def settings(slack: FakeSlack) -> SlackSettings:
    slack.manners["oauth.v2.access"] = [api.says(GIVEN)]
    return SlackSettings(signing_secret=p.SECRET, client_id="1.2", client_secret="secret", api_url=slack.api_url)


@dataclass(frozen=True, slots=True)
class Begun:
    state: str
    cookie: str
    header: str
    address: str


async def begin(bench: Bench) -> Begun:
    answer = await bench.session.get(f"{bench.address}/slack/install", allow_redirects=False)
    assert answer.status == 302
    address = answer.headers["Location"]
    state = parse_qs(urlsplit(address).query)["state"][0]
    return Begun(state, answer.cookies[COOKIE].value, answer.headers["Set-Cookie"], address)


async def finish(bench: Bench, state: str, cookie: str, **more: str) -> ClientResponse:
    return await bench.session.get(
        f"{bench.address}/slack/oauth_redirect",
        params={"state": state, "code": "one-time-code", **more},
        headers={"Cookie": f"{COOKIE}={cookie}"},
    )


async def kept(store: DatabaseStore, team: str = p.TEAM) -> dict[str, str] | None:
    return await store.read(lambda session: session.installations.get(Platform.SLACK, team))


async def test_the_link_leads_to_slack_with_a_mark_in_the_browser(bench: Bench) -> None:
    begun = await begin(bench)
    query = parse_qs(urlsplit(begun.address).query)
    assert urlsplit(begun.address).path == "/oauth/v2/authorize"
    assert query["client_id"] == ["1.2"]
    assert "commands" in query["scope"][0].split(",")
    assert begun.cookie == begun.state
    assert [mark in begun.header for mark in ("HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600")] == [True] * 4


async def test_the_way_back_stores_the_token(bench: Bench, sqlite_store: DatabaseStore) -> None:
    begun = await begin(bench)
    answer = await finish(bench, begun.state, begun.cookie)
    assert (answer.status, "I am installed." in await answer.text()) == (200, True)
    assert await kept(sqlite_store) == {
        "bot_token": "xoxb-new",
        "bot_user": p.BOT,
        "name": "Riverbend",
        "installer": p.LEAD,
        "scopes": "commands,chat:write",
    }
    assert bench.slack.of("oauth.v2.access") == [
        {"code": "one-time-code", "client_id": "1.2", "client_secret": "secret"}
    ]


@pytest.mark.parametrize(("installer", "told"), [("U0BEFORE", ["U0BEFORE"]), (p.LEAD, [])])
async def test_whoever_installed_it_before_is_told_of_another(
    bench: Bench, sqlite_store: DatabaseStore, installer: str, told: list[str]
) -> None:
    before = {"bot_token": "xoxb-old", "installer": installer}
    await sqlite_store.write(lambda session: session.installations.put(Platform.SLACK, p.TEAM, before))
    begun = await begin(bench)
    await finish(bench, begun.state, begun.cookie)
    await bench.edge.stop()
    warned = bench.slack.of("chat.postMessage")
    assert [message["channel"] for message in warned] == told
    assert ["Somebody else has just installed me again" in str(message) for message in warned] == [True] * len(told)
    assert {call.token for call in bench.slack.calls if call.method == "chat.postMessage"} <= {"xoxb-new"}


async def test_a_whole_organization_goes_by_its_own_id(bench: Bench, sqlite_store: DatabaseStore) -> None:
    grid = {**GIVEN, "team": None, "enterprise": {"id": "E0STATE", "name": "State"}, "is_enterprise_install": True}
    bench.slack.manners["oauth.v2.access"] = [api.says(grid)]
    begun = await begin(bench)
    await finish(bench, begun.state, begun.cookie)
    assert (await kept(sqlite_store, "E0STATE") or {})["name"] == "State"


async def test_a_way_back_works_once(bench: Bench) -> None:
    begun = await begin(bench)
    first, second = [(await finish(bench, begun.state, begun.cookie)).status for _ in range(2)]
    assert (first, second) == (200, 400)
    assert len(bench.slack.of("oauth.v2.access")) == 1


async def test_a_way_back_works_for_ten_minutes(bench: Bench) -> None:
    begun = await begin(bench)
    bench.clock.forward(minutes=10)
    assert (await finish(bench, begun.state, begun.cookie)).status == 400


async def test_a_way_back_works_in_one_browser(bench: Bench) -> None:
    mine, theirs = await begin(bench), await begin(bench)
    assert (await finish(bench, mine.state, theirs.cookie)).status == 400
    assert (await finish(bench, mine.state, "")).status == 400


@pytest.mark.parametrize("state", ["", "x", "..", "1790000000.nonce.0000", "\u0661.a.b"])
async def test_a_state_that_is_not_ours_is_refused(bench: Bench, sqlite_store: DatabaseStore, state: str) -> None:
    assert (await finish(bench, state, state)).status == 400
    assert await kept(sqlite_store) is None


@pytest.mark.parametrize("manner", [api.error("invalid_code"), api.broken, api.nothing, api.says({"ok": True})])
async def test_a_code_that_slack_refuses_installs_nothing(
    bench: Bench, sqlite_store: DatabaseStore, manner: api.Manner
) -> None:
    bench.slack.manners["oauth.v2.access"] = [manner]
    begun = await begin(bench)
    assert (await finish(bench, begun.state, begun.cookie)).status == 502
    assert await kept(sqlite_store) is None


async def test_saying_no_installs_nothing(bench: Bench) -> None:
    begun = await begin(bench)
    answer = await finish(bench, begun.state, begun.cookie, error="access_denied")
    assert "Nothing was installed." in await answer.text()
    assert bench.slack.of("oauth.v2.access") == []


@pytest.mark.parametrize(("keeps", "more"), [(False, set()), (True, set(REPLY_SCOPES))])
async def test_the_link_asks_for_thread_replies_only_where_they_are_kept(
    clock: HandClock, keeps: bool, more: set[str]
) -> None:
    async def save(_: str, __: dict[str, str]) -> None:
        pass

    wire = Wire("https://slack.com/api/")
    install = Install(wire, clock, save, client_id="1.2", client_secret="secret", keep_replies=keeps)
    answer = await install.begin(make_mocked_request("GET", "/slack/install"))
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)["scope"][0]
    assert set(asked.split(",")) == {*BOT_SCOPES, *more}
