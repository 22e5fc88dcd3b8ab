"""The bot and the local Slack as real processes for each journey, and a browser window for everybody who takes part."""

import json
import os
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext

from demo import local_slack
from demo.processes import free_port
from demo.stage import Stage, bot_command
from tests.checks import browser
from tests.journeys.slack_page import SlackPage, open_slack

PageAs = Callable[..., SlackPage]
PATIENCE_MS = 8_000
CHROMIUM = pytest.StashKey[Chromium]()


@dataclass(frozen=True)
class District:
    """The running district, for what no single person can see."""

    stage: Stage

    def everything_said(self) -> str:
        """Every message anywhere, private ones too, with its blocks: to show that something is in none of them."""
        channels = self._ask("state")["channels"]
        return json.dumps([self._ask(f"messages/{one['id']}") for one in channels], ensure_ascii=False)

    def _ask(self, what: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.stage.slack_url}/_control/{what}") as answer:
            heard: dict[str, Any] = json.load(answer)
        return heard


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


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Slack and bot on free ports, with an empty log. BOT_UNDER_TEST names another program in the bot's place."""
    browser.need("chromium", local_slack.PACKAGE)
    instead = os.environ.get("BOT_UNDER_TEST")
    command = (sys.executable, instead) if instead else bot_command()
    stage = Stage(tmp_path, slack_port=0, bot_port=free_port(), command=command)
    try:
        stage.start_slack()
        stage.start_bot()
        yield stage
    finally:
        stage.stop()


@pytest.fixture
def riverbend(stage: Stage) -> District:
    return District(stage)


@pytest.fixture
def page_as(stage: Stage, request: pytest.FixtureRequest) -> Iterator[PageAs]:
    """`page_as("Dana Reyes", "general")` is a window of its own with that person in front of it."""
    contexts: list[BrowserContext] = []

    def open_as(name: str, channel: str = "general") -> SlackPage:
        context = request.node.stash[CHROMIUM].new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        return open_slack(context.new_page(), stage.slack_url, name, channel)

    yield open_as
    browser.shared().run(lambda _: _close(contexts))


def _close(contexts: list[BrowserContext]) -> None:
    for context in contexts:
        context.close()


def _take_pictures(chromium: Chromium, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    windows = [page for context in chromium.contexts for page in context.pages]
    for number, page in enumerate(windows, start=1):
        page.screenshot(path=folder / f"{name}-{number}.png")
