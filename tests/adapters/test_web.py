"""The application around both edges: what it answers by itself, and what it says of a request."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.adapters.web import application

Browser = TestClient[Request, Application]


async def _ready() -> bool:
    return True


@pytest.fixture
async def web() -> AsyncIterator[Browser]:
    async with TestClient(TestServer(application((), ready=_ready))) as client:
        yield client


TOKEN = "read the figures, please"


@pytest.fixture
async def counting() -> AsyncIterator[Browser]:
    async with TestClient(TestServer(application((), ready=_ready, metrics_token=TOKEN))) as client:
        yield client


async def test_each_request_is_counted_by_its_route_without_what_was_sent(counting: Browser) -> None:
    await counting.get("/healthz?student=Maria")
    await counting.get("/Maria")
    counted = await (await counting.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})).text()
    assert 'barrierbot_requests_total{path="/healthz",status="200"}' in counted
    assert "Maria" not in counted


async def test_where_no_token_is_set_nobody_reads_the_figures(web: Browser) -> None:
    answers = [await web.get("/metrics", headers={"Authorization": shown}) for shown in ("Bearer ", "Bearer", "")]
    assert {answer.status for answer in answers} == {404}


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer read the figures", f"Basic {TOKEN}", TOKEN, "Bearer é"])
async def test_who_does_not_show_the_token_reads_no_figures(counting: Browser, shown: str) -> None:
    answer = await counting.get("/metrics", headers={"Authorization": shown})
    assert (answer.status, await answer.text()) == (401, "")


async def test_health_and_readiness_tell_nothing_more(web: Browser) -> None:
    answers = [await web.get(path) for path in ("/healthz", "/readyz")]
    assert [(answer.status, await answer.text()) for answer in answers] == [(200, "ok"), (200, "ready")]


@pytest.mark.parametrize(
    ("path", "asked", "spoken", "words"),
    [
        ("/privacy", "en-US,es;q=0.5", "en", "your district&#x27;s own administrator"),
        ("/privacy", "es-MX,es;q=0.9", "es", "al administrador de tu propio distrito"),
        ("/terms", "en", "en", "MIT licence"),
        ("/terms", "es", "es", "licencia MIT"),
        ("/terms", "", "en", "MIT licence"),
    ],
)
async def test_the_pages_that_the_packages_point_to_are_there_in_both_languages_without_a_script(
    web: Browser, path: str, asked: str, spoken: str, words: str
) -> None:
    answer = await web.get(path, headers={"Accept-Language": asked})
    text = await answer.text()
    assert (answer.status, answer.headers["Content-Security-Policy"]) == (200, "default-src 'none'")
    assert words in text
    assert f'lang="{spoken}"' in text
    assert "<script" not in text
