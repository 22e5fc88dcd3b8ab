"""What people typed on Slack, as they meant it: entities and tokens resolved once, nothing hidden left in it."""

import re
from collections.abc import Callable

from bot.adapters.clean import clean
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN, Caller

_TOKEN = re.compile(
    r"<(?:@([UW][A-Z0-9]+)|(#[CGD][A-Z0-9]+)|!([^<>|]+)|((?:https?|mailto|tel):[^<>|\s]+))(?:\|([^<>]*))?>"
)
Mention = Callable[[str, str], str]
"""(user id, label or "") → what stands for that person."""


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
