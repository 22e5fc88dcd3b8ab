"""Microsoft 365 Agents Playground: Teams in the browser, fetched by npx under Microsoft's terms, never part of this."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from demo import district
from demo.processes import npx

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
PORT = 56150
SERVICE = f"http://127.0.0.1:{PORT}/_connector"
TERMS = f"""\
Teams is played by Microsoft 365 Agents Playground ({PACKAGE}).
It is not part of this project: npx fetches it from npm, and it comes under Microsoft's own licence, which allows
evaluating it and giving feedback (read it: https://www.npmjs.com/package/@microsoft/m365agentsplayground).
Its telemetry is switched off."""
TENANT = str(uuid5(NAMESPACE_URL, "riverbend"))
CHANNEL_ID = "19:riverbend-lincoln-slt@thread.tacv2"
BOT_ID = str(uuid5(NAMESPACE_URL, "riverbend/barrier"))


def command(bot_url: str, port: int) -> tuple[str, ...]:
    here = f"http://127.0.0.1:{port}"
    return (
        *(npx(), "--yes", PACKAGE, "start"),
        *("--app-endpoint", f"{bot_url}/api/messages", "--channel-id", "msteams", "--port", str(port)),
        *("--service-url", f"{here}/_connector", "--disable-telemetry"),
    )


def environment(folder: Path) -> Mapping[str, str]:
    """All that it reads and writes stays in `folder`, and it listens on 127.0.0.1; left alone it does neither."""
    return {
        **os.environ,
        "NODE_OPTIONS": f"--require={Path(__file__).parent / 'loopback.cjs'}",
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / "m365agentsplayground.yml"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "m365agentsplayground.log"),
    }


def configuration() -> str:
    """Its settings, as JSON, which is YAML as well. A mistake in them ends it without a word except in its log."""
    return json.dumps(
        {
            "version": "0.1.1",
            "tenantId": TENANT,
            "bot": {"id": BOT_ID, "name": "Barrier"},
            "currentUser": _user(district.TEAMS_TYPIST),
            "users": [_user(one) for one in district.TEAMS_COLLEAGUES],
            "personalChat": {"id": "a:riverbend-personal"},
            "groupChat": {"id": "19:riverbend-group@thread.v2", "name": "Lincoln hallway"},
            "team": {
                "id": "19:riverbend-general@thread.tacv2",
                "name": district.NAME,
                "aadGroupId": str(uuid5(NAMESPACE_URL, "riverbend/team")),
                "channels": [{"id": CHANNEL_ID, "name": district.TEAMS_CHANNEL}],
            },
        },
        indent=1,
    )


def _user(person: district.Person) -> dict[str, str]:
    given, surname = person.name.split(" ", 1)
    return {
        "id": f"29:{person.entra_id}",
        "name": person.name,
        "userPrincipleName": person.email,  # spelled so in its schema
        "aadObjectId": person.entra_id,
        "givenName": given,
        "surname": surname,
        "email": person.email,
    }
