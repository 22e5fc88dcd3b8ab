"""What is missing skips a test in one line, or fails it where that is forbidden; the browser answers its own thread."""

import pytest

from tests.checks.browser import need, shared


def test_what_is_missing_skips_the_test_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_JOURNEYS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^no-such-package not installed$"):
        need("no-such-package")


def test_what_is_missing_fails_the_test_where_a_skip_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_JOURNEYS", "1")
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception), match="no-such-package") as stopped:
        need("no-such-package")
    assert stopped.type is pytest.fail.Exception


def test_work_in_the_browser_may_ask_the_browser_again() -> None:
    assert shared().run(lambda _: shared().run(lambda chromium: chromium.is_connected()))


async def test_the_browser_can_be_asked_from_an_asynchronous_test() -> None:
    assert shared().run(lambda chromium: chromium.is_connected())
