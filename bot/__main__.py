"""The command line."""

import sys

import click

from bot.settings import Settings


@click.group()
@click.version_option(package_name="barrierbot")
def main() -> None:
    """A district's log of implementation challenges, live on Slack and Microsoft Teams."""


@main.command()
def run() -> None:
    """Serve both platforms. Everything is set by environment variables; the README lists them."""
    from aiohttp import web

    from bot.bootstrap import Bot
    from bot.logs import configure

    settings = _settings()
    configure(settings)
    bot = Bot(settings)
    web.run_app(bot.app(), host=settings.host, port=settings.port, access_log=None, print=None)


@main.command()
def migrate() -> None:
    """Bring the database to this version's shape. `run` does it too."""
    from bot.storage.store import DatabaseStore

    settings = _settings()
    DatabaseStore(settings.database_url, secret_keys=settings.keys()).upgrade()
    click.echo("The database is up to date.")


def _settings() -> Settings:
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as faults:
        for fault in faults.errors():
            where = ".".join(str(part) for part in fault["loc"]).upper()
            click.echo(f"{where + ': ' if where else ''}{fault['msg'].removeprefix('Value error, ')}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
