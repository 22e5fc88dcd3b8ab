"""Find what may point at one student in a report's words: a question to the reporter, so it would rather miss than nag.

A name alone is no find; a name beside "student", "IEP", "in 3rd grade" or "his mom" is. Every rule looks at a bounded
stretch of words, so the work grows with the text's length and no faster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.student_names import names


class FindKind(StrEnum):
    """What was found; the reporter is told in these terms."""

    student_name = "student_name"
    id_number = "id_number"
    birth_date = "birth_date"
    email = "email"
    phone = "phone"


@dataclass(frozen=True, slots=True)
class Find:
    """`text[start:end]` may point at a student."""

    start: int
    end: int
    kind: FindKind


def finds(text: str) -> tuple[Find, ...]:
    """What may point at a student, in the text's order and without overlaps."""
    named = (Find(start, end, FindKind.student_name) for start, end in names(text))
    found = sorted((*_figures(text), *named), key=lambda find: (find.start, -find.end))
    kept: list[Find] = []
    for find in found:
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return tuple(kept)


_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?!\d)" + (
    r"|[a-z]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} (?:de )?[a-z]{3,10} (?:de |del )?\d{4})"
)
_LINK = r"(?:\s?(?::|#|=|-|is|was|on|es|el|no\.?|num(?:ber)?|n[uú]mero|fue)){0,2}\s?"
_ID = r"[a-z]{0,3}\d{4,12}(?!\w)"
_STUDENT = r"(?:student|pupil|child|estudiante|alumn[oa])"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (FindKind.email, r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
        (FindKind.id_number, r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
        (FindKind.id_number, rf"\b{_STUDENT}(?:'?s)? ?(?:id|i\.d\.|number|no\.|#|num){_LINK}{_ID}"),
        (FindKind.id_number, rf"\b{_STUDENT} \d{{5,12}}(?!\w)"),
        (FindKind.id_number, rf"\b(?:ssn|social security(?: number)?|sasid|medicaid(?: id| number)?|matr[ií]cula"
        rf"|lunch (?:pin|number|id)){_LINK}{_ID}"),
        (FindKind.id_number, rf"\b(?:id|n[uú]mero|matr[ií]cula) (?:de |del )(?:el |la )?{_STUDENT}{_LINK}{_ID}"),
        (FindKind.birth_date, rf"\b(?:dob|d\.o\.b\.?|date of birth|birth ?date|fecha de nacimiento|born"
        rf"|naci[oó]|nacid[oa]){_LINK}{_DAY}"),
        (FindKind.birth_date, rf"\b(?:his|her|their|su|'s|de) (?:birthday|cumplea[nñ]os){_LINK}{_DAY}"),
        (FindKind.phone, r"(?<![\w.-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"),
        (FindKind.phone, r"\b(?:call|phone|cell|text|tel|tel[eé]fono|celular|llamar al?"
        r"|ll[aá]m[ae]\w*)(?: (?:number|is|at|al|es|him|her|them|mom"
        r"|dad)){0,2}[:.]? ?\d{3}[ .-]?\d{4}(?:\d{3})?(?![\w-])"),
    )
)  # fmt: skip
# "ID 448123" is a student's unless a thing's name stands before it.
_BARE_ID = re.compile(rf"\bid(?: ?(?:#|number|no\.?|num))?{_LINK}[a-z]{{0,2}}\d{{5,12}}(?!\w)", re.IGNORECASE)
_THINGS_WITH_ID = frozenset(
    """asset device ticket meeting order item serial room case product class course section po vendor zoom session work
    request invoice employee staff badge teacher app apple site school building printer license account purchase event
    webinar confirmation incident job tag network district charge cart webex conference
    reference equipo pedido""".split()
)


def _figures(text: str) -> Iterator[Find]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Find(found.start(), found.end(), kind)
    for found in _BARE_ID.finditer(text):
        before = re.findall(r"\w+", text[max(0, found.start() - 24) : found.start()].lower())[-2:]
        if _THINGS_WITH_ID.isdisjoint(before):
            yield Find(found.start(), found.end(), FindKind.id_number)
