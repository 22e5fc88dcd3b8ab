"""The app manifests: what the platforms take, and what the routes table, the events and the calls of the code need."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bot.__main__ import main
from bot.adapters.slack import events
from bot.adapters.slack import manifest as slack
from bot.adapters.teams import manifest as teams
from bot.handlers.routes import COMMANDS, SHORTCUTS, command, route
from tests.checks.manifest import slack_manifest_faults, teams_manifests_faults
from tests.checks.slack_names import EVENT_SCOPES

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
MANIFESTS = ROOT / "manifests"
ADDRESS, APP_ID = "https://barrier.example", "00000000-0000-4000-8000-0000000000ba"
BOT, TEAM = "U0BARRIER", "T0RIVERBEND"
NAMED = [one for one in COMMANDS if not one.dev_only]

SCOPE_OF: dict[str, str | None] = {
    "auth.test": None,
    "auth.revoke": None,
    "apps.connections.open": None,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.members": "channels:read",
    "oauth.v2.access": None,
    "pins.add": "pins:write",
    "users.info": "users:read",
    "views.open": None,
    "views.publish": None,
    "views.push": None,
    "views.update": None,
}
"""Slack's method → the scope that its documentation asks for."""
SCOPE_WITHOUT_METHOD = {"commands", "im:write"}
"""Slash commands and shortcuts; a message sent to a person's id."""


@pytest.fixture(scope="module")
def on_slack() -> Json:
    return slack.manifest(ADDRESS)


@pytest.fixture(scope="module")
def on_teams() -> Json:
    return teams.manifest(ADDRESS, APP_ID)


def test_slack_would_take_every_manifest() -> None:
    made = [slack.manifest(ADDRESS, socket_mode=s, keep_replies=k) for s in (True, False) for k in (True, False)]
    assert [slack_manifest_faults(one) for one in made] == [[]] * 4


def test_teams_would_take_every_manifest() -> None:
    made = [teams.manifest(ADDRESS, APP_ID, keep_replies=keep) for keep in (True, False)]
    assert teams_manifests_faults(made) == [[], []]


def test_slack_offers_every_command_and_no_other(on_slack: Json) -> None:
    offered = {one["command"] for one in on_slack["features"]["slash_commands"]}
    assert offered == {f"/{one.name}" for one in NAMED}
    assert all(command(name.removeprefix("/")) for name in offered)


def test_teams_offers_every_command_and_no_other(on_teams: Json) -> None:
    offered = [
        one["title"] for lists in on_teams["bots"] for group in lists["commandLists"] for one in group["commands"]
    ]
    assert {title.split()[0] for title in offered} == {one.name for one in NAMED}
    assert {one.name for one in NAMED} <= set(offered)


def test_slack_offers_every_shortcut_and_no_other(on_slack: Json) -> None:
    offered = {one["callback_id"]: one["type"] for one in on_slack["features"]["shortcuts"]}
    assert offered == {one.name: "message" if one.message else "global" for one in SHORTCUTS}


def test_teams_offers_every_shortcut_and_no_other(on_teams: Json) -> None:
    offered = {one["id"]: one["context"] for part in on_teams["composeExtensions"] for one in part["commands"]}
    assert {name: context == ["message"] for name, context in offered.items()} == {
        one.name: one.message for one in SHORTCUTS
    }


@pytest.mark.parametrize("name", [one.name for one in SHORTCUTS])
def test_every_shortcut_has_a_handler_that_opens_a_form(name: str) -> None:
    found = route(name)
    assert found is not None
    assert found.press is not None
    assert found.opens


def test_the_demos_commands_are_offered_nowhere(on_slack: Json, on_teams: Json) -> None:
    demo = [one.name for one in COMMANDS if one.dev_only]
    assert demo
    assert [name for name in demo for made in (on_slack, on_teams) if f'"/{name}"' in json.dumps(made)] == []


def heard() -> set[str]:
    """Slack's events that become a request of ours, tried one by one."""
    shapes: list[Json] = [
        {"user": BOT, "channel": "C0LEADS", "tab": "home", "tokens": {"bot": [BOT]}, "inviter": "U0LEAD"},
        {"user": "U0LEAD", "channel": "C0LEADS", "tab": "home", "tokens": {"bot": [BOT]}, "text": "note it"},
        {"user": {"id": "U0LEAD", "deleted": True}},
    ]
    kinds = {"message.im": "im", "message.channels": "channel", "message.groups": "group"}
    found: set[str] = set()
    for name in EVENT_SCOPES:
        for shape in shapes:
            event = {**shape, "type": name.split(".")[0], "channel_type": kinds.get(name, "other"), "ts": "2.1"}
            event |= {"thread_ts": "1.1"} if name in kinds else {}
            body = {"event_id": "Ev1", "team_id": TEAM, "event": event}
            if event["channel_type"] in ("im", "channel", "group") or event["type"] != "message":
                found |= {name} if events.request(body, TEAM, BOT) else set()
    return found


