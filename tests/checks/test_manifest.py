"""Each kind of fault that an app manifest can have is found, and good manifests pass."""

from copy import deepcopy
from typing import Any

import pytest

from tests.checks.manifest import slack_manifest_faults, teams_manifest_faults, teams_manifests_faults

Json = dict[str, Any]

SLACK: Json = {
    "_metadata": {"major_version": 1},
    "display_information": {
        "name": "Barrier",
        "description": "Carries what stands in the way of good teaching to somebody who can remove it.",
        "long_description": "Staff say what stands in the way. " * 8,
    },
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Barrier", "always_online": True},
        "slash_commands": [
            {
                "command": "/barrier",
                "url": "https://bot.example.org/slack/events",
                "description": "Say what is in the way",
                "usage_hint": "[what is in the way]",
            }
        ],
        "shortcuts": [
            {"name": "Report a barrier", "type": "global", "callback_id": "report", "description": "Opens the form"},
            {
                "name": "Report as a barrier",
                "type": "message",
                "callback_id": "report_message",
                "description": "Keeps it",
            },
        ],
    },
    "oauth_config": {
        "redirect_urls": ["https://bot.example.org/slack/oauth_redirect"],
        "scopes": {"bot": ["app_mentions:read", "chat:write", "commands", "im:write", "users:read"]},
    },
    "settings": {
        "event_subscriptions": {
            "request_url": "https://bot.example.org/slack/events",
            "bot_events": ["app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"],
        },
        "interactivity": {"is_enabled": True, "request_url": "https://bot.example.org/slack/events"},
        "socket_mode_enabled": False,
    },
}

TEAMS: Json = {
    "$schema": "https://developer.microsoft.com/en-us/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
    "manifestVersion": "1.29",
    "version": "1.0.0",
    "id": "3f1c2c5e-8a7b-4d55-9d25-0a6a2f8f7b11",
    "developer": {
        "name": "A district",
        "websiteUrl": "https://bot.example.org",
        "privacyUrl": "https://bot.example.org/privacy",
        "termsOfUseUrl": "https://bot.example.org/terms",
    },
    "name": {"short": "Barrier", "full": "Barrier"},
    "description": {"short": "Say what is in the way.", "full": "Say what is in the way, and see it removed."},
    "icons": {"color": "color.png", "outline": "outline.png"},
    "accentColor": "#335577",
    "bots": [
        {
            "botId": "3f1c2c5e-8a7b-4d55-9d25-0a6a2f8f7b12",
            "scopes": ["personal", "team", "groupChat"],
            "supportsTargetedMessages": True,
            "commandLists": [
                {
                    "scopes": ["personal", "team"],
                    "triggers": ["mention", "slash"],
                    "commands": [{"title": "barrier", "description": "Say what is in the way"}],
                }
            ],
        }
    ],
    "validDomains": ["bot.example.org"],
}


def changed(manifest: Json, path: str, value: Any) -> Json:
    """A copy in which the place of that dotted path holds `value`."""
    copy = deepcopy(manifest)
    *above, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = copy
    for step in above:
        place = place[step]
    place[last] = value
    return copy


COMMAND = SLACK["features"]["slash_commands"][0]
SHORTCUT = SLACK["features"]["shortcuts"][0]

