from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.adapters.slack import acts
from bot.adapters.slack.app import SlackEdge, SlackSettings
from bot.adapters.slack.authorize import KEPT, Workspaces
from bot.adapters.slack.calls import Done, Refused, Wire
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Invocation, Reply
from bot.storage.store import DatabaseStore
from bot.ui.card import Act
from bot.ui.text import plain
from tests.adapters.slack import api
from tests.adapters.slack import payloads as p
from tests.adapters.slack.api import FakeSlack
from tests.adapters.slack.conftest import Bench
from tests.support.database import HandClock

INSTALLED = {"bot_token": "xoxb-installed", "bot_user": p.BOT}


class Book:
    """Installations by workspace, and how often each was looked up."""

    def __init__(self, *teams: str) -> None:
        self.tokens = {team: dict(INSTALLED) for team in teams}
        self.asked: list[str] = []

    async def find(self, team: str) -> dict[str, str] | None:
        self.asked.append(team)
        return self.tokens.get(team)


@pytest.fixture
async def wire(slack: FakeSlack) -> AsyncIterator[Wire]:
    wire = Wire(slack.api_url)
    await wire.start()
    yield wire
    await wire.stop()


async def test_a_token_is_looked_up_once_and_again_when_it_has_aged(wire: Wire, clock: HandClock) -> None:
    book = Book(p.TEAM)
    workspaces = Workspaces(wire, clock, token=None, find=book.find)
    for _ in range(3):
        assert isinstance(await workspaces.ask(p.TEAM, "chat.postMessage", {}), Done)
    clock.forward(seconds=KEPT.total_seconds() + 1)
    await workspaces.get(p.TEAM)
    assert book.asked == [p.TEAM, p.TEAM]


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_token_that_died_is_forgotten(wire: Wire, slack: FakeSlack, clock: HandClock, code: str) -> None:
    book = Book(p.TEAM)
    workspaces = Workspaces(wire, clock, token=None, find=book.find)
    slack.manners["chat.postMessage"] = [api.error(code)]
    assert await workspaces.ask(p.TEAM, "chat.postMessage", {}) == Refused(code)
    book.tokens.clear()
    assert await workspaces.ask(p.TEAM, "chat.postMessage", {}) == Refused("not_installed")
    assert len(slack.calls) == 1


async def test_another_refusal_keeps_the_token(wire: Wire, slack: FakeSlack, clock: HandClock) -> None:
    book = Book(p.TEAM)
    workspaces = Workspaces(wire, clock, token=None, find=book.find)
    slack.manners["chat.postMessage"] = [api.error("channel_not_found")]
    await workspaces.ask(p.TEAM, "chat.postMessage", {})
    await workspaces.get(p.TEAM)
    assert book.asked == [p.TEAM]


async def test_a_workspace_that_is_not_known_yet_is_asked_for_again(wire: Wire, clock: HandClock) -> None:
    book = Book()
    workspaces = Workspaces(wire, clock, token=None, find=book.find)
    assert await workspaces.get(p.TEAM) is None
    book.tokens[p.TEAM] = INSTALLED
    assert await workspaces.get(p.TEAM)


async def test_the_configured_token_serves_its_own_workspace_only(wire: Wire, clock: HandClock) -> None:
    workspaces = Workspaces(wire, clock, token="xoxb-own", find=Book().find)
    await workspaces.learn()
    assert await workspaces.get(p.TEAM)
    assert await workspaces.get("T0ELSEWHERE") is None


async def test_the_configured_token_of_an_organization_serves_all_its_workspaces(
    wire: Wire, slack: FakeSlack, clock: HandClock
) -> None:
    said = {"ok": True, "user_id": p.BOT, "team_id": p.TEAM, "enterprise_id": "E0STATE", "is_enterprise_install": True}
    slack.manners["auth.test"] = [api.says(said)]
    workspaces = Workspaces(wire, clock, token="xoxb-own", find=Book().find)
    await workspaces.learn()
    assert await workspaces.get("T0ELSEWHERE")


