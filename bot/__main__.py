"""The command line."""

import gc
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
    gc.disable()  # until all is loaded: nothing of it is garbage, and looking through it takes 0.1 s of the start

    from bot.bootstrap import Bot
    from bot.logs import configure

    settings = _settings()
    configure(settings)
    Bot(settings).run()


@main.command()
def migrate() -> None:
    """Bring the database to this version's shape. `run` does it too."""
    from bot.storage.store import DatabaseStore

    settings = _settings()
    DatabaseStore(settings.database_url, secret_keys=settings.keys()).upgrade()
    click.echo("The database is up to date.")


@main.command()
@click.argument("platform", type=click.Choice(["slack", "teams"]))
@click.option("--url", envvar="PUBLIC_URL", default="", help="The bot's public https address.")
@click.option("--app-id", envvar="TEAMS_APP_ID", default="", help="Teams: the Entra application id.")
@click.option("--socket-mode", is_flag=True, help="Slack: without a public address.")
@click.option(
    "--keep-replies",
    is_flag=True,
    envvar="SLACK_KEEP_REPLIES",
    help="Ask for what keeping ordinary thread replies as notes needs.",
)
@click.option("--output", type=click.Path(dir_okay=False, writable=True), help="Write here; Teams: the zip to upload.")
def manifest(platform: str, url: str, app_id: str, socket_mode: bool, keep_replies: bool, output: str | None) -> None:
    """Print the app manifest of a platform for an address, or write what you upload."""
    import json
    from pathlib import Path

    if not url and not (platform == "slack" and socket_mode):
        raise click.UsageError("Needs --url, or PUBLIC_URL; only Slack's Socket Mode does without.")
    if platform == "slack":
        from bot.adapters.slack.manifest import manifest as slack_manifest

        made = json.dumps(slack_manifest(url, socket_mode=socket_mode, keep_replies=keep_replies), indent=2)
        content = made.encode()
    else:
        from bot.adapters.teams.manifest import manifest as teams_manifest
        from bot.adapters.teams.manifest import package

        if not app_id:
            raise click.UsageError("Teams needs --app-id, or TEAMS_APP_ID.")
        made = json.dumps(teams_manifest(url, app_id, keep_replies=keep_replies), indent=2)
        content = package(url, app_id, keep_replies=keep_replies)
    if output:
        Path(output).write_bytes(content)
        click.echo(f"Written to {output}.")
    else:
        click.echo(made)


@main.command()
def doctor() -> None:
    """Find out what would keep the bot from working here: settings, database, keys, clock, tokens. Changes nothing."""
    import asyncio

    from bot.doctor import examine

    found = asyncio.run(examine(_settings()))
    for finding in found:
        click.echo(str(finding))
    sys.exit(any(finding.advice for finding in found))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def seed(file: str) -> None:
    """Set up teams and people from a JSON description, instead of one by one in their channels."""
    import asyncio
    from pathlib import Path

    from bot.seeding import read, seed_store
    from bot.storage.store import DatabaseStore

    settings = _settings()
    district = read(Path(file).read_text("utf-8"))
    store = DatabaseStore(settings.database_url, secret_keys=settings.keys())
    asyncio.run(seed_store(store, district))
    click.echo(f"{district.name}: {len(district.teams)} teams, {len(district.people)} people.")


@main.command()
@click.argument("words")
@click.option("--as", "platform", type=click.Choice(["slack", "teams"]), default="slack", show_default=True)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
def say(words: str, platform: str, language: str) -> None:
    """Show what the bot would answer to WORDS, e.g. "/barrier The copier jams": reply, row, outbox, both renderings."""
    import asyncio

    from bot.say import rehearse

    click.echo(asyncio.run(rehearse(words, platform, language)))


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
