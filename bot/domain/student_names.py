"""Where a text names a student: a first name with words beside it that speak of a student, a plan or a family."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.first_names import NAMES, WORDLIKE
from bot.domain.folding import fold
from bot.domain.student_words import (
    AIDS,
    AND,
    CARE,
    CLOSE_FAMILY,
    MONTHS,
    NOBODY,
    OF,
    PARENTS,
    PARTS,
    PLACES,
    PLANS,
    RECORDS,
    STAFF_WORK,
    TITLES,
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a mark; `low` is without case, accents and the possessive, which `end` leaves out too."""

    low: str
    start: int
    end: int
    capital: bool
    owns: bool


def names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, with its surname, in the text's order."""
    words = _words(text)
    last = -2
    for at, word in enumerate(words):
        stop = _end_of_name(words, at)
        if not _titled(words, at) and (_is_student(words, at, stop) or _is_listed(words, at, last)):
            last = stop - 1
            yield word.start, words[last].end


_WORD = re.compile(r"[^\W_]+(?:['’\u0300-\u036f]+[^\W_]*)*|[^\w\s]")
_OWNER = re.compile(r"['’]s?$", re.IGNORECASE)
_APOSTROPHE = re.compile("['’]")
_SENTENCE_END = frozenset(".;!?")


def _words(text: str) -> list[_Word]:
    words = []
    for found in _WORD.finditer(text):
        bare = _OWNER.sub("", found[0]) or found[0]
        owns = len(bare) < len(found[0])
        plain = fold(_APOSTROPHE.sub("", bare))
        words.append(_Word(plain, found.start(), found.start() + len(bare), bare[0].isupper(), owns))
    return words


