"""`barrierbot doctor`: each thing that would keep the bot from working is named, with what to do about it."""

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from bot.__main__ import main
from bot.adapters.teams.clouds import CLOUDS
from bot.doctor import examine
from bot.domain.vocabulary import Platform
from bot.settings import Settings
from bot.storage import engines
from bot.storage.migrations import NEWEST
from bot.storage.store import DatabaseStore
from tests.adapters.slack import api
from tests.adapters.slack.api import FakeSlack
from tests.adapters.teams.sign_in import SignIn
from tests.support.database import *  # noqa: F403 - fixtures are shared by importing them
from tests.support.database import KEYS, NOW, HandClock

ALL_WELL = {
    "settings": "",
    "database": "",
    "secret keys": "",
    "clock against Slack": "",
    "Slack token": "",
    "Slack app token": "",
    "clock against Teams": "",
    "Teams token": "",
}
Diagnosis = dict[str, str]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    app = fake.app()
    app.on_response_prepare.append(_dated)
    async with TestServer(app) as server:
        fake.address = str(server.make_url("")).rstrip("/")
        yield fake


async def _dated(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Date"] = format_datetime(NOW, usegmt=True)


@pytest.fixture
def sign_in() -> SignIn:
    found = SignIn()
    found.open.set()
    return found


@pytest.fixture
def settings(slack: FakeSlack, database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        secret_keys=",".join(key.replace(" ", "-") for key in KEYS),
        slack_signing_secret="a signing secret",
        slack_bot_token="xoxb-riverbend",
        slack_app_token="xapp-riverbend",
        slack_api_url=slack.api_url,
        teams_app_id="app-7",
        teams_app_password="s3cret",
        teams_tenant_ids="district.example",
    )


async def diagnosis(settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock) -> Diagnosis:
    cloud = replace(CLOUDS["public"], metadata=f"{slack.address}/openid")
    found = await examine(settings, clock=clock, cloud=cloud, http_client=sign_in)
    return {finding.what: finding.advice for finding in found}


async def test_where_all_is_well_each_thing_is_said_to_be(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock
) -> None:
    assert await diagnosis(settings, slack, sign_in, clock) == ALL_WELL
    assert [(call.method, call.token) for call in slack.calls if call.method != ""] == [
        ("auth.test", "xoxb-riverbend"),
        ("apps.connections.open", "xapp-riverbend"),
    ]
    assert [sent["client_secret"] for sent in sign_in.sent] == ["s3cret"]


@pytest.mark.parametrize(
    ("manner", "advice"),
    [
        (api.error("token_revoked"), "(token_revoked): copy SLACK_BOT_TOKEN anew"),
        (api.limited("30"), "try again in a minute"),
        (api.broken, "see whether this machine reaches it"),
        (api.nonsense, "see whether this machine reaches it"),
    ],
)
async def test_a_slack_token_that_is_not_taken(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock, manner: api.Manner, advice: str
) -> None:
    slack.manners["auth.test"] = [manner]
    found = await diagnosis(settings, slack, sign_in, clock)
    assert advice in found.pop("Slack token")
    assert found == {name: "" for name in ALL_WELL if name != "Slack token"}


@pytest.mark.parametrize(
    ("error", "lost", "advice"),
    [
        ("invalid_client", False, "(invalid_client): set TEAMS_APP_PASSWORD"),
        ("unauthorized_client", False, "compare TEAMS_APP_ID"),
        ("", True, "see whether this machine reaches Microsoft's sign-in"),
    ],
)
async def test_a_teams_token_that_is_not_given(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock, error: str, lost: bool, advice: str
) -> None:
    sign_in.error, sign_in.lost = error, lost
    found = await diagnosis(settings, slack, sign_in, clock)
    assert advice in found["Teams token"]
    assert "with a secret" not in found["Teams token"]  # nothing of what Microsoft describes


@pytest.mark.parametrize(("seconds", "said"), [(61, "61 s ahead"), (-400, "400 s behind"), (59, ""), (-59, "")])
async def test_a_clock_that_goes_wrong(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock, seconds: int, said: str
) -> None:
    clock.forward(seconds=seconds)
    found = await diagnosis(settings, slack, sign_in, clock)
    assert [bool(found[name]) for name in ("clock against Slack", "clock against Teams")] == [bool(said)] * 2
    assert said in found["clock against Slack"]


async def test_platforms_that_cannot_be_reached(settings: Settings, sign_in: SignIn, clock: HandClock) -> None:
    nowhere = FakeSlack(address="http://127.0.0.1:1")
    away = settings.model_copy(update={"slack_api_url": nowhere.api_url})
    found = await diagnosis(away, nowhere, sign_in, clock)
    assert {name for name, advice in found.items() if "see whether this machine reaches it" in advice} == {
        "clock against Slack",
        "Slack token",
        "Slack app token",
        "clock against Teams",
    }


@pytest.mark.parametrize(
    ("revision", "advice"), [("0001", "run: barrierbot migrate"), ("9999", "a newer version made it: update the bot")]
)
async def test_tables_of_another_version(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock, revision: str, advice: str
) -> None:
    engine = create_engine(engines.parse(settings.database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    found = await diagnosis(settings, slack, sign_in, clock)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": NEWEST})
    engine.dispose()
    assert found["database"] == advice
    assert "secret keys" not in found


async def test_a_token_that_no_key_opens(
    settings: Settings, slack: FakeSlack, sign_in: SignIn, clock: HandClock, database_url: str
) -> None:
    store = DatabaseStore(database_url, secret_keys=("a key that was lost since",))
    await store.write(lambda session: session.installations.put(Platform.SLACK, "T0", {"bot_token": "xoxb-1"}))
    await store.close()
    found = await diagnosis(settings, slack, sign_in, clock)
    assert found["secret keys"].startswith("none of them opens 1 of the stored tokens and addresses")


def test_the_command_says_one_line_a_thing_and_fails_when_something_is_to_be_done(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    env = {"DATABASE_URL": f"sqlite:///{file}", "DEV_MODE": "1"}
    missing = CliRunner().invoke(main, ["doctor"], env=env)
    assert missing.exit_code == 1
    assert missing.output.splitlines() == [
        "settings: ok",
        "database: cannot be reached: check DATABASE_URL; a new file is made by: barrierbot migrate",
    ]
    assert not file.exists()
    sqlite3.connect(file).close()
    empty = CliRunner().invoke(main, ["doctor"], env=env)
    assert empty.output.splitlines() == ["settings: ok", "database: run: barrierbot migrate"]
    assert CliRunner().invoke(main, ["migrate"], env=env).exit_code == 0
    well = CliRunner().invoke(main, ["doctor"], env=env)
    assert (well.exit_code, well.output.splitlines()) == (0, ["settings: ok", "database: ok", "secret keys: ok"])
