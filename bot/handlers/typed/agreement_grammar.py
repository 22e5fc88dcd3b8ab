"""What may follow /agreements, in English and Spanish; a line is one of these only when the whole line fits."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.folding import fold


class Bare(StrEnum):
    """What stands alone."""

    SHOW = "show"
    HELP = "help"
    PROPOSE = "propose"
    PROPOSALS = "proposals"
    WORD = "word"
    ASK = "ask"
    PULSE = "pulse"
    HISTORY = "history"
    RETIRE = "retire"


BARE: dict[str, Bare] = {
    **dict.fromkeys(("", "show", "ver", "mostrar"), Bare.SHOW),
    **dict.fromkeys(("help", "ayuda", "?"), Bare.HELP),
    **dict.fromkeys(("propose", "proponer"), Bare.PROPOSE),
    **dict.fromkeys(("proposals", "propuestas"), Bare.PROPOSALS),
    **dict.fromkeys(("word", "wording", "revise", "redactar", "revisar"), Bare.WORD),
    **dict.fromkeys(("ask", "consent", "preguntar"), Bare.ASK),
    **dict.fromkeys(("pulse", "pulso"), Bare.PULSE),
    **dict.fromkeys(("history", "versions", "historial", "versiones"), Bare.HISTORY),
    **dict.fromkeys(("retire", "retirar"), Bare.RETIRE),
}
_PROPOSE = frozenset({"propose", "proponer"})


@dataclass(frozen=True, slots=True)
class Propose:
    """Word for word."""

    words: str


@dataclass(frozen=True, slots=True)
class Unclear:
    words: str


Typed = Bare | Propose | Unclear


def parse(text: str) -> Typed:
    said = fold(text)
    found = BARE.get(said.strip(" .!¡¿,;:"), BARE.get(said))
    if found:
        return found
    verb, _, rest = text.strip().partition(" ")
    return Propose(rest.strip()) if fold(verb).rstrip(":,") in _PROPOSE else Unclear(text.strip())