async def test_who_the_bot_is_is_asked_once_for_any_number_of_requests(bench: Bench) -> None:
    for n in range(5):
        await bench.form(p.command("41", trigger_id=f"1.2.{n}"))
        await bench.event(p.mention(f"<@{p.BOT}> 41") | {"authorizations": []})
    assert len(bench.slack.of("auth.test")) == 1
    assert len(bench.script.asked) == 10


async def test_without_slacks_word_on_who_the_bot_is_it_still_answers(
    slack: FakeSlack, bench: Bench, clock: HandClock
) -> None:
    slack.manners["auth.test"] = [api.broken] * 9
    assert (await bench.form(p.command("41"))).status == 200
    assert len(bench.script.asked) == 1


class TestByInstallLink:
    @pytest.fixture
    def settings(self, slack: FakeSlack) -> SlackSettings:
        return SlackSettings(signing_secret=p.SECRET, client_id="1.2", client_secret="secret", api_url=slack.api_url)

    async def test_a_workspace_without_an_installation_is_told_and_reaches_no_handler(self, bench: Bench) -> None:
        body = await (await bench.form(p.command("carts"))).json()
        assert body["text"] == "I am no longer installed here. Ask your administrator to install me again."
        assert bench.script.asked == []

    async def test_an_installed_workspace_is_served_with_its_own_token(
        self, bench: Bench, sqlite_store: DatabaseStore
    ) -> None:
        await sqlite_store.write(lambda s: s.installations.put(Platform.SLACK, p.TEAM, INSTALLED))
        bench.script.reply = Reply(line=plain("Saved as 41."))
        await bench.event(p.direct("carts"))
        await bench.slack.until(lambda: bool(bench.slack.of("chat.postMessage")))
        assert [call.token for call in bench.slack.calls] == ["xoxb-installed"]

    async def test_an_uninstallation_is_told_even_when_the_token_is_gone(self, bench: Bench) -> None:
        await bench.event(p.event("app_uninstalled"))
        assert [getattr(request, "verb", "") for request in bench.script.asked] == ["uninstalled"]


async def test_variables_that_bolt_reads_by_itself_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
    slack: FakeSlack,
    settings: SlackSettings,
    clock: HandClock,
    sqlite_store: DatabaseStore,
) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "from the environment")
    asked: list[object] = []

    async def answer(request: object) -> Reply:
        asked.append(request)
        return Reply()

    edge = SlackEdge(settings, answer=answer, clock=clock, store=sqlite_store)
    app = web.Application()
    app.add_routes(edge.routes())
    body = p.as_form(p.command("carts"))
    async with TestServer(app) as server:
        await edge.start()
        async with ClientSession() as session:
            answered = await session.post(
                server.make_url("/slack/events"), data=body, headers=p.signed(body, clock.now())
            )
        await edge.stop()
    assert answered.status == 200
    assert [request.text for request in asked if isinstance(request, Invocation)] == ["carts"]
    assert {call.token for call in slack.calls} == {"xoxb-riverbend"}


async def test_only_routes_that_need_it_ask_whether_the_caller_is_an_admin(bench: Bench) -> None:
    user = {
        "name": "lee",
        "tz": "America/Chicago",
        "locale": "es-US",
        "is_admin": True,
        "profile": {"real_name": "Lee Park"},
    }
    bench.slack.manners["users.info"] = [api.says({"ok": True, "user": user})]
    for verb in ("assign", "setup"):
        await bench.payload(p.press(acts.encode(Act(verb, "ch41", 7))))
    callers = [(request.caller.name, request.caller.admin, request.caller.language) for request in bench.script.asked]
    assert callers == [("lee", None, None), ("Lee Park", True, "es-US")]
    assert len(bench.slack.of("users.info")) == 1
