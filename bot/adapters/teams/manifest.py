"""The Teams app package for one address, made from the routes table: a manifest and two icons in a zip."""

import io
import json
import zipfile
from importlib.metadata import version
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from bot.handlers.routes import COMMANDS, SHORTCUTS

SCHEMA = "1.29"
"""The first version with slash commands and targeted messages."""


def manifest(address: str, app_id: str, *, keep_replies: bool = False) -> dict[str, object]:
    """The manifest as Teams takes it; `address`: the public https one; `app_id`: Entra application id."""
    base = address.rstrip("/")
    host = base.split("://", 1)[-1].split("/", 1)[0]
    commands = [
        {"title": command.name, "description": command.description} for command in COMMANDS if not command.dev_only
    ] + [{"title": f"{COMMANDS[0].name} help", "description": "What you can say to me"}]
    result: dict[str, object] = {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": version("barrierbot"),
        "id": str(uuid5(NAMESPACE_URL, f"barrierbot:{app_id}")),
        "developer": {
            "name": "barrierbot",
            "websiteUrl": base,
            "privacyUrl": f"{base}/privacy",
            "termsOfUseUrl": f"{base}/terms",
        },
        "name": {"short": "Barrier", "full": "Barrier: implementation challenges"},
        "description": {
            "short": "Report what stands in the way, and see it removed.",
            "full": (
                "Barrier carries your district's process to address implementation challenges. Staff report what keeps "
                "them from using a practice as intended; the team triages it in its channel; it gets an owner, steps "
                "and dates; and at the end the person who reported it is asked whether it is really gone."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1F5F5B",
        "bots": [
            {
                "botId": app_id,
                "scopes": ["personal", "team", "groupChat"],
                "supportsTargetedMessages": True,
                "commandLists": [
                    {
                        "scopes": ["personal", "team", "groupChat"],
                        "triggers": ["mention", "slash"],
                        "commands": commands,
                    }
                ],
            }
        ],
        "composeExtensions": [
            {
                "botId": app_id,
                "commands": [
                    {
                        "id": shortcut.name,
                        "type": "action",
                        "title": shortcut.label,
                        "description": shortcut.description,
                        "fetchTask": True,
                        "context": ["message"] if shortcut.message else ["compose", "commandBox"],
                        **({} if shortcut.message else {"triggers": ["slash"]}),
                    }
                    for shortcut in SHORTCUTS
                ],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host],
    }
    if keep_replies:
        result["webApplicationInfo"] = {"id": app_id, "resource": f"api://{host}/{app_id}"}
        result["authorization"] = {
            "permissions": {"resourceSpecific": [{"name": "ChannelMessage.Read.Group", "type": "Application"}]}
        }
    return result


def package(address: str, app_id: str, *, keep_replies: bool = False) -> bytes:
    """The zip that an administrator uploads."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest(address, app_id, keep_replies=keep_replies), indent=2))
        for icon in ("color.png", "outline.png"):
            archive.writestr(icon, files("bot.adapters.teams").joinpath("icons", icon).read_bytes())
    return target.getvalue()
