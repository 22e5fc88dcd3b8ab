"""Looks through a drawn card: its nodes, and where a text ended up."""

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
UNSEEN = frozenset({"data", "verb", "msteams", "speak", "fallbackText"})
"""Read by machines or aloud, never drawn from Markdown; tested on their own."""


def nodes(card: object) -> Iterator[Node]:
    """Every object in the card, in the order in which it is drawn."""
    if isinstance(card, dict):
        yield card
        for key, value in card.items():
            yield from nodes(value) if key not in UNSEEN else ()
    if isinstance(card, list):
        for one in card:
            yield from nodes(one)


def of_type(card: object, kind: str) -> list[Node]:
    return [node for node in nodes(card) if node.get("type") == kind]


def texts(card: object) -> Iterator[tuple[str, str, str]]:
    """(type, property, text) of everything that is drawn."""
    for node in nodes(card):
        for name, value in node.items():
            if isinstance(value, str) and name not in UNSEEN:
                yield node.get("type", ""), name, value


def actions(card: object) -> list[Node]:
    return [node for node in nodes(card) if str(node.get("type", "")).startswith("Action.")]


def said(card: object) -> str:
    """All runs, one after the other."""
    return "".join(run["text"] for run in of_type(card, "TextRun"))
