"""local-slack (npm, MIT): a Slack that runs in the browser, with the district's people in it."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from demo import district
from demo.processes import Failed, npx

HERE = Path(__file__).parent
PACKAGE = "local-slack-linux-x64"
VERSION = "0.1.8"
SIGNING_SECRET = "riverbend-signing-secret"
BOT_TOKEN = "xoxb-riverbend"
BOT_NAME = "barrier"
BOT_USER = "U0BARRIER"
TEAM_ID = "T0RIVERBEND"
# What the manifest declares; in the page they are buttons, since local-slack itself has no shortcuts.
SHORTCUTS = {"message": ("report_message", "Report as a barrier"), "global": ("report", "Report a barrier")}


def command(root: Path) -> tuple[str, ...]:
    """How to start local-slack here: the installed binary, or npx where there is none for this kind of machine."""
    installed = root / "node_modules" / PACKAGE / "bin" / "local-slack"
    if installed.exists():
        return (str(installed),)
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        raise Failed("local-slack is not installed here. Type: npm ci")
    return (npx(), "--yes", f"local-slack@{VERSION}")


def arguments(config: Path, port: int, files: Path) -> tuple[str, ...]:
    """Port 0 lets it choose; the address it then prints is the one it has. Addresses it hands out are 127.0.0.1."""
    return (
        *("--config", str(config), "--port", str(port)),
        *("--base-host", "127.0.0.1", "--files-dir", str(files)),
    )


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """The preload binds it to this machine (by itself it listens on every interface) and adds what it lacks."""
    extras = {
        "people": {one.slack_id: {"is_admin": one.admin, "locale": _locale(one.language)} for one in district.PEOPLE},
        "signing_secret": SIGNING_SECRET,
        "shortcuts": {kind: {"callback_id": call, "label": label} for kind, (call, label) in SHORTCUTS.items()},
    }
    return {**base, "BUN_OPTIONS": f"--preload={HERE / 'preload.js'}", "LOCAL_SLACK_EXTRAS": json.dumps(extras)}


def configuration(events_url: str) -> str:
    """Its configuration: workspace, apps, users, channels. It knows no commands or scopes: any /word goes to the app.

    One `requestUrl` takes events, commands and interactivity alike, signed with `signingSecret`. The first user and
    the first channel are what the page opens with. Tokens are not checked.
    """
    return json.dumps(
        {
            "workspace": {"name": district.NAME, "domain": "riverbend", "teamId": TEAM_ID},
            "apps": [
                {
                    "appId": "A0BARRIER",
                    "botUserId": BOT_USER,
                    "botName": BOT_NAME,
                    "botToken": BOT_TOKEN,
                    "signingSecret": SIGNING_SECRET,
                    "mode": "events",
                    "requestUrl": events_url,
                }
            ],
            "users": [
                {
                    "id": one.slack_id,
                    "name": one.handle,
                    "real_name": one.name,
                    "email": one.email,
                    "tz": district.TIME_ZONE,
                }
                for one in district.PEOPLE
            ],
            "channels": [
                {
                    "id": channel.slack_id,
                    "name": channel.name,
                    "purpose": channel.purpose,
                    "members": [*(one.slack_id for one in channel.members), BOT_USER],
                }
                for channel in district.CHANNELS
            ],
        },
        indent=1,
    )


def _locale(language: str) -> str:
    return {"es": "es-US"}.get(language, "en-US")
