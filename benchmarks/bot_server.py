"""The whole bot as `barrierbot run` starts it, with a district in it, and Microsoft's side led to the local sinks."""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace

import msal

from benchmarks import district
from bot.adapters.teams import clouds
from bot.bootstrap import Bot
from bot.logs import configure
from bot.settings import Settings


class LocalSignIn:
    """Where MSAL would ask Microsoft for the bot's own token, once in a process; the sinks take any."""

    def __init__(self, **_: object) -> None:
        pass

    def acquire_token_for_client(self, _: Sequence[str]) -> dict[str, object]:
        return {"access_token": "a token for the benchmark", "expires_in": 7200}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sinks", required=True)
    options.add_argument("--connector", required=True)
    chosen = options.parse_args()
    public = clouds.CLOUDS["public"]
    clouds.CLOUDS["public"] = replace(
        public, metadata=f"http://{chosen.sinks}/openid", hosts=frozenset({chosen.connector})
    )
    msal.ConfidentialClientApplication = LocalSignIn
    settings = Settings()
    configure(settings)
    bot = Bot(settings)
    bot.store.upgrade()
    asyncio.run(bot.store.write(lambda session: district.found(session, f"https://{chosen.connector}/amer/")))
    bot.run()


if __name__ == "__main__":
    main()