def test_slack_sends_the_events_that_are_understood_and_no_others() -> None:
    assert heard() == {*slack.EVENTS, *slack.REPLY_EVENTS}


def called() -> set[str]:
    written = "".join(path.read_text() for path in sorted((ROOT / "bot/adapters/slack").glob("*.py")))
    return set(re.findall(r'"((?:apps|auth|chat|conversations|oauth|pins|users|views)(?:\.\w+)+)"', written))


def test_every_method_that_is_called_has_its_scope() -> None:
    assert called() == {name for name in SCOPE_OF if name in called()}, "say in SCOPE_OF what the new method needs"
    assert {SCOPE_OF[name] for name in called()} - {None} <= set(slack.BOT_SCOPES)


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    by_events = {EVENT_SCOPES[name] for name in (*slack.EVENTS, *slack.REPLY_EVENTS)}
    needed = by_events | {SCOPE_OF[name] for name in called()} | SCOPE_WITHOUT_METHOD
    assert {*slack.BOT_SCOPES, *slack.REPLY_SCOPES} - needed == set()


def test_reading_along_is_asked_for_only_where_replies_are_kept(on_slack: Json, on_teams: Json) -> None:
    wide = json.dumps([slack.manifest(ADDRESS, keep_replies=True), teams.manifest(ADDRESS, APP_ID, keep_replies=True)])
    asked = ("channels:history", "groups:history", "message.channels", "ChannelMessage.Read.Group")
    assert [name in wide for name in asked] == [True] * 4
    assert [name in json.dumps([on_slack, on_teams]) for name in asked] == [False] * 4


def printed(*arguments: str) -> Json:
    result = CliRunner().invoke(main, ["manifest", *arguments, "--url", ADDRESS, "--app-id", APP_ID])
    assert result.exit_code == 0, result.output
    said: Json = json.loads(result.output)
    return said


def test_the_command_line_prints_them(on_slack: Json, on_teams: Json) -> None:
    assert (printed("slack"), printed("teams")) == (on_slack, on_teams)


def test_the_committed_manifests_are_these(on_slack: Json, on_teams: Json) -> None:
    """`python -m tests.test_manifests` writes them anew."""
    assert yaml.safe_load((MANIFESTS / "slack.yaml").read_text()) == on_slack
    assert json.loads((MANIFESTS / "teams" / "manifest.json").read_text()) == on_teams


@pytest.mark.parametrize("icon", ["color.png", "outline.png"])
def test_the_committed_icons_are_the_packages(icon: str) -> None:
    assert (MANIFESTS / "teams" / icon).read_bytes() == (ROOT / "bot/adapters/teams/icons" / icon).read_bytes()


def write() -> None:
    """For an address of nobody's: whoever has one asks the command line for their own."""
    folder = MANIFESTS / "teams"
    folder.mkdir(parents=True, exist_ok=True)
    made = yaml.safe_dump(slack.manifest(ADDRESS), sort_keys=False, allow_unicode=True, width=100)
    (MANIFESTS / "slack.yaml").write_text(made)
    (folder / "manifest.json").write_text(json.dumps(teams.manifest(ADDRESS, APP_ID), indent=2) + "\n")
    for icon in ("color.png", "outline.png"):
        (folder / icon).write_bytes((ROOT / "bot/adapters/teams/icons" / icon).read_bytes())


if __name__ == "__main__":
    write()


def test_socket_mode_needs_no_address() -> None:
    made = CliRunner().invoke(main, ["manifest", "slack", "--socket-mode"], env={"PUBLIC_URL": ""})
    assert json.loads(made.output) == slack.manifest("", socket_mode=True)


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_without_socket_mode_an_address_is_asked_for(platform: str) -> None:
    made = CliRunner().invoke(main, ["manifest", platform, "--app-id", APP_ID], env={"PUBLIC_URL": ""})
    assert (made.exit_code, "--url" in made.output) == (2, True)
