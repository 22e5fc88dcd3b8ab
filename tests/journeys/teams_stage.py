"""The stage with Teams on it: the bot as a district runs it, between the local Slack and our own Teams service."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from demo.stage import Stage
from tests.adapters.teams.keyset import APP_ID
from tests.journeys.teams_service import TeamsService


def both_platforms(teams: TeamsService, folder: Path, bot_port: int) -> Iterator[Stage]:
    command = (sys.executable, "-m", "tests.journeys.teams_bot")
    stage = Stage(folder, slack_port=0, bot_port=bot_port, command=command, teams_service=teams.url)
    teams.bot_url = stage.bot_url
    cloud = {"app_id": APP_ID, "metadata": teams.keys.metadata_url, "host": urlsplit(teams.url).netloc}
    try:
        stage.start_slack()
        stage.start_bot(
            more={"DEV_MODE": "", "SSL_CERT_FILE": str(teams.certificate), "JOURNEY_CLOUD": json.dumps(cloud)}
        )
        yield stage
    finally:
        stage.stop()