_ONE = (
    r"(?:student|pupil|kid|kiddo|child|scholar|learner|grader|boy|girl|son|daughter|freshman|alumn[oa]"
    r"|estudiante|nin[oa]|hij[oa]|muchach[oa]|chic[oa])"
)
_SOME = rf"(?:{_ONE}s?|children)"
_NAMED = r"(?:named|called|llamad[oa]s?|se llama|de nombre|name is)"
_MY = r"(?:my|our|mi|nuestr[oa]|an?|una?|this|est[ea])"
_NTH = (
    r"(?:\d{1,2}(?:st|nd|rd|th|o|er|ro|do|to|vo)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|primer|segundo|tercer|cuarto|quinto|sexto|septimo|octavo)"
)
_CALLED = re.compile(rf"\b{_SOME} (?:\w+ )?{_NAMED}$")
_STUDENT_BEFORE = re.compile(
    rf"\b(?:{_SOME}|{_SOME} (?:{_NAMED}|is|es|:)|{_MY} (?:\w+ )?{_ONE}(?: (?:de|in|from) \w+(?: \w+)?)? [,-]"
    rf"|(?:two|three|four|[2-4]|dos|tres|cuatro) {_SOME} [,:-])$"
)
# Nothing but somebody's name stands here, whether a list of first names knows it or not.
_NAME_NEXT = re.compile(
    r"\b(?:(?:mi|nuestr[oa]|un|una|el|la|al|este|esta) (?:alumn[oa]|estudiante|nin[oa]|hij[oa]|muchach[oa]|chic[oa])"
    r"(?: nuev[oa])?|(?:the|my|our|an?|this) (?:(?:\w+ )?grader|(?:new |little )?(?:kid|kiddo|boy|girl)|new student)"
    r"|(?:kid|kiddo|boy|girl|student|alumn[oa]|nin[oa]) (?:in|from|of|en|de) (?:my|our|mi) \w+(?: \w+)? ,)(?: ,)?$"
)
_FAMILY_OF = re.compile(r"\b(?:el|la|the|su) (?:papa|mama|padre|madre|abuel[oa]|herman[oa]|mom|dad) (?:de|of)$")
_PRONOUNS = frozenset("he she they el ella".split())
_IS = r"(?:(?:who|que) )?(?:(?:is|was|esta|es) )?"
_GOT = r"(?:(?:is|was|has|have|been|got|just|also|still|again|keeps?|being|esta|fue|ha|sido) ){0,3}"
_STUDENT_AFTER = re.compile(
    "|".join(
        (
            rf"(?:[,(-] )?{_IS}(?:in|from|en|de|an?|una?) (?:(?:the|my|el) )?{_NTH} (?:- )?(?:grade|grader"
            rf"|grado)\b(?! (?:teachers?|team|lead|para|chair|level|maestr))",
            rf"(?:[,(-] )?{_IS}(?:in|from|en|de) (?:(?:my|our|mi|nuestr[oa]) (?:\w+ )?(?:class|classroom"
            rf"|homeroom|group|clase|salon|grupo|period)|kindergarten|kinder|pre k|(?:grade|period) \d+"
            rf"|\d+(?:st|nd|rd|th) period)\b(?! teacher)",
            r"(?:[,(-] )?(?:(?:is|es) )?(?:one of |uno de |una de )?(?:my|our|mi|mis|an?"
            r"|una?) (?:\w+ )?(?:students?|alumn[oa]s?|estudiantes?|kindergartner)\b(?! (?:teacher|services"
            r"|support))",
            r"(?:[,(-] )?(?:(?:and|y|or|o|&) )?(?:his|her|their|su) (?:mom|mother|dad|father|parents?|guardian"
            r"|grandma|grandmother|mama|papa|madre|padres?|abuela)\b",
            rf"{_GOT}(?:failing|suspended|expelled|eloping|eloped|elopes|retained|truant|bullied|nonverbal"
            rf"|homeless|suspendid[oa]|reprobando|held back|in foster care|sent (?:home|to the (?:office|nurse)))\b",
            r"(?:[,(-] )?(?:who|que) (?:(?:is|es) (?:nonverbal|non - verbal|autistic|deaf|blind|hard of hearing"
            r"|autista|sord[oa]|cieg[oa])|(?:uses|usa) (?:an? |una )?(?:wheelchair|walker|silla de ruedas))\b",
            r"le faltan? sus? (?:plan|iep|pei|lentes|audifonos|medicinas?|silla|mochila|vacunas?)\b",
            r"keeps (?:running|hitting|throwing|leaving|biting|screaming|crying|disrupting|falling|kicking)\b",
            r"(?:has|tiene|with|con) (?:(?:an?|un) )?(?:iep|504|bip|autism|adhd|dyslexia|seizures|autismo"
            r"|dislexia|pei)\b(?! (?:meetings?|trainings?|caseload|questions|forms?|deadlines?|students?|kids))",
            rf"{_GOT}(?:hit|bit|kicked|pushed|punched|slapped|threatened|hitting|biting|pego|mordio|golpeo"
            rf"|empujo) (?:(?:an?|another|the|his|her|two|otr[oa]|al?|una?|other) ){{0,2}}(?:students?|kids?"
            rf"|child|classmates?|peers?|boy|girl|teacher|aide|companer[oa]s?|nin[oa]s?|maestr[oa])\b",
            r"(?:(?:is reading|reads) (?:at|below|two|three|\d)|lee por debajo)\b",
            r"(?:can ?t|cannot|won ?t|refuses to|no puede|no sabe|no quiere) (?:read|sit|stay|do (?:his"
            r"|her) (?:work|homework)|write|focus|walk|swallow|leer|escribir|quedarse|concentrarse"
            r"|caminar|tragar)\b",
            r"(?:(?:ha )?falt(?:o|ado)|(?:has )?missed) (?:\d+ (?:days of school|days|dias)|school|a (?:clase"
            r"|la escuela))\b",
            r"(?:(?:does not|doesnt|can ?t|cannot) speak (?:any |much )?(?:english|spanish)|speaks (?:only|no|little)"
            r"|no habla (?:ingles|espanol)|solo habla)\b",
            r"(?:can ?t|cannot) (?:see|hear) the (?:board|teacher|worksheets?)\b",
            r"(?:needs|necesita) (?:insulin|medication|medicine|insulina|medicinas?)\b",
            rf"{_GOT}(?:on|en) (?:the|la) (?:waitlist|waiting list|lista de espera) (?:for|de|para)"
            rf" (?:speech|ot|pt|habla|counseling|therapy|terapia|services|servicios)\b",
            rf"{_GOT}(?:allergic|diabetic|epileptic|alergic[oa]|diabetic[oa]|epileptic[oa])\b",
            r"(?:has (?:had )?no|(?:is|goes) without|no tiene|(?:(?:lleva|esta) (?:\w+ ){0,3})?sin)"
            r" (?:an? |un )?(?:bus|ride|transportation|transporte|autobus|glasses|lentes|hearing aids?|wheelchair"
            r"|therapy|terapia)\b",
            r"needs (?:an?|his|her) (?:one - on - one|1 : 1|wheelchair)\b",
            r"threw (?:an?|the|his|her) (?:chair|desk|book|pencil)\b",
            r"(?:melted down|ran out of (?:class|the room)|ran away|skipped class|se escapo)\b",
        )
    )
)  # fmt: skip
# What may follow "Jayden's" when it stands for "Jayden is" or "Jayden has".
_SHORT_IS = frozenset("in been failing being a an one from".split())


