"""What people typed in Teams, as they meant it: tags and entities resolved once, nothing left that hides words."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.adapters.clean import clean
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN

_AT = re.compile(r"<at(?:\s[^<>]{0,200})?>([^<>]{0,400})</at>")
_BREAK = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li)>", re.IGNORECASE)
_TAG = re.compile(r"</?(?!at[\s>])[a-zA-Z][^<>]{0,500}>")
_MARKUP = re.compile(r"<(?:!|(/?)([a-zA-Z][a-zA-Z0-9]{0,30}))([^<>]{0,4000})>")
_ALT = re.compile(r"""\balt\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""")
_LINES = frozenset({"p", "div", "li", "ul", "ol", "tr", "blockquote", "pre", "h1", "h2", "h3"})
_UNSEEN = frozenset({"script", "style", "title"})
_MARK = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody mentioned, as the message's entities have them. `user` is the id of the directory, where it is there."""

    id: str
    name: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Words with each mention as its index in `mentions` between the two mention characters; without the bot's own."""

    words: str
    mentions: tuple[Mentioned, ...] = ()
    addressed: bool = False
    """The bot itself was mentioned."""


def read(text: str, entities: Sequence[Mapping[str, object]], *, bot: str, markup: bool = False) -> Typed:
    """The words of a message's `text`. `bot`: the bot's own id there. `markup`: other tags than <at> are tags too."""
    if markup:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    waiting = [found for entity in entities if (found := _mention(entity))]
    people: dict[str, Mentioned] = {}
    addressed = any(one.id == bot for _, one in waiting)
    parts, at = [], 0
    for tag in _AT.finditer(text):
        parts.append(_plain(text[at : tag.start()]))
        at = tag.end()
        shown = _plain(tag[1])
        one = _claim(waiting, tag[0], shown)
        if one and one.id == bot:
            parts.append(" ")
        elif one is None or not one.id.startswith(("29:", "28:")):
            parts.append(f"@{shown}")  # a channel, a tag, or nobody whom an entity explains
        else:
            people.setdefault(one.id, one)
            parts.append(f"{MENTION_OPEN}{list(people).index(one.id)}{MENTION_CLOSE}")
    parts.append(_plain(text[at:]))
    return Typed("".join(parts).strip(), tuple(people.values()), addressed)


def with_names(words: str, mentions: Sequence[Mentioned], kept: Mapping[int, int]) -> str:
    """`words` with each mention under its new index in `kept`, or as a name where nobody was found behind it."""

    def mark(found: re.Match[str]) -> str:
        index = int(found[1])
        if index in kept:
            return f"{MENTION_OPEN}{kept[index]}{MENTION_CLOSE}"
        return f"@{mentions[index].name}" if index < len(mentions) else ""

    return _MARK.sub(mark, words)


def command(words: str, commands: Sequence[str]) -> tuple[str, str] | None:
    """(command, what came after it) when the words begin with one, with or without a slash, in any case."""
    head = re.match(r"/?([^\W\d_]+)(?:\s*:\s+|\s+|:?$)", words)
    if head is None or head[1].casefold() not in commands:
        return None
    return head[1].casefold(), words[head.end() :].strip()


def from_html(markup: str) -> str:
    """The words of a message's HTML body, its paragraphs and list entries on lines of their own."""
    lines = (" ".join(line.split()) for line in clean("".join(_words(markup))).split("\n"))
    return "\n".join(line for line in lines if line)


def _words(markup: str) -> Iterator[str]:
    # Not html.parser: a tag that never ends makes its work grow with the square of the length.
    at, hidden = 0, ""
    for tag in _MARKUP.finditer(markup):
        if not hidden:
            yield html.unescape(markup[at : tag.start()])
        at = tag.end()
        ends, name = bool(tag[1]), (tag[2] or "").lower()
        if hidden:
            hidden = "" if ends and name == hidden else hidden
        elif name in _UNSEEN and not ends:
            hidden = name
        elif name == "br" or name in _LINES:
            yield "\n"
        elif name == "at" and not ends:
            yield "@"
        elif name in {"emoji", "img"} and (shown := _ALT.search(tag[3])):
            yield html.unescape(shown[1] or shown[2] or "")
    if not hidden:
        yield html.unescape(markup[at:])


def _plain(text: str) -> str:
    return clean(html.unescape(text).replace("\xa0", " "))


def _mention(entity: Mapping[str, object]) -> tuple[str, Mentioned] | None:
    match entity:
        case {"type": "mention", "mentioned": {"id": str(id), **rest}}:
            name, user = rest.get("name"), rest.get("aadObjectId")
            shown = entity.get("text")
            one = Mentioned(
                id, clean(name) if isinstance(name, str) else "", user if isinstance(user, str) and user else ""
            )
            return (shown if isinstance(shown, str) else ""), one
    return None


def _claim(waiting: list[tuple[str, Mentioned]], tag: str, shown: str) -> Mentioned | None:
    """The mention behind a tag. Entities come in their tags' order; the last of a kind serves the rest."""
    fitting = [index for index, (text, one) in enumerate(waiting) if text == tag or (not text and one.name == shown)]
    if not fitting:
        return None
    return waiting.pop(fitting[0])[1] if len(fitting) > 1 else waiting[fitting[0]][1]
