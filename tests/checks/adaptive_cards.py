"""Would Teams draw this card well? Asked of the official Adaptive Cards parser in Chromium and of our own rules."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.checks.adaptive_lint import lint
from tests.checks.browser import NODE_MODULES, find, need, shared

PARSE: Final = Path(__file__).with_name("adaptive_parse.js")
BUNDLE: Final = NODE_MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js"

# What Teams understands and version 1.5 of the parser does not; by element, "*" for any.
EXTENSIONS: Final[dict[str, list[str]]] = {
    "*": ["targetWidth"],
    "AdaptiveCard": ["msteams", "metadata"],
    "Action.Submit": ["msteams"],
    "Image": ["msteams"],
    "Input.ChoiceSet": ["choices.data"],
}


def faults(card: dict[str, Any]) -> list[str]:
    """Everything wrong with one card, as sentences; empty when Teams should draw it well.

    Without Chromium the parser cannot be asked: what our rules find is returned, and a clean card skips the test.
    """
    return faults_of([card])[0]


def faults_of(cards: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The same for many cards in one call of the page, in their order."""
    linted = [lint(card) for card in cards]
    if any(linted) and not all(map(find, ("chromium", "adaptivecards"))):
        return linted
    need("chromium", "adaptivecards")
    page = _page()
    question = {"cards": list(cards), "extensions": EXTENSIONS}
    parsed: list[list[str]] = shared().run(lambda _: page.evaluate(PARSE.read_text(), question))
    return [ours + theirs for ours, theirs in zip(linted, parsed, strict=True)]


def picture(card: dict[str, Any], path: Path, *, width: int = 480) -> Path:
    """Draws the card to a PNG file, roughly as Teams' light theme would."""
    from tests.checks.pictures import adaptive_picture

    return adaptive_picture(card, path, width=width)


@cache
def _page() -> Page:
    return shared().run(load)


def load(chromium: Chromium) -> Page:
    """A new page with the official bundle in it; to be called on the browser's thread."""
    page = chromium.new_page()
    page.set_content("<!doctype html><html lang='en'><title>card</title><body></body></html>")
    page.add_script_tag(path=BUNDLE)
    return page
