"""Every card, form and line that a view gives as an example, by view module."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import get_args, get_type_hints

import bot.ui.views
from bot.adapters.clean import clean
from bot.ui.card import Block, Button, Card, Items
from bot.ui.form import Form, Passage, TextField
from bot.ui.text import Line
from bot.ui.words import words

Example = Card | Form | Line
ARRANGED = ("sample", "scene", "stage", "agreement_stage")
"""Modules beside the views that only serve the examples."""


def modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(bot.ui.views.__path__) if found.name not in ARRANGED]
    return [importlib.import_module(f"bot.ui.views.{name}") for name in sorted(names)]


def short(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1]


def draws(module: ModuleType) -> bool:
    """Whether a public function of its own returns a card or a form."""
    own = [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and name != "examples"
    ]
    returned = [get_type_hints(function).get("return") for function in own]
    return any({Card, Form} & {one, *get_args(one)} for one in returned)


@cache
def examples(language: str) -> dict[str, dict[str, Example]]:
    """View module → name → what it draws; of several with one name the later ones are numbered."""
    w = words(language)
    found: dict[str, dict[str, Example]] = {}
    for module in modules():
        if not hasattr(module, "examples"):
            continue
        found[short(module)] = {}
        for name, example in module.examples(w):
            times = sum(other.split(" ")[0] == name for other in found[short(module)])
            found[short(module)][name if not times else f"{name} {times + 1}"] = example
    return found


def everything(language: str = "en") -> Iterator[tuple[str, Example]]:
    for module, drawn in examples(language).items():
        for name, example in drawn.items():
            yield f"{module}: {name}", example


def cards(language: str = "en") -> dict[str, Card]:
    return {name: example for name, example in everything(language) if isinstance(example, Card)}


def forms(language: str = "en") -> dict[str, Form]:
    return {name: example for name, example in everything(language) if isinstance(example, Form)}


def stripped(form: Form) -> Form:
    """With its texts as the edges hand them on: without control and direction characters."""
    texts = [
        replace(field, value=clean(field.value)) if isinstance(field, TextField) else field for field in form.fields
    ]
    return replace(form, fields=tuple(texts))


def buttons(example: Example) -> list[Button]:
    """Every button, wherever it stands."""
    match example:
        case Card(body=body, buttons=first, more=more):
            return [*first, *more, *_in(body)]
        case Form(fields=fields):
            return [button for field in fields if isinstance(field, Passage) for button in _in(field.blocks)]
        case _:
            return []


def _in(blocks: tuple[Block, ...]) -> list[Button]:
    return [one for block in blocks if isinstance(block, Items) for entry in block.entries for one in entry.buttons]
