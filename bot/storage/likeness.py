"""Whether two reports speak of the same thing: folded words, light stems, the school's synonyms; no database."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.folding import fold
from bot.storage.synonyms import GROUPS

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can cannot could did didn do does doesn doing don down during each even every few for from further get gets getting
    give given go goes going got had has hasn have haven having he her here hers him his how i if in into is isn it its
    just keep keeps kept let ll m make makes many me more most much must my need needs new not of off on once one only
    or other our ours out over own re s said same say see she should so some still such t take takes than that the their
    them then there these they thing things this those through to too try trying under until up us use used uses using
    ve very want wants was wasn we were what when where which while who whom whose why will with won would you your
    al algo ante asi aun aunque cada como con cual cuando cuanto de del desde donde dos el ella ellas ellos en entre era
    eran es esa esas ese eso esos esta estaba estan estar estas este esto estos fue ha han hasta hay he la las le les lo
    los mas me mi mis mucho muchos muy ni nos nuestra nuestras nuestro nuestros o para pero poco por porque pues que
    quien se sea ser si sin sobre solo son su sus tambien tan tanto te tener tiene tienen todo todos tu un una unas uno
    unos usar va van ya y yo no""".split()
)
_EVERYDAY = frozenset(
    """student students kid kids child children school building class grade year week day month today problem issue
    alumno alumna alumnos estudiante estudiantes nino ninos escuela clase grado ano semana dia mes hoy problema
    """.split()
)
"""Words that nearly every report has: they count little."""

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (
    *("aciones", "amente", "mente", "acion", "iones", "ando", "aron", "ado", "ada"),
    *("ing", "ion", "ied", "ies", "ers", "an", "ar", "er", "ed", "es", "s"),
)
_BROAD = frozenset({"teacher", "room", "missing", "broken", "time", "staff", "parent", "software"})
"""Groups that begin with one of these are about so much that they weigh half."""

ENOUGH = 0.4
"""Share of the weight of the shorter report that the other must have, for the two to be shown as alike."""
AT_LEAST = 1.25
"""And the weight both must have in common: one distinct word is not a likeness."""


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def stem(word: str) -> str:
    """Rough, for both languages at once: it only has to treat two forms of one word alike."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    word = word.rstrip("aeioy") if len(word) > 4 else word
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing a text speaks of: how it may be written, and how much it tells."""

    name: str
    forms: tuple[str, ...]
    weight: float


_EVERYDAY_STEMS = frozenset(map(stem, _EVERYDAY))


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in text.split())


# Of two groups with a form in common the first has it; a form as it is written goes before one with the same stem.
_GROUP_OF = {_phrase(form): group for group in reversed(GROUPS) for form in group}
_WRITTEN = {tuple(form.split()): group for group in reversed(GROUPS) for form in group}
_LONGEST = max(map(len, _GROUP_OF))


def _weight(name: str) -> float:
    if name.isdigit() or name in _EVERYDAY_STEMS:
        return 0.25
    return 0.5 if name in _BROAD else 1.0


@lru_cache(maxsize=512)
def ideas(text: str) -> tuple[Idea, ...]:
    """What `text` speaks of, each once, in order; words that say nothing are left out."""
    found: dict[str, Idea] = {}
    plain = words(text)
    stems = [stem(word) for word in plain]
    at = 0
    while at < len(plain):
        for length in range(min(_LONGEST, len(plain) - at), 0, -1):
            here = slice(at, at + length)
            group = _WRITTEN.get(tuple(plain[here])) or _GROUP_OF.get(tuple(stems[here]))
            if group and (length > 1 or plain[at] not in STOP_WORDS):
                found.setdefault(group[0], Idea(group[0], group, _weight(group[0])))
                at += length
                break
        else:
            word = plain[at]
            if word not in STOP_WORDS and (len(word) > 1 or word.isdigit()):
                found.setdefault(stems[at], Idea(stems[at], (word,), _weight(stems[at])))
            at += 1
    return tuple(found.values())


def likeness(one: str, other: str) -> float:
    """0 for texts with too little in common to be shown, else up to 1."""
    first, second = ({idea.name: idea.weight for idea in ideas(text)} for text in (one, other))
    if not first or not second:
        return 0.0
    common = sum(weight for name, weight in first.items() if name in second)
    share = common / min(sum(first.values()), sum(second.values()))
    return share if share >= ENOUGH and common >= AT_LEAST else 0.0