def _low(words: list[_Word]) -> str:
    return " ".join(word.low for word in words)


def _clause(words: list[_Word]) -> list[_Word]:
    """The words up to the end of the sentence."""
    return words[: next((at for at, word in enumerate(words) if word.low in _SENTENCE_END), len(words))]


_NO_SURNAME = PLACES | PLANS | CLOSE_FAMILY | RECORDS | {"i"}


def _end_of_name(words: list[_Word], at: int) -> int:
    """Behind the first name, its surname and the point of an initial: "Jayden", "Jayden Smith", "Jayden S."."""
    last = words[at + 1] if at + 1 < len(words) and not words[at].owns else None
    if last is None or not last.capital or last.low in _NO_SURNAME:
        return at + 1
    initial = len(last.low) == 1 and not last.owns and at + 2 < len(words) and words[at + 2].low == "."
    return at + 2 + initial


def _titled(words: list[_Word], at: int) -> bool:
    """Whether a title stands before the name, or before the first name that stands before this surname."""
    before = [word for word in words[max(0, at - 4) : at] if word.low != "."]
    return any(word.low in TITLES for word in before[-1:]) or (
        len(before) > 1 and before[-1].capital and not before[-1].owns and before[-2].low in TITLES
    )


def _is_listed(words: list[_Word], at: int, last: int) -> bool:
    """Whether the name goes on a list whose name before it was a student's: "Jayden and Mia"."""
    return last >= 0 and at - 2 == last and words[at - 1].low in AND and words[at].low in NAMES


def _is_student(words: list[_Word], at: int, stop: int) -> bool:
    word, owns = words[at], words[stop - 1].owns
    ahead = _clause(words[stop : stop + 10])
    if not ahead and stop + 1 < len(words) and words[stop + 1].low in _PRONOUNS:  # "… for Anjali? She can't see it"
        ahead = _clause(words[stop + 2 : stop + 12])
    before = _low(words[max(0, at - 7) : at])
    if word.low in NAMES:
        if not owns and ahead and ahead[0].low in PLACES:
            return False
        return _after_student(before) or _has_record(words, at, stop, sure=True) or _followed(owns, ahead)
    if not word.capital:
        return word.low[:-1] in NAMES and word.low.endswith("s") and _owns(ahead, PLANS | CLOSE_FAMILY)
    if word.low in WORDLIKE:
        if ahead and ahead[0].low in PLACES:
            return False
        if word.low in MONTHS:
            return bool(_CALLED.search(before))
        return _after_student(before) or _has_record(words, at, stop, sure=False)
    return len(word.low) > 1 and (
        bool(_CALLED.search(before) or _NAME_NEXT.search(before) or _FAMILY_OF.search(before))
        or (owns and word.low not in NOBODY | PLACES and _owns(ahead[:1], PARENTS | AIDS))
    )


def _after_student(before: str) -> bool:
    return bool(_STUDENT_BEFORE.search(before) or _NAME_NEXT.search(before))


def _has_record(words: list[_Word], at: int, stop: int, *, sure: bool) -> bool:
    """Whether it reads like "Jayden's IEP", "Jayden IEP", "the behavior plan for Jayden" or "la mamá de Mateo"."""
    nouns = PLANS | CLOSE_FAMILY | (RECORDS | CARE if sure else AIDS)
    ahead = _clause(words[stop : stop + 5])
    if words[stop - 1].owns and _owns(ahead, nouns):
        return True
    if sure and ahead and ahead[0].low in PLANS and _owns(ahead, PLANS):
        return True
    before = [word.low for word in words[max(0, at - 4) : at]]
    if not before or before.pop() not in OF:
        return False
    if before and before[-1] in PARTS:
        before.pop()
    return bool(before) and before[-1] in nouns


def _owns(ahead: list[_Word], nouns: frozenset[str]) -> bool:
    near = [word.low for word in ahead[:3]]
    return not nouns.isdisjoint(near) and STAFF_WORK.isdisjoint(word.low for word in ahead[:4])


def _followed(owns: bool, ahead: list[_Word]) -> bool:
    if owns and not (ahead and ahead[0].low in _SHORT_IS):
        return False
    return _STUDENT_AFTER.match(_low(ahead)) is not None
