"""The bot and the local Slack as real processes, once for all journeys, and a window for everybody who takes part.

Journeys share the district, its log and its clock: each has words of its own, and none counts on a number or a date.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, expect

from demo import local_slack
from demo.district import person
from demo.processes import free_port
from demo.stage import Stage, bot_command
from tests.checks import browser
from tests.journeys.slack_page import SlackPage, open_slack, put_away

PageAs = Callable[..., SlackPage]
NOWHERE = "http://127.0.0.1:9/"  # nobody listens there: what is on this machine at the playground's port is not ours
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
CHROMIUM = pytest.StashKey[Chromium]()


@dataclass(frozen=True)
class District:
    """The running district, for what no single person can see."""

    stage: Stage

    def kept(self, *without: str) -> str:
        """Every table of the bot's database but those `without`, as one text."""
        with closing(sqlite3.connect(f"file:{self.stage.database}?mode=ro", uri=True)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            wanted = [name for name in tables if name not in without]
            return "\n".join(str(row) for name in wanted for row in database.execute(f'SELECT * FROM "{name}"'))

    def traces_of(self, name: str) -> int:
        """How often somebody is named in the database, by whatever id.

        Not where: who is in which channel the bot asks Slack by itself, and the answer may come at any moment.
        """
        ids = (person(name).slack_id, person(name).entra_id, f"'{person(name).handle}'")
        kept = self.kept("presence")
        return sum(kept.count(one) for one in ids)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Run the whole journey on the browser's own thread: Playwright's pages must not leave it.

    With JOURNEY_PICTURES=folder, every window is pictured there as the journey left it, also when it failed.
    """
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

    def walk(chromium: Chromium) -> None:
        pyfuncitem.stash[CHROMIUM] = chromium
        try:
            pyfuncitem.obj(**wanted)
        finally:
            if folder := os.environ.get("JOURNEY_PICTURES"):
                _take_pictures(chromium, Path(folder), pyfuncitem.name)

    browser.shared().run(walk)
    return True


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Slack and bot on free ports, with an empty log. BOT_UNDER_TEST names another program in the bot's place."""
    browser.need("chromium", local_slack.PACKAGE)
    instead = os.environ.get("BOT_UNDER_TEST")
    command = (sys.executable, instead) if instead else bot_command()
    stage = Stage(
        tmp_path_factory.mktemp("stage"), slack_port=0, bot_port=free_port(), command=command, teams_service=NOWHERE
    )
    try:
        stage.start_slack()
        stage.start_bot(_log)
        yield stage
    finally:
        stage.stop()


@pytest.fixture(scope="module")
def riverbend(stage: Stage) -> District:
    return District(stage)


@pytest.fixture
def page_as(stage: Stage, request: pytest.FixtureRequest) -> Iterator[PageAs]:
    """`page_as("Dana Reyes", "general")` is a window of its own with that person in front of it."""
    contexts: list[BrowserContext] = []

    def open_as(name: str, channel: str = "general") -> SlackPage:
        if not contexts:
            contexts.append(request.node.stash[CHROMIUM].new_context(viewport={"width": 1280, "height": 900}))
            contexts[0].set_default_timeout(PATIENCE_MS)
        return open_slack(contexts[0].new_page(), stage.slack_url, name, channel)

    yield open_as
    browser.shared().run(lambda _: _close(contexts))


def _log(line: str) -> None:
    """Into what pytest shows of a journey that failed."""
    print(line, file=sys.stderr)


def _close(contexts: list[BrowserContext]) -> None:
    for context in contexts:
        put_away(context.pages[-1])
        context.close()


def _take_pictures(chromium: Chromium, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    windows = [page for context in chromium.contexts for page in context.pages]
    for number, page in enumerate(windows, start=1):
        page.screenshot(path=folder / f"{name}-{number}.png")
