"""What people typed on Slack, as they meant it: entities and tokens resolved once, nothing hidden left in it."""

import re
import unicodedata
from collections.abc import Callable

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.requests import MENTION_CLOSE, MENTION_OPEN, Caller

_TOKEN = re.compile(
    r"<(?:@([UW][A-Z0-9]+)|(#[CGD][A-Z0-9]+)|!([^<>|]+)|((?:https?|mailto|tel):[^<>|\s]+))(?:\|([^<>]*))?>"
)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Mention = Callable[[str, str], str]
"""(user id, label or "") → what stands for that person."""

_DROPPED = _BIDI | {"\ufeff", MENTION_OPEN, MENTION_CLOSE}


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


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read(text: str, workspace: str, *, without: str = "") -> tuple[str, tuple[Caller, ...]]:
    """The words and the people mentioned in them; mentions of the user `without` (the bot) are left out."""
    people: dict[str, Caller] = {}

    def mention(user: str, label: str) -> str:
        if user == without:
            return " "
        people.setdefault(user, Caller(Handle(Platform.SLACK, workspace, user), name=clean(unescaped(label))))
        return f"{MENTION_OPEN}{list(people).index(user)}{MENTION_CLOSE}"

    return _resolved(text, mention).strip(), tuple(people.values())


def words(text: str) -> str:
    """Like `read` where nobody can be carried along: a person is their name, or "@…" where Slack gives none."""
    return _resolved(text, lambda _, label: f"@{clean(unescaped(label)) or '…'}").strip()


def _resolved(text: str, mention: Mention) -> str:
    parts, at = [], 0
    for token in _TOKEN.finditer(text):
        parts += [clean(unescaped(text[at : token.start()])), _token(token, mention)]
        at = token.end()
    return "".join([*parts, clean(unescaped(text[at:]))])


def _token(token: re.Match[str], mention: Mention) -> str:
    user, channel, special, url, label = token.groups()
    if user:
        return mention(user, label or "")
    said = clean(unescaped(label or ""))
    if channel:
        return f"#{said.removeprefix('#') or channel[1:]}"
    if special:
        return said or f"@{clean(unescaped(special)).split('^')[0]}"
    target = clean(unescaped(url))
    if not said or said == target:
        return target
    bare = target.split(":", 1)[1].removeprefix("//").rstrip("/")
    return said if bare == said.rstrip("/") else f"{said} ({target})"