SLACK_BROKEN = {
    "an unknown part": (changed(SLACK, "feature", {}), "feature: unknown"),
    "a name of 36": (changed(SLACK, "display_information.name", "x" * 36), "name: 36"),
    "no name": (changed(SLACK, "display_information.name", ""), "name: missing"),
    "a description of 141": (changed(SLACK, "display_information.description", "x" * 141), "description: 141"),
    "a long description of 174": (changed(SLACK, "display_information.long_description", "x" * 174), "174 characters"),
    "a bot name of 81": (changed(SLACK, "features.bot_user.display_name", "x" * 81), "display_name: 81"),
    "a bot name with a sign": (changed(SLACK, "features.bot_user.display_name", "Barrier!"), "only letters"),
    "a command without a slash": (changed(SLACK, "features.slash_commands.0.command", "barrier"), "after a slash"),
    "a command of two words": (changed(SLACK, "features.slash_commands.0.command", "/a barrier"), "after a slash"),
    "a command of 33": (changed(SLACK, "features.slash_commands.0.command", "/" + "x" * 32), "command: 33"),
    "a command without a description": (
        changed(SLACK, "features.slash_commands.0.description", " "),
        "slash_commands[0].description: missing",
    ),
    "a command without an address": (changed(SLACK, "features.slash_commands.0.url", None), "no https address"),
    "a usage hint of 1001": (changed(SLACK, "features.slash_commands.0.usage_hint", "x" * 1001), "usage_hint: 1001"),
    "one command twice": (changed(SLACK, "features.slash_commands", [COMMAND] * 2), "/barrier twice"),
    "fifty-one commands": (changed(SLACK, "features.slash_commands", [COMMAND] * 51), "51 commands"),
    "a shortcut of an unknown kind": (
        changed(SLACK, "features.shortcuts.0.type", "shortcut"),
        "neither message nor global",
    ),
    "a shortcut name of 25": (changed(SLACK, "features.shortcuts.0.name", "x" * 25), "name: 25"),
    "a shortcut without a callback_id": (
        changed(SLACK, "features.shortcuts.0.callback_id", ""),
        "callback_id: missing",
    ),
    "a shortcut description of 151": (
        changed(SLACK, "features.shortcuts.0.description", "x" * 151),
        "description: 151",
    ),
    "one callback_id twice": (changed(SLACK, "features.shortcuts.1.callback_id", "report"), "'report' twice"),
    "eleven shortcuts": (changed(SLACK, "features.shortcuts", [SHORTCUT] * 11), "11 shortcuts"),
    "an unknown scope": (changed(SLACK, "oauth_config.scopes.bot.3", "im:talk"), "'im:talk' is no bot scope"),
    "a scope twice": (changed(SLACK, "oauth_config.scopes.bot.3", "commands"), "'commands' twice"),
    "no scopes": (changed(SLACK, "oauth_config.scopes.bot", []), "bot: empty"),
    "an open redirect address": (changed(SLACK, "oauth_config.redirect_urls.0", "http://a.org"), "redirect_urls[0]"),
    "an unknown event": (changed(SLACK, "settings.event_subscriptions.bot_events.0", "app_opened"), "no bot event"),
    "an event without its scope": (
        changed(SLACK, "settings.event_subscriptions.bot_events.0", "message.channels"),
        "needs the scope channels:history",
    ),
    "events without an address": (
        changed(SLACK, "settings.event_subscriptions.request_url", ""),
        "subscriptions.request_url",
    ),
    "presses without an address": (
        changed(SLACK, "settings.interactivity.request_url", "bot"),
        "interactivity.request_url",
    ),
    "shortcuts without interactivity": (
        changed(SLACK, "settings.interactivity.is_enabled", False),
        "shortcuts need it",
    ),
    "commands without their scope": (changed(SLACK, "oauth_config.scopes.bot", ["chat:write"]), "the scope commands"),
    "a home nobody sees": (changed(SLACK, "features.app_home.home_tab_enabled", False), "app_home_opened needs it"),
    "a switch that is a word": (changed(SLACK, "settings.socket_mode_enabled", "yes"), "true or false"),
}

TEAMS_BROKEN = {
    "a name of 31": (changed(TEAMS, "name.short", "x" * 31), "/name/short"),
    "a short description of 81": (changed(TEAMS, "description.short", "x" * 81), "/description/short"),
    "a bot id that is none": (changed(TEAMS, "bots.0.botId", "bot"), "/bots/0/botId"),
    "an unknown trigger": (changed(TEAMS, "bots.0.commandLists.0.triggers", ["shout"]), "triggers"),
    "thirteen commands": (
        changed(TEAMS, "bots.0.commandLists.0.commands", [{"title": "barrier", "description": "Say it"}] * 13),
        "/bots/0/commandLists/0/commands",
    ),
    "an unknown property": (changed(TEAMS, "colour", "blue"), "colour"),
    "no schema": (changed(TEAMS, "$schema", ""), "$schema"),
}


def test_a_good_slack_manifest_has_no_fault() -> None:
    assert slack_manifest_faults(SLACK) == []


def test_socket_mode_needs_no_address() -> None:
    socket = changed(SLACK, "settings.socket_mode_enabled", True)
    del socket["features"]["slash_commands"][0]["url"]
    del socket["settings"]["interactivity"]["request_url"]
    del socket["settings"]["event_subscriptions"]["request_url"]
    assert slack_manifest_faults(socket) == []


@pytest.mark.parametrize("name", SLACK_BROKEN)
def test_a_broken_slack_manifest_is_caught(name: str) -> None:
    manifest, sign = SLACK_BROKEN[name]
    found = slack_manifest_faults(manifest)
    assert any(sign in fault for fault in found), found


@pytest.fixture(scope="module")
def teams_answers() -> dict[str, list[str]]:
    """What the validator says of each broken manifest, asked for all of them at once."""
    answers = teams_manifests_faults([manifest for manifest, _ in TEAMS_BROKEN.values()])
    return dict(zip(TEAMS_BROKEN, answers, strict=True))


def test_a_good_teams_manifest_has_no_fault() -> None:
    assert teams_manifest_faults(TEAMS) == []


@pytest.mark.parametrize("name", TEAMS_BROKEN)
def test_a_broken_teams_manifest_is_caught(name: str, teams_answers: dict[str, list[str]]) -> None:
    found, sign = teams_answers[name], TEAMS_BROKEN[name][1]
    assert any(sign in fault for fault in found), found
