"""The words for days in English and Spanish, and how a phrase is brought to the few tokens that the grammar reads."""

import re
from dataclasses import dataclass

from bot.domain.folding import fold

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
UNITS = ("day", "week", "month", "schoolday", "workday")
DROPPED = ""
TIME = "~"


@dataclass(frozen=True, slots=True)
class Tongue:
    """Rewrites for expressions of several words, tried in order, then a token for each word; `""` drops the word.

    `further` are the words that make a phrase worth asking dateparser: two spans added up, and years.
    """

    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    words: dict[str, str]
    further: frozenset[str]


def _spread(**tokens: str) -> dict[str, str]:
    """`wed="wed weds wednesday"` becomes {"wed": "wed", "weds": "wed", "wednesday": "wed"}."""
    return {word: token for token, words in tokens.items() for word in words.split()}


def _counted(words: str, start: int = 1, mark: str = "") -> dict[str, str]:
    return {word: f"{mark}{number}" for number, word in enumerate(words.split(), start)}


def _rewrites(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})(?!\w)"), token) for pattern, token in pairs)


_HOURS = tuple((f"{24 * days} (?:hours?|hrs?|horas?)", f"{days} day") for days in (1, 2, 3))
_CLOCK = r"\d{1,2}(?::\d\d)?(?: ?[ap] ?m)?"

ENGLISH = Tongue(
    rewrites=_rewrites(
        (r"(?:the )?day after tomorrow", "overmorrow"),
        (r"(?:the )?week after next", "fortnight"),
        (r"(?:the )?end of (?:the )?(?:school |work )?day|close of business|end of business|first thing", "eod"),
        (r"this (?:morning|afternoon|evening)", "today"),
        (r"(?:in the )?(?:morning|afternoon|evening)|at (?:noon|midnight|lunch)|(?:before|after) school", TIME),
        (rf"at {_CLOCK}|\d{{1,2}}(?::\d\d)? ?[ap] ?m|\d{{1,2}}:\d\d", TIME),
        (r"school days?", "schoolday"),
        (r"(?:business|working|work) days?", "workday"),
        (r"(?:a )?couple(?: of)?", "2"),
        (r"(weeks?|months?)(?: s)? time", r"\1"),
        *_HOURS,
        (r"this coming|this upcoming", "this"),
        (r"end of (?:the )?week|eow", "end week"),
        (r"end of (?:the )?month|eom", "end month"),
    ),
    words=_spread(
        mon="mon monday mondays", tue="tue tues tuesday tuesdays", wed="wed weds wednesday wednesdays",
        thu="thu thur thurs thursday thursdays", fri="fri friday fridays", sat="sat saturday", sun="sun sunday",
        jan="jan january", feb="feb february", mar="mar march", apr="apr april", may="may", jun="jun june",
        jul="jul july", aug="aug august", sep="sep sept september", oct="oct october", nov="nov november",
        dec="dec december",
        day="day days d", week="week weeks wk wks w", month="month months mo mos",
        schoolday="schoolday schooldays", workday="workday workdays",
        today="today tonight now", tomorrow="tomorrow tmrw tmr tmw tomorow tommorow 2morrow", yesterday="yesterday",
        overmorrow="overmorrow", fortnight="fortnight", eod="eod cob",
        this="this coming", next="next nxt", last="last", end="end", mid="mid middle",
        **{"in": "in within", "from": "from after", DROPPED: "the of on", TIME: "noon midnight lunch"},
    )
    | _counted("one two three four five six seven eight nine ten eleven twelve")
    | _counted("first second third fourth fifth", mark="nth")
    | {"a": "1", "an": "1", "fifteen": "15", "twenty": "20", "thirty": "30"},
    further=frozenset({"and", "year", "years"}),
)  # fmt: skip

