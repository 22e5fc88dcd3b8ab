"""The bot as a district runs it, with Microsoft's cloud on this machine: JOURNEY_CLOUD names its key set and its host.

Without the app's password, since no token is fetched from Microsoft; those that come in are checked as ever.
"""

import json
import os
from dataclasses import replace

from aiohttp import web

from bot.adapters.teams.clouds import CLOUDS
from bot.bootstrap import Bot
from bot.logs import configure
from bot.settings import Settings


def main() -> None:
    cloud = json.loads(os.environ["JOURNEY_CLOUD"])
    settings = Settings().model_copy(update={"teams_app_id": cloud["app_id"]})
    configure(settings)
    here = replace(CLOUDS["public"], metadata=cloud["metadata"], hosts=frozenset({cloud["host"]}))
    web.run_app(Bot(settings, cloud=here).app(), host=settings.host, port=settings.port, access_log=None, print=None)


if __name__ == "__main__":
    main()
