"""Every card and form there is, as named examples: what the goldens draw and what the platforms' checks read."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from bot.ui import views
from bot.ui.card import Card
from bot.ui.form import Form
from bot.ui.words import Words


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    """(name, card or form) of each view module that has examples, by module; a name comes once."""
    for module in sorted(found.name for found in iter_modules(views.__path__)):
        view = import_module(f"{views.__name__}.{module}")
        for name, drawn in getattr(view, "examples", _none)(w):
            if isinstance(drawn, Card | Form):  # lines are no golden of their own
                yield name, drawn


def _none(_: Words) -> Iterator[tuple[str, Card | Form]]:
    return iter(())
