"""Every example, as each platform gets it, in each language: as it was seen and found good. ACCEPT=1 writes it anew."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack import cards as slack_cards
from bot.adapters.slack import forms as slack_forms
from bot.adapters.slack import views as slack_views
from bot.adapters.teams import cards as teams_cards
from bot.adapters.teams import forms as teams_forms
from bot.ui.card import Card
from bot.ui.examples import examples as all_examples
from bot.ui.form import Form
from bot.ui.words import LANGUAGES, words
from tests.checks import adaptive_cards, slack_blocks
from tests.contract import examples
from tests.contract.examples import Example
from tests.contract.slack import WHERE

Json = dict[str, Any]

FOLDER = Path(__file__).parent / "goldens"
PLATFORMS = ("slack", "teams")
HOSTILE = ("<!channel>", "](https://evil.example)", "{{DATE(2026-01-01)}}", "\u202e")
SHORT = {"help"}
"""Shows no words of anybody's; long ones are not carried into its offer to report them."""
QUOTES_NOBODY = {"digest", "reminders"}
"""Shows numbers, days and our own words only, so that nothing has to be taken back from it."""
CHAT, DIALOG = teams_cards.Surface.CHAT, teams_cards.Surface.DIALOG


def on_slack(example: Example, language: str) -> Json:
    match example:
        case Card():
            return slack_cards.message(example)
        case Form():
            return slack_forms.modal(example, WHERE)
        case _:
            return slack_cards.line_message(example)


def on_teams(example: Example, language: str) -> Json:
    match example:
        case Card():
            return teams_cards.card(example, CHAT)
        case Form():
            return teams_forms.card(example, DIALOG, token="k-of-this-drawing")
        case _:
            return teams_cards.line_card(example, language)


DRAW = {"slack": on_slack, "teams": on_teams}


def path(platform: str, language: str, module: str) -> Path:
    return FOLDER / platform / language / f"{module}.json"


@cache
def drawn() -> dict[Path, Json]:
    """Path → name → payload, of everything there is."""
    return {
        path(platform, language, module): {name: DRAW[platform](one, language) for name, one in given.items()}
        for platform in PLATFORMS
        for language in LANGUAGES
        for module, given in examples.examples(language).items()
    }


def named(platform: str) -> dict[str, Json]:
    found = {file: given for file, given in drawn().items() if file.is_relative_to(FOLDER / platform)}
    return {
        f"{file.parent.name} {file.stem}: {name}": one for file, given in found.items() for name, one in given.items()
    }


def text_of(content: Json) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def accept() -> None:
    """Every worker of a run does so: a file is there whole or not at all, as the others are reading."""
    for file in set(FOLDER.rglob("*.json")) - drawn().keys():
        file.unlink(missing_ok=True)
    for file, content in drawn().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_name(f"{file.stem}-{os.getpid()}")
        whole.write_text(text_of(content))
        whole.replace(file)


@pytest.fixture(scope="module", autouse=True)
def accepted() -> None:
    if os.environ.get("ACCEPT") == "1":
        accept()


@pytest.mark.parametrize("file", sorted(drawn()), ids=lambda file: str(file.relative_to(FOLDER)))
def test_every_example_is_drawn_as_it_was_found_good(file: Path) -> None:
    assert file.exists(), "not seen yet: look at it, then run with ACCEPT=1"
    assert drawn()[file] == json.loads(file.read_text())


def test_no_golden_is_left_over() -> None:
    assert sorted(FOLDER.rglob("*.*")) == sorted(drawn())


def surface(example: Json) -> slack_blocks.Surface:
    return "modal" if example.get("type") == "modal" else "message"


def test_slack_would_take_every_example() -> None:
    found = {name: slack_blocks.faults(one, surface=surface(one)) for name, one in named("slack").items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_slack_would_take_every_card_in_a_modal_and_on_the_home_tab() -> None:
    cards = examples.cards()
    found = {
        f"modal {n}": slack_blocks.faults(slack_views.card_modal(c, WHERE), surface="modal") for n, c in cards.items()
    }
    found |= {f"home {n}": slack_blocks.faults(slack_views.home(c), surface="home") for n, c in cards.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_teams_would_draw_every_example() -> None:
    cards = named("teams")
    found = dict(zip(cards, adaptive_cards.faults_of(list(cards.values())), strict=True))
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_view_module_that_draws_has_examples() -> None:
    drawing = {examples.short(module) for module in examples.modules() if examples.draws(module)}
    assert drawing
    assert drawing - examples.examples("en").keys() == set()


def test_the_examples_are_those_that_the_bot_collects() -> None:
    collected = list(all_examples(words("en")))
    assert len(dict(collected)) == len(collected), "two examples have one name"
    ours = [one for name, one in examples.everything() if isinstance(one, Card | Form)]
    assert [one for _, one in collected] == ours


def words_of(module: str) -> str:
    return "\n".join(map(repr, examples.examples("en")[module].values()))


@pytest.mark.parametrize("module", sorted(examples.examples("en").keys() - QUOTES_NOBODY))
def test_every_view_module_has_an_example_with_hostile_words(module: str) -> None:
    assert [mark for mark in HOSTILE if repr(mark)[1:-1] not in words_of(module)] == []


@pytest.mark.parametrize("module", sorted(examples.examples("en").keys() - SHORT - QUOTES_NOBODY))
def test_every_view_module_has_an_example_with_long_words(module: str) -> None:
    assert "A very long story" in words_of(module)


def test_some_example_has_words_of_emoji_only() -> None:
    assert any("Said(text='👍'" in words_of(module) for module in examples.examples("en"))
