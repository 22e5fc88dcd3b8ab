"""The words a meeting's rhythm is said in, English and Spanish together, and the tokens that the grammar reads.

`E` every · `O` other · `W0`…`W6` a weekday · `#2` second · `=2` two · `L` last; the rest are words of their own.
"""

import re
from datetime import time


def _spread(**tokens: str) -> dict[str, str]:
    return {word: token for token, words in tokens.items() for word in words.split()}


DROPPED = ""

TOKENS: dict[str, str] = {
    **_spread(
        E="every each all cada todos todas",
        O="other alternate alternos alternas",
        W0="mon monday mondays lunes lun",
        W1="tue tues tuesday tuesdays martes",
        W2="wed weds wednesday wednesdays miercoles mie mier",
        W3="thu thur thurs thursday thursdays jueves jue",
        W4="fri friday fridays viernes vie",
        W5="sat saturday saturdays sabado sabados sab",
        W6="sun sunday sundays domingo domingos dom",
        L="last final ultimo ultima",
        week="week weeks semana semanas",
        month="month months mes meses",
        day="day dia",
        days="days dias",
        weekday="weekday weekdays workday workdays",
        schoolday="schoolday schooldays",
        weekly="weekly semanal semanalmente",
        biweekly="biweekly fortnightly quincenal",
        monthly="monthly mensual mensualmente",
        daily="daily diario diariamente",
    ),
    **dict.fromkeys(
        "on the of in at and a an un una we meet meets meeting meetings el la los las de del y e en nos "
        "reunimos reunion reuniones".split(),
        DROPPED,
    ),
    **{word: f"#{n}" for n, word in enumerate("first second third fourth fifth".split(), 1)},
    **{word: f"#{n}" for n, word in enumerate("primer segundo tercer cuarto quinto".split(), 1)},
    "primero": "#1",
    "tercero": "#3",
    "primera": "#1",
    "segunda": "#2",
    "tercera": "#3",
    **{word: f"={n}" for n, word in enumerate("two three four".split(), 2)},
    **{word: f"={n}" for n, word in enumerate("dos tres cuatro".split(), 2)},
}

_PHRASES = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), instead)
    for pattern, instead in (
        (r"dias? (?:de clases?|de escuela|escolar(?:es)?|lectivos?)|school days?", "schoolday"),
        (r"entre semana|dias? habil(?:es)?|dias? laborables?", "weekday"),
        (r"every fortnight|every two weeks|cada quince dias|cada dos semanas|cada quincena", "every 2 weeks"),
        (r"si y (?:otro|otra) no", "other"),
        (r"&|\+|/", " and "),
        (r"\bal mes\b", "de cada mes"),
    )
)

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ro|do|to|o|º|ª|a)")
_NUMBER = re.compile(r"\d{1,2}")

HOUR = r"(?P<{0}h>[01]?\d|2[0-4])(?:[:.](?P<{0}m>[0-5]\d))?\s?(?P<{0}half>a\.?\s?m\.?|p\.?\s?m\.?)?"
_NAMED_HOURS = {"noon": time(12), "mediodia": time(12)}
_DAYPARTS = r"(?:\s(?P<{0}part>in the morning|in the afternoon|de la manana|de la tarde|de la noche))?"
_INTRODUCED = r"(?:at|@|a las?|around)\s"
_CLOCK = rf"(?:noon|mediodia|{HOUR}{_DAYPARTS})"


def clock(prefix: str) -> str:
    """A pattern for a time of day whose groups begin with `prefix`."""
    return f"(?P<{prefix}all>{_CLOCK.replace('{0}', prefix)})"


RANGE = re.compile(
    rf"(?<!\S)(?:from\s|between\s|de\s|entre\s)?(?:las?\s)?{clock('a')}\s?(?:to|until|till|and|-|–|a|y|hasta)"
    rf"\s?(?:las?\s)?{clock('b')}(?!\S)"
)
AT = re.compile(rf"(?<!\S){_INTRODUCED}{clock('a')}(?!\S)")
BARE = re.compile(rf"(?<!\S){clock('a')}(?!\S)")


def time_of(found: re.Match[str], prefix: str) -> time | None:
    """The time a match of `clock` names. An hour from 1 to 6 without more is in the afternoon: schools meet by day."""
    if named := _NAMED_HOURS.get(found[f"{prefix}all"]):
        return named
    hour, minute = int(found[f"{prefix}h"]), int(found[f"{prefix}m"] or 0)
    half, part = (found[f"{prefix}half"] or "")[:1], found[f"{prefix}part"] or ""
    if half or part:
        if not 1 <= hour <= 12:
            return None
        late = half == "p" or "tarde" in part or "noche" in part or "afternoon" in part
        return time(hour % 12 + 12 * late, minute)
    if hour > 23:
        return None
    return time(hour + 12 if 1 <= hour <= 6 and not found[f"{prefix}h"].startswith("0") else hour, minute)


def surely_a_time(found: re.Match[str]) -> bool:
    """A bare number is no time of day, unless a colon or a half of the day goes with it."""
    return bool(found["aall"] in _NAMED_HOURS or found["am"] or found["ahalf"] or found["apart"])


def tokens(said: str) -> list[str] | None:
    """The rhythm as tokens; None when a word is unknown."""
    for pattern, instead in _PHRASES:
        said = pattern.sub(instead, said)
    read = [_token(word) for word in said.split()]
    return None if None in read else [one for one in read if one]


def _token(word: str) -> str | None:
    if word in TOKENS:
        return TOKENS[word]
    if ordinal := _ORDINAL.fullmatch(word):
        return f"#{int(ordinal[1])}"
    return f"={int(word)}" if _NUMBER.fullmatch(word) else None
