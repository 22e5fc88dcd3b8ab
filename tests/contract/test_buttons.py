"""The pressed button is the button that was drawn."""

from typing import Any

import pytest

from bot.adapters.clean import clean
from bot.ui.card import Act, Button, Card
from tests.contract import examples, pieces
from tests.contract.probe import Probe

Meaning = tuple[str, str, str, int, tuple[tuple[str, str], ...]]
EXAMPLES = examples.cards()


def drawn(button: Button) -> Meaning:
    """Its words as the edges hand words on: without control and direction characters, which cannot have come in."""
    act = button.act
    return button.label, act.verb, act.subject, act.version, tuple(sorted((key, clean(arg)) for key, arg in act.args))


async def pressed(probe: Probe, card: Card) -> list[Meaning]:
    presses = [(button.label, await probe.press(button)) for button in probe.buttons(probe.card(card))]
    return sorted(
        drawn(Button(label, Act(p.verb, p.subject, p.version, tuple(p.args.items())))) for label, p in presses
    )


@pytest.mark.parametrize("words", ["Carts", pieces.HOSTILE], ids=["plain", "hostile"])
async def test_every_button_of_a_card_means_what_was_drawn(probe: Probe, words: str) -> None:
    card = pieces.card(words)
    assert await pressed(probe, card) == sorted(map(drawn, examples.buttons(card)))


@pytest.mark.parametrize("name", pieces.MENUS)
async def test_rare_moves_mean_what_was_drawn(probe: Probe, name: str) -> None:
    assert await pressed(probe, pieces.menu(name)) == sorted(map(drawn, pieces.MENUS[name]))


async def test_every_button_of_every_example_means_what_was_drawn(probe: Probe) -> None:
    found = {name: await pressed(probe, card) for name, card in EXAMPLES.items()}
    assert found == {name: sorted(map(drawn, examples.buttons(card))) for name, card in EXAMPLES.items()}


async def test_a_press_says_who_pressed_and_on_which_message(probe: Probe) -> None:
    press = await probe.press(probe.buttons(probe.card(pieces.card()))[0])
    assert press.where is not None
    assert (press.caller.handle.platform, press.caller.handle.workspace) == (probe.platform, probe.channel.workspace)
    assert (press.where.key, press.where.private) == (probe.channel.key, False)
    assert press.where.thread


async def test_two_presses_are_two_events(probe: Probe) -> None:
    button = probe.buttons(probe.card(pieces.card()))[0]
    assert (await probe.press(button)).key != (await probe.press(button)).key


def asked(probe: Probe, card: Card) -> dict[str, tuple[Any, ...]]:
    return {button.label: button.asks for button in probe.buttons(probe.card(card)) if button.asks}


async def test_a_question_comes_first_where_one_was_drawn_and_nowhere_else(probe: Probe) -> None:
    questions = asked(probe, pieces.card())
    assert list(questions) == ["Close it"]
    assert {pieces.SURE.title, pieces.SURE.text, pieces.SURE.yes} <= set(questions["Close it"])


async def test_a_question_comes_first_among_the_rare_moves_too(probe: Probe) -> None:
    assert list(asked(probe, pieces.menu("one that asks first"))) == ["Take back"]


async def test_a_label_that_makes_no_sense_alone_is_spoken_in_full(probe: Probe) -> None:
    spoken = {button.label: button.spoken for button in probe.buttons(probe.card(pieces.card()))}
    assert spoken["Assign"] == "Assign challenge 41"
