"""The application as a whole, where no edge stands in front of it."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Invocation, Reply, Via, Where
from bot.ports import Unavailable
from bot.settings import Settings
from bot.ui.text import plain

ASKED = Invocation("k1", Caller(Handle(Platform.TEAMS, "t", "u")), Where("c", "c", private=True), "12", Via.COMMAND)
SAVED = Reply(line=plain("Saved."))


class GoneAfterwards:
    """A database that saved what it was given and then went away."""

    async def write(self, _: Callable[..., Any]) -> Reply:
        return SAVED

    async def read(self, _: Callable[..., Any]) -> Any:
        raise Unavailable("gone")


async def test_what_was_saved_is_answered_though_the_demos_clock_cannot_be_read() -> None:
    bot = Bot(Settings(dev_mode=True))
    bot.store = GoneAfterwards()  # type: ignore[assignment]  # what `answer` needs of the port
    assert await bot.answer(ASKED) == SAVED


@pytest.mark.parametrize(("dev", "at_least", "at_most"), [(False, 1.0, 2.0), (True, 0.0, 0.1)])
def test_a_districts_slack_is_written_to_once_a_second_and_a_demos_without_a_wait(
    dev: bool, at_least: float, at_most: float
) -> None:
    given = {"slack_signing_secret": "s", "slack_bot_token": "t", "secret_keys": "k" * 16}
    bot = Bot(Settings.model_validate(given | {"dev_mode": dev}))
    assert at_least <= bot.edges[Platform.SLACK].messenger.pace <= at_most