SPANISH = Tongue(
    rewrites=_rewrites(
        (r"del", "de el"),
        (r"al", "a el"),
        (r"pasado manana", "overmorrow"),
        (r"fin de semana|fines de semana", "weekend"),
        (r"esta (?:manana|tarde|noche)", "today"),
        (r"fin de el dia|final de el dia", "eod"),
        (r"(?:por|en|de|a) la (?:manana|tarde|noche)|a el? ?mediodia|a medianoche", TIME),
        (rf"a las? {_CLOCK}|\d{{1,2}}(?::\d\d)? ?[ap] ?m|\d{{1,2}}:\d\d", TIME),
        (r"dias? (?:escolar(?:es)?|lectivos?|de clases?|de escuela)", "schoolday"),
        (r"dias? (?:habil(?:es)?|laborables?|laborales?)", "workday"),
        (r"dentro de|de aqui a|de hoy en", "in"),
        (r"a partir de|despues de", "from"),
        (r"que (?:viene|entra)", "next"),
        (r"un par de", "2"),
        *_HOURS,
        (r"el dia (\d{1,2})", r"#\1"),
        (r"el (\d{1,2})(?= de | ~|$)", r"#\1"),
    ),
    words=_spread(
        mon="lunes lun", tue="martes", wed="miercoles mie mier", thu="jueves jue", fri="viernes vie", sat="sabado sab",
        sun="domingo dom", jan="enero ene", feb="febrero feb", mar="marzo", apr="abril abr", may="mayo",
        jun="junio jun", jul="julio jul", aug="agosto ago", sep="septiembre setiembre sep sept", oct="octubre oct",
        nov="noviembre nov", dec="diciembre dic",
        day="dia dias", week="semana semanas sem", month="mes meses",
        schoolday="schoolday", workday="workday", weekend="weekend finde",
        today="today hoy ahora", tomorrow="manana", yesterday="ayer", overmorrow="overmorrow", eod="eod",
        this="este esta", next="next proximo proxima siguiente", last="pasado pasada", final="ultimo",
        end="fin final finales fines", mid="mediados",
        # "mar" is both martes and marzo: known, and read by no shape.
        unclear="mar",
        **{"in": "in en", "from": "from desde", DROPPED: "el la los las de a", TIME: "mediodia"},
    )
    | _counted("uno dos tres cuatro cinco seis siete ocho nueve diez once doce")
    | _counted("primer segundo tercer cuarto quinto", mark="nth")
    | {"un": "1", "una": "1", "quince": "15", "veinte": "20", "treinta": "30", "primero": "nth1"},
    further=frozenset({"y", "ano", "anos"}),
)  # fmt: skip

TONGUES = {"en": ENGLISH, "es": SPANISH}
_ORDINAL = re.compile(r"#?(\d{1,2})(?:st|nd|rd|th|ro|er|o)?")
_FIGURES = re.compile(r"\d{1,4}|\d{1,2}/\d{1,2}(?:/\d{2}|/\d{4})?|\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{1,2}-\d{1,2}")
_INTRODUCED = re.compile(
    r"(?:(?:by|before|due|until|till|on|for|no later than|para|antes de|hasta|a mas tardar) )+(?=.)"
)


def plain(phrase: str) -> str:
    """The phrase in lower case without accents, punctuation, doubled blanks, and the words that only introduce it."""
    bare = re.sub(r"[.,;!?()'’\"]+| @ ?", lambda found: " at " if "@" in found[0] else " ", fold(phrase))
    bare = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", bare)
    bare = re.sub(r"(?<=\d)(?=(?:d|days?|w|wks?|weeks?|mos?|months?|dias?|semanas?)\b)", " ", bare)
    bare = re.sub(r"\bdel\b", "de el", " ".join(bare.split()))
    return _INTRODUCED.sub("", bare, count=1) if _INTRODUCED.match(bare) else bare


def tokens(text: str, tongue: Tongue) -> str | None:
    """The text (see `plain`) as tokens joined by blanks; None when it has a word that this tongue does not know."""
    for pattern, token in tongue.rewrites:
        text = pattern.sub(token, text)
    read = [_token(word, tongue) for word in text.split()]
    return None if None in read else " ".join(token for token in read if token)


def _token(word: str, tongue: Tongue) -> str | None:
    if word in tongue.words:
        return tongue.words[word]
    if word == TIME or word in UNITS or _FIGURES.fullmatch(word):
        return word
    ordinal = _ORDINAL.fullmatch(word)
    return f"#{int(ordinal[1])}" if ordinal else None


def beyond(text: str, tongue: Tongue) -> bool:
    """Whether the text counts something, has a word about days that only the library knows, and no other word."""
    read = [TIME if word in tongue.further else _token(word, tongue) for word in text.split()]
    counted = any(token and token.isdecimal() for token in read)
    return counted and None not in read and not tongue.further.isdisjoint(text.split())
