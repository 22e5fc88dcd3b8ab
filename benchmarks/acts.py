"""What pressing "Send" on a note's form sends from Teams: one note for each challenge that there is."""

from collections.abc import Iterable
from typing import Any

from benchmarks.traffic import TOKEN
from bot.adapters.teams.acts import About, encode_about
from bot.adapters.teams.forms import TEXT
from bot.domain.vocabulary import Move

FIELD = "text"


def notes(challenges: Iterable[str]) -> tuple[dict[str, Any], ...]:
    """An action for each id, without what makes one sending of a form different from the next."""
    field = TEXT + FIELD
    return tuple(
        {
            "type": "Action.Execute",
            "verb": Move.NOTE,
            "data": {
                **encode_about(About(Move.NOTE, TOKEN, id, 1, inputs=(field,))),
                field: "The cart was charged over night and is empty again.",
            },
        }
        for id in challenges
    )
