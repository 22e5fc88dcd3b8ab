"""What may be typed about meetings after /agenda; a line is one of these only when the whole line fits."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.folding import fold
from bot.domain.recurrence import Weekly
from bot.handlers.typed.series_grammar import read


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next in this channel."""


@dataclass(frozen=True, slots=True)
class New:
    """A form for a new series."""


@dataclass(frozen=True, slots=True)
class Every:
    """A rhythm, as it was typed."""

    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """Another rhythm for a series. `which` is its number on the list, or its rhythm so far; `to` what was said of the
    new one; "" asks for either."""

    which: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    pass


@dataclass(frozen=True, slots=True)
class Move:
    """`to` is the day, the time, or both; "" asks for them."""

    to: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    pass


@dataclass(frozen=True, slots=True)
class Cancel:
    pass


Typed = Next | New | Every | Change | Skip | Move | Post | Cancel

_BARE: dict[str, Typed] = {
    **dict.fromkeys(("", "next", "siguiente", "proxima", "la proxima", "proxima reunion"), Next()),
    **dict.fromkeys(("new", "add", "form", "new meeting", "nueva", "agregar", "nueva reunion", "formulario"), New()),
    **dict.fromkeys(
        ("skip", "skip it", "skip next", "skip the next one", "skip this one", "saltar", "omitir", "saltar la proxima"),
        Skip(),
    ),
    **dict.fromkeys(("post", "post it", "post now", "post it now", "publicar", "publicala", "publicar ahora"), Post()),
    **dict.fromkeys(
        ("cancel", "cancel it", "cancel the series", "stop", "cancelar", "cancelar la serie", "cancelala"), Cancel()
    ),
    **dict.fromkeys(("move", "move it", "mover", "moverla", "muevela"), Move()),
}
_MOVE = re.compile(
    r"(?:move|reschedule|shift)(?: it| the (?:next )?meeting| next)?(?: to| on)? (.+)"
    r"|change(?: it| the (?:next )?meeting)? to (.+)"
    r"|(?:mover|pasar|cambiar|mueve|pasa|cambia)(?:la)?(?: la (?:proxima )?reunion)?(?: a la?s?| al?| para)? (.+)"
)
_CHANGE = re.compile(
    r"(?:change|edit)(?: it| the (?:meetings?|series|rhythm))?(?: (?:number )?(?P<which>.+?))??(?: to (?P<to>.+))?"
    r"|(?:cambia|edita|modifica)(?:r|la|rla)?(?: (?:la |el |las )?(?:reunion|reuniones|serie|ritmo))?"
    r"(?: (?:la |el |los |numero )*(?P<cual>.+?))??(?: (?P<hora>a las? .+)| (?:a|por|para) (?P<por>.+))?"
)
_RHYTHMIC = re.compile(r"\b(?:every|each|cada|todos|todas|daily|weekly|monthly|biweekly|diario|mensual|semanal)\b")
_ANY_DAY = date(2000, 1, 1)
"""What days are meant is read later; here only whether it is a rhythm."""
_FEW = 5
"""Words. A longer line that begins like a rhythm and holds none is somebody's sentence."""


def parse(text: str) -> Typed | None:
    """None when it is nothing about meetings."""
    said = fold(text).strip(" .!¡¿;")
    if said in _BARE:
        return _BARE[said]
    if change := _change(said):
        return change
    if move := _MOVE.fullmatch(said):
        return Move(move[1] or move[2] or move[3])
    rhythm = read(said, today=_ANY_DAY, language="en")
    if rhythm.rule is not None or (_RHYTHMIC.match(said) and (rhythm.at or len(said.split()) <= _FEW)):
        return Every(text.strip())
    return None


def _change(said: str) -> Change | None:
    """A day or a time alone is meant for one meeting; a series is changed by its number or by another rhythm."""
    found = _CHANGE.fullmatch(said)
    if found is None:
        return None
    which = (found["which"] or found["cual"] or "").lstrip("#")
    to = found["to"] or found["hora"] or found["por"] or ""
    if (which and not which.isdecimal() and not _is_rhythm(which)) or (to and not which and not _is_rhythm(to)):
        return None
    return Change(which, to)


def _is_rhythm(said: str) -> bool:
    """More than the name of a day."""
    rule = read(said, today=_ANY_DAY, language="en").rule
    if isinstance(rule, Weekly) and rule.every == 1:
        return _RHYTHMIC.search(said) is not None
    return rule is not None
