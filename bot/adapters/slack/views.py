"""Cards and lines shown in a modal or on the App Home."""

from bot.adapters.slack.acts import About, encode_about
from bot.adapters.slack.cards import VIEW_BLOCKS, Json, blocks, line_blocks, plain
from bot.handlers.desk.requests import Where
from bot.ui.card import Card
from bot.ui.limits import FORM_TITLE
from bot.ui.text import Line
from bot.ui.words import words

SHOWN = "shown"
"""callback_id of a modal that only shows something."""


def card_modal(card: Card, where: Where | None) -> Json:
    """The title stands in the bar where it fits, else as the first block under the bot's own name for it."""
    w = words(card.language)
    fits = len(card.title) <= FORM_TITLE and bool(card.body)
    title = card.title if fits else w("Barrier")
    return _modal(title, blocks(card, most=VIEW_BLOCKS, titled=not fits), w("Close"), where)


def line_modal(line: Line, language: str, where: Where | None) -> Json:
    w = words(language)
    return _modal(w("Barrier"), line_blocks(line), w("Close"), where)


def home(card: Card) -> Json:
    return {"type": "home", "blocks": blocks(card, most=VIEW_BLOCKS)}


def _modal(title: str, drawn: list[Json], close: str, where: Where | None) -> Json:
    return {
        "type": "modal",
        "callback_id": SHOWN,
        "title": plain(title),
        "close": plain(close),
        "private_metadata": encode_about(About(where=where)),
        "blocks": drawn,
    }
