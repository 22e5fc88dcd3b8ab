"""Would the platforms take these app manifests? Teams' own validator is asked; for Slack the rules are ours."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tests.checks.browser import need
from tests.checks.slack_names import BOT_EVENTS, BOT_SCOPES, EVENT_SCOPES

Node = dict[str, Any]

SCRIPT: Final = Path(__file__).with_name("app_manifest.mjs")
TEAMS_PACKAGES: Final = ("@microsoft/app-manifest", "fs-extra")  # the second is required by the first, and undeclared

# The numbers are those of slackapi/manifest-schema; for the least of 175 the documentation says 174.
NAME, DESCRIPTION, LONG_DESCRIPTION = 35, 140, (175, 4000)
COMMAND, COMMAND_WORDS, COMMANDS = 32, 2000, 50
SHORTCUT_NAME, SHORTCUT_DESCRIPTION, CALLBACK, SHORTCUTS = 24, 150, 255, 10
TOP_LEVEL: Final = {
    "_metadata",
    "app_directory",
    "display_information",
    "features",
    "functions",
    "oauth_config",
    "settings",
}


def teams_manifest_faults(manifest: Node) -> list[str]:
    """What Microsoft's validator says, by the schema of the version that the manifest names in `$schema`."""
    return teams_manifests_faults([manifest])[0]


def teams_manifests_faults(manifests: Sequence[Node]) -> list[list[str]]:
    """The same for several manifests in one run of Node, in their order."""
    node = need("node", *TEAMS_PACKAGES)
    asked = subprocess.run([node, SCRIPT], input=json.dumps(manifests), capture_output=True, text=True, check=True)
    answers: list[list[str]] = json.loads(asked.stdout)
    return [[fault.strip() for fault in faults] for faults in answers]


def slack_manifest_faults(manifest: Node) -> list[str]:
    """Faults of a Slack app manifest: lengths, names of scopes and events, what one part needs of another."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    return [
        *(f"{key}: unknown" for key in manifest.keys() - TOP_LEVEL),
        *_display(manifest.get("display_information", {})),
        *_bot_user(features.get("bot_user", {})),
        *_commands(features.get("slash_commands", []), settings),
        *_shortcuts(features.get("shortcuts", [])),
        *_oauth(manifest.get("oauth_config", {})),
        *_settings(manifest),
    ]


def _display(display: Node) -> Iterator[str]:
    yield from _length("display_information.name", display.get("name"), NAME)
    if "description" in display:
        yield from _length("display_information.description", display["description"], DESCRIPTION)
    (least, most), long = LONG_DESCRIPTION, len(display.get("long_description", ""))
    if "long_description" in display and not least <= long <= most:
        yield f"display_information.long_description: {long} characters, {least} to {most} wanted"


def _bot_user(bot: Node) -> Iterator[str]:
    yield from _length("features.bot_user.display_name", bot.get("display_name"), 80)
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-_. ")
    if not set(str(bot.get("display_name", "")).lower()) <= allowed:
        yield "features.bot_user.display_name: only letters, digits, blanks, and - _ ."


def _commands(commands: list[Node], settings: Node) -> Iterator[str]:
    if len(commands) > COMMANDS:
        yield f"features.slash_commands: {len(commands)} commands, {COMMANDS} allowed"
    names = [command.get("command") for command in commands]
    yield from (f"features.slash_commands: {name} twice" for name in set(names) if names.count(name) > 1)
    for index, command in enumerate(commands):
        place, name = f"features.slash_commands[{index}]", str(command.get("command", ""))
        if not name.startswith("/") or name != name.lower() or len(name.split()) != 1 or len(name) < 2:
            yield f"{place}.command: {name!r} is no lower-case word after a slash"
        yield from _length(f"{place}.command", name, COMMAND)
        yield from _length(f"{place}.description", command.get("description"), COMMAND_WORDS)
        if "usage_hint" in command:
            yield from _length(f"{place}.usage_hint", command["usage_hint"], 1000)
        if not settings.get("socket_mode_enabled"):
            yield from _address(f"{place}.url", command.get("url"))


def _shortcuts(shortcuts: list[Node]) -> Iterator[str]:
    callbacks = [shortcut.get("callback_id") for shortcut in shortcuts]
    yield from (
        f"features.shortcuts: callback_id {name!r} twice" for name in set(callbacks) if callbacks.count(name) > 1
    )
    for index, shortcut in enumerate(shortcuts):
        place = f"features.shortcuts[{index}]"
        if shortcut.get("type") not in ("message", "global"):
            yield f"{place}.type: {shortcut.get('type')!r} is neither message nor global"
        yield from _length(f"{place}.name", shortcut.get("name"), SHORTCUT_NAME)
        yield from _length(f"{place}.callback_id", shortcut.get("callback_id"), CALLBACK)
        yield from _length(f"{place}.description", shortcut.get("description"), SHORTCUT_DESCRIPTION)
    if len(shortcuts) > SHORTCUTS:
        yield f"features.shortcuts: {len(shortcuts)} shortcuts, {SHORTCUTS} allowed"


def _oauth(oauth: Node) -> Iterator[str]:
    bot = oauth.get("scopes", {}).get("bot", [])
    if not bot:
        yield "oauth_config.scopes.bot: empty"
    yield from (f"oauth_config.scopes.bot: {scope!r} is no bot scope" for scope in bot if scope not in BOT_SCOPES)
    yield from (f"oauth_config.scopes.bot: {scope!r} twice" for scope in set(bot) if bot.count(scope) > 1)
    for index, address in enumerate(oauth.get("redirect_urls", [])):
        yield from _address(f"oauth_config.redirect_urls[{index}]", address)


def _settings(manifest: Node) -> Iterator[str]:
    """What one part needs of another: addresses without Socket Mode, scopes for events, commands and the bot."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))
    socket, interactive = settings.get("socket_mode_enabled", False), settings.get("interactivity", {})
    events = settings.get("event_subscriptions", {})
    if not isinstance(socket, bool):
        yield "settings.socket_mode_enabled: true or false is wanted"
    if features.get("shortcuts") and not interactive.get("is_enabled"):
        yield "settings.interactivity.is_enabled: shortcuts need it"
    if interactive.get("is_enabled") and not socket:
        yield from _address("settings.interactivity.request_url", interactive.get("request_url"))
    if events.get("bot_events") and not socket:
        yield from _address("settings.event_subscriptions.request_url", events.get("request_url"))
    for event in events.get("bot_events", []):
        if event not in BOT_EVENTS:
            yield f"settings.event_subscriptions.bot_events: {event!r} is no bot event"
        wanted = EVENT_SCOPES.get(event)
        if wanted and wanted not in scopes:
            yield f"settings.event_subscriptions.bot_events: {event} needs the scope {wanted}"
    if (features.get("slash_commands") or features.get("shortcuts")) and "commands" not in scopes:
        yield "oauth_config.scopes.bot: commands and shortcuts need the scope commands"
    home = features.get("app_home", {}).get("home_tab_enabled")
    if "app_home_opened" in events.get("bot_events", []) and not home:
        yield "features.app_home.home_tab_enabled: app_home_opened needs it"


def _length(place: str, words: object, most: int) -> Iterator[str]:
    if not isinstance(words, str) or not words.strip():
        yield f"{place}: missing or empty"
    elif len(words) > most:
        yield f"{place}: {len(words)} characters, {most} allowed"


def _address(place: str, address: object) -> Iterator[str]:
    parts = urlsplit(address) if isinstance(address, str) else None
    if parts is None or parts.scheme != "https" or not parts.hostname:
        yield f"{place}: {address!r} is no https address"
