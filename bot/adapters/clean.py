"""Typed text without what hides words: control and direction characters, odd line breaks, our own mention marks."""

import re
import unicodedata

from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN

_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = _DIRECTIONS | {"\ufeff", MENTION_OPEN, MENTION_CLOSE}


def clean(text: str) -> str:
    """Without control and direction characters, which no database or reader needs; line breaks and emoji stay whole."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_kept, _BREAKS.sub("\n", text)))


def _kept(character: str) -> str:
    if character == "\n" or (character.isprintable() and character not in _DROPPED):
        return character
    if character == "\t":
        return " "
    if character in _DROPPED:
        return ""
    kind = unicodedata.category(character)
    return "\N{REPLACEMENT CHARACTER}" if kind == "Cs" else "" if kind == "Cc" else character
