"""A demo's clock, which people may move."""

from datetime import timedelta

import pytest

from bot.handlers.desk.demo_clock import OFFSET, skip
from tests.handlers.town import (
    DANA,
    LINCOLN,
    Town,
)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("skip 3 weeks", timedelta(weeks=3)),
        ("skip 1 day", timedelta(days=1)),
        ("saltar 2 semanas", timedelta(weeks=2)),
        ("skip 5 meses", timedelta(days=150)),
        ("skip", None),
        ("skip three weeks", None),
        ("skip 9999 weeks", None),
        ("skip 3 fortnights", None),
    ],
)
def test_the_demos_clock_reads_how_far_to_skip(words: str, span: timedelta | None) -> None:
    assert skip(words) == span


async def test_the_demos_clock_moves_in_a_demo_and_nowhere_else(town: Town) -> None:
    await town.say(DANA, "skip 3 weeks", LINCOLN, command="demo")
    assert await town.store.read(lambda session: session.setting(OFFSET)) is None

    town.dev = True
    await town.say(DANA, "skip 3 weeks", LINCOLN, command="demo")
    await town.say(DANA, "skip 1 day", LINCOLN, command="demo")

    offset = await town.store.read(lambda session: session.setting(OFFSET))
    assert float(offset or 0) == timedelta(days=22).total_seconds()
