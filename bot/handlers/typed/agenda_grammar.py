"""What may follow /agenda; a line is one of these only when the whole line fits."""

from dataclasses import dataclass

from bot.domain.folding import fold
from bot.handlers.typed import day_phrases


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Calendar:
    """`days` is what was said about school days, word for word; "" asks to see the calendar."""

    days: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    pass


@dataclass(frozen=True, slots=True)
class Unclear:
    words: str


Typed = Help | Calendar | Review | Unclear

_REVIEW = frozenset({"review", "start the review", "monthly review", "revision", "empezar la revision", "revisar"})
_HELP = frozenset({"help", "help me", "ayuda", "ayudame", "commands", "comandos", "?"})
_CALENDAR = ("school calendar", "calendario escolar", "calendar", "calendario")


def parse(text: str) -> Typed:
    words = " ".join(text.split())
    said = fold(words).strip(" .!¡¿;")
    if said in _HELP:
        return Help()
    if said in _REVIEW:
        return Review()
    for name in _CALENDAR:
        if said == name:
            return Calendar()
        if said.startswith(f"{name} "):
            words = " ".join(words.split()[len(name.split()) :])
            break
    return Calendar(words) if day_phrases.head(words) else Unclear(text.strip())
