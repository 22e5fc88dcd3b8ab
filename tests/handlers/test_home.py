"""Home, in private and as Slack's App Home."""

import pytest

from bot.handlers.desk.requests import Caller, Reply, Via
from bot.ports import Kind
from bot.ui.speech import read_aloud
from tests.handlers.office import reported, to
from tests.handlers.town import (
    DANA,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    said,
)


async def home(town: Town, who: Caller) -> Reply:
    return await town.open_home(who)


async def test_home_shows_what_i_owe_what_i_reported_and_my_teams(town: Town) -> None:
    await reported(town)

    lead, reporter = said(await home(town, LEE)), said(await home(town, DANA))

    assert "What you owe" in lead
    assert "Open in your teams" in lead
    assert "What you reported" in reporter
    assert "What you owe" not in reporter


async def test_looking_at_home_keeps_nothing_of_whoever_looked(town: Town) -> None:
    await home(town, SAM)

    stored = await town.everything()
    assert [name for name in ("Sam", "U0SAM") if name in stored] == []


@pytest.mark.parametrize("words", ["home", "Inicio", "hi", "¡Hola!", "/barrier home"])
async def test_the_private_conversation_shows_what_app_home_shows(town: Town, words: str) -> None:
    await reported(town)
    opened = said(await home(town, LEE))
    town.clock.forward(minutes=1)

    assert await town.say(LEE, words, alone(LEE), bare=True) == Reply()
    assert read_aloud((await to(town, Kind.HOME, LEE))[-1]) == opened


async def test_what_was_typed_where_others_read_is_answered_there(town: Town) -> None:
    await reported(town)

    assert "#1 ·" in said(await town.say(LEE, "home", LINCOLN))


async def test_a_greeting_where_others_read_shows_nobodys_list(town: Town) -> None:
    await reported(town)

    assert "#1" not in said(await town.say(LEE, "hi", LINCOLN, via=Via.MENTION))
