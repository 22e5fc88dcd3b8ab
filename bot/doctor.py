"""What keeps the bot from working here, found out beforehand: one line a thing, "ok" or what to do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters import far_clock
from bot.ports import Clock, Unavailable
from bot.settings import Settings
from bot.storage.migrations import NEWEST
from bot.storage.store import DatabaseStore, SystemClock

if TYPE_CHECKING:
    from bot.adapters.teams.clouds import Cloud

TOLERATED = timedelta(seconds=60)
"""Slack and Teams refuse, or are refused, at five minutes."""


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    advice: str = ""
    """What to do; "" where all is well."""

    def __str__(self) -> str:
        return f"{self.what}: {self.advice or 'ok'}"


async def examine(
    settings: Settings, *, clock: Clock | None = None, cloud: "Cloud | None" = None, http_client: object | None = None
) -> list[Finding]:
    """Changes nothing. `cloud` and `http_client` (MSAL's seam) stand for what the settings name."""
    clock = clock or SystemClock()
    found = [Finding("settings"), *await _records(settings)]
    if settings.slack:
        found += await _slack(settings, clock)
    if settings.teams_app_id:
        found += await _teams(settings, clock, cloud, http_client)
    return found


async def _records(settings: Settings) -> list[Finding]:
    store = DatabaseStore(settings.database_url, secret_keys=settings.keys())
    try:
        revision = await store.revision()
        if revision != NEWEST:
            newer = revision > NEWEST
            advice = "a newer version made it: update the bot" if newer else "run: barrierbot migrate"
            return [Finding("database", advice)]
        closed = await store.read(lambda session: session.installations.unreadable() + session.looks.unreadable())
    except Unavailable:
        return [Finding("database", "cannot be reached: check DATABASE_URL; a new file is made by: barrierbot migrate")]
    finally:
        await store.close()
    advice = f"none of them opens {closed} of the stored tokens and addresses: add the key that closed them"
    return [Finding("database"), Finding("secret keys", advice if closed else "")]


async def _slack(settings: Settings, clock: Clock) -> list[Finding]:
    from bot.adapters.slack.checkup import token_trouble

    url, found = settings.slack_api_url, [await _clock("Slack", settings.slack_api_url, clock)]
    if token := settings.slack_bot_token:
        variable = "SLACK_BOT_TOKEN"
        advice = await token_trouble(url, token.get_secret_value(), variable=variable, method="auth.test")
        found.append(Finding("Slack token", advice))
    if token := settings.slack_app_token:
        variable = "SLACK_APP_TOKEN"
        advice = await token_trouble(url, token.get_secret_value(), variable=variable, method="apps.connections.open")
        found.append(Finding("Slack app token", advice))
    return found


async def _teams(settings: Settings, clock: Clock, cloud: "Cloud | None", http_client: object | None) -> list[Finding]:
    from bot.adapters.teams.app import bot_token
    from bot.adapters.teams.checkup import token_trouble
    from bot.adapters.teams.clouds import CLOUDS

    cloud = cloud or CLOUDS[settings.teams_cloud]
    password = settings.teams_app_password.get_secret_value() if settings.teams_app_password else ""
    token = bot_token(settings.teams_app_id, password, settings.teams_tenant_ids, cloud, http_client=http_client)
    return [
        await _clock("Teams", cloud.metadata, clock),
        Finding("Teams token", await token_trouble(token)),
    ]


async def _clock(platform: str, url: str, clock: Clock) -> Finding:
    ahead = await far_clock.ahead(url, clock)
    if ahead is None:
        return Finding(f"clock against {platform}", f"no answer from {url}: see whether this machine reaches it")
    off = "ahead" if ahead > timedelta() else "behind"
    advice = f"this machine's is {abs(ahead).total_seconds():.0f} s {off}: let it be set by NTP"
    return Finding(f"clock against {platform}", advice if abs(ahead) > TOLERATED else "")
