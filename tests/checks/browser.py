"""What the checks borrow (Node, npm packages, one headless Chromium a session), and what happens without it."""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright, sync_playwright

Answer = TypeVar("Answer")

REPOSITORY = Path(__file__).resolve().parents[2]
NODE_MODULES = REPOSITORY / "node_modules"
PROGRAMS = {"node": ("node", "nodejs"), "chromium": ("chromium", "chromium-browser", "google-chrome")}

FLAGS = (  # without the last five, a closed network is asked for Google's hosts at every start
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find(thing: str) -> Path | None:
    """Where a program ("node", "chromium") or an npm package lies; None when it is not installed."""
    if thing in PROGRAMS:
        folders = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
        return next((Path(path) for name in PROGRAMS[thing] if (path := shutil.which(name, path=folders))), None)
    package = NODE_MODULES / thing
    return package if package.is_dir() else None


def need(*things: str) -> Path:
    """The path of the first of `things`; when one is missing, skips the test, or fails it if REQUIRE_JOURNEYS=1."""
    missing = [thing for thing in things if find(thing) is None]
    if missing and os.environ.get("REQUIRE_JOURNEYS") == "1":
        pytest.fail(f"{', '.join(missing)} not installed, and REQUIRE_JOURNEYS=1 forbids a skip", pytrace=False)
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    found = find(things[0])
    assert found is not None
    return found


class Browser:
    """One Chromium on a thread of its own, because Playwright's loop must not meet those of asynchronous tests."""

    def __init__(self, program: Path) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chromium")
        self._own = self._thread.submit(threading.current_thread).result()
        self._playwright, self._chromium = self._thread.submit(_launch, program).result()

    def run(self, work: Callable[[Chromium], Answer]) -> Answer:
        """The result of `work(chromium)`, done on the browser's thread; pages must not leave it."""
        if threading.current_thread() is self._own:  # asked from inside such work: waiting for it would never end
            return work(self._chromium)
        return self._thread.submit(work, self._chromium).result()

    def close(self) -> None:
        self._thread.submit(_end, self._playwright, self._chromium).result()
        self._thread.shutdown()


@cache
def shared() -> Browser:
    """The session's browser, started when first asked for; each xdist worker has its own."""
    return Browser(need("chromium"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    yield shared()


def pytest_sessionfinish() -> None:
    if shared.cache_info().currsize:
        shared().close()
        shared.cache_clear()


def _launch(program: Path) -> tuple[Playwright, Chromium]:
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=program, args=list(FLAGS), headless=True)


def _end(playwright: Playwright, chromium: Chromium) -> None:
    chromium.close()
    playwright.stop()
