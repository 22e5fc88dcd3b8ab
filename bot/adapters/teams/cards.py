"""Cards as Adaptive Cards: people's words only in text runs, which nothing parses; every fact in what is read aloud."""

import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, assert_never

from bot.adapters.teams import acts
from bot.adapters.teams.checks import JSON
from bot.ui.card import Block, Button, Card, Divider, Facts, Heading, Item, Items, Paragraph, Quote
from bot.ui.limits import TooLarge, cut
from bot.ui.speech import read_aloud
from bot.ui.text import Code, Line, Link, Plain, Said, Span, Who, spoken

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
VERSION: Final = "1.5"
SIZE: Final = 90_000
"""Bytes of one card as Teams counts them, in UTF-16; it takes 100 KB, with what it wraps around the card."""
AIM: Final = 38_000
"""Up to here the texts beside the card are kept whole; a longer card is what it says itself, and they are cut."""
LEAST_BESIDE: Final = 400
SUMMARY: Final = 250
ENTRY_ROW: Final = 3
"""Buttons in one row of an entry: as many as a narrow window shows whole."""
ROW: Final = 5
"""Buttons in one row: Microsoft's renderer draws five, and drops the rest, unless its host says otherwise."""

_MACRO = re.compile(r"\{(?=\{(?:DATE|TIME)\()")
_MARKS = re.compile(r"([\\`*_\[\]~<>|])")
_LINK = re.compile(r"\](?=[\[(:])|<")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_MARK = re.compile(r"(?m)^(\s*)(?:([#+-])|(\d+)([.)]))(?=\s)")
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{1,1990}")


class Surface(StrEnum):
    """Where a card is shown, which decides what its buttons can do."""

    CHAT = "chat"
    DIALOG = "dialog"
    """Inside an open dialog, where only Action.Submit reaches the bot."""
    PLAYGROUND = "playground"
    """Microsoft's Agents Playground opens no dialog from a card: every button executes, and a form comes as a card."""


def card(drawn: Card, surface: Surface) -> JSON:
    """The Adaptive Card; raises TooLarge when Teams would refuse it."""
    body = [_title(drawn.title), *blocks(drawn.body, surface)]
    for row in (drawn.buttons, drawn.more):
        body += [_actions(row[at : at + ROW], surface) for at in range(0, len(row), ROW)]
    return whole(body, read_aloud(drawn), drawn.language, surface)


def line_card(line: Line, language: str, surface: Surface = Surface.CHAT) -> JSON:
    """One line alone: as a message's text it would be read as Markdown."""
    return whole([_rich(line)], spoken(line), language, surface)


def activity(drawn: Card, surface: Surface) -> JSON:
    """A message with the card and nothing else: Teams splits one that has words beside it."""
    return message(card(drawn, surface), drawn.title)


def line_activity(line: Line, language: str, surface: Surface = Surface.CHAT) -> JSON:
    return message(line_card(line, language, surface), spoken(line))


def message(content: JSON, summary: str) -> JSON:
    return {
        "type": "message",
        "summary": cut(inert(" ".join(summary.split())), SUMMARY),
        "attachments": [attachment(content)],
    }


def attachment(content: JSON) -> JSON:
    return {"contentType": CONTENT_TYPE, "content": content}


def whole(body: list[JSON], aloud: str, language: str, surface: Surface) -> JSON:
    """A card around `body`. `aloud` is all of it as plain text: what a screen reader and an old client get."""
    drawn: JSON = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": language,
        "body": body,
    }
    if surface is Surface.CHAT:
        drawn["msteams"] = {"width": "Full"}
    if (taken := _size(drawn)) > SIZE:
        raise TooLarge(f"bytes of an Adaptive Card: {taken} > {SIZE}")
    drawn["speak"] = _fit(inert(aloud), AIM - taken)
    drawn["fallbackText"] = _fit(escaped(aloud), AIM - _size(drawn))
    return drawn


def blocks(parts: Sequence[Block], surface: Surface) -> list[JSON]:
    drawn: list[JSON] = []
    divided = False
    for part in parts:
        if isinstance(part, Divider):
            divided = True
            continue
        for index, element in enumerate(_block(part, surface)):
            drawn.append(element | ({"separator": True, "spacing": "Medium"} if divided and not index else {}))
        divided = False
    return drawn


def inert(text: str) -> str:
    """`text` with a zero-width joiner in what would be read as a date macro, which works in every text of a card."""
    return _MACRO.sub("{\u200d", text)


def escaped(text: str) -> str:
    """`text` for the places that read Markdown; only what would mean something there gets a backslash."""
    text = _ENTITY.sub("&amp;", _MARKS.sub(r"\\\1", text))
    return inert(_LINE_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text))


def unlinked(text: str) -> str:
    """For the titles of choices, which some clients read as Markdown and others show letter by letter: a joiner, which
    nobody sees, keeps words from turning into a link, an image or a tag."""
    return inert(_LINK.sub("\\g<0>\u200d", text))


def text_block(text: str, **more: object) -> JSON:
    """Our own words. A name may stand among them, so they are escaped all the same."""
    return {"type": "TextBlock", "text": escaped(text), "wrap": True, **more}


def runs(line: Line, **more: object) -> list[JSON]:
    return [run | more for span in line if spoken((span,)) for run in (_run(span),)]


def _title(text: str) -> JSON:
    return text_block(text, style="heading", size="Large", weight="Bolder")


def _block(block: Block, surface: Surface) -> Iterable[JSON]:
    match block:
        case Paragraph(line, quiet):
            yield _rich(line, **({"isSubtle": True, "size": "Small"} if quiet else {}))
        case Heading(text):
            yield text_block(text, style="heading", weight="Bolder", spacing="Medium")
        case Quote(line):
            yield {"type": "Container", "style": "emphasis", "items": [_rich(line)]}
        case Facts(rows):
            # Not a FactSet, whose values are live Markdown.
            for index, (label, line) in enumerate(rows):
                yield _rich((Plain(f"{label}: ", strong=True), *line)) | ({"spacing": "Small"} if index else {})
        case Items(entries, numbered):
            for number, entry in enumerate(entries, 1):
                yield from _entry(entry, f"{number}. " if numbered else "• ", surface)
        case Divider():
            return
        case _:
            assert_never(block)


def _entry(entry: Item, mark: str, surface: Surface) -> Iterable[JSON]:
    yield _rich((Plain(mark), *entry.line)) | {"spacing": "Small"}
    for at in range(0, len(entry.buttons), ENTRY_ROW):
        yield _actions(entry.buttons[at : at + ENTRY_ROW], surface) | {"spacing": "Small"}


def _rich(line: Line, **more: object) -> JSON:
    return {"type": "RichTextBlock", "inlines": runs(line, **more)}


def _run(span: Span) -> JSON:
    match span:
        case Plain(text, strong):
            return _text(text, **({"weight": "Bolder"} if strong else {}))
        case Said(text, marked):
            return _text(text, **({"weight": "Bolder", "highlight": True} if marked else {}))
        case Who(name):
            # A mention works only where Markdown does; who has to act is written to in private.
            return _text(name)
        case Link(text, url):
            if not (text and _URL.fullmatch(url)):
                return _text(spoken((span,)))
            return _text(text, selectAction={"type": "Action.OpenUrl", "title": cut(inert(text), 80), "url": url})
        case Code(text):
            return _text(text, fontType="Monospace")
        case _:
            assert_never(span)


def _text(text: str, **more: object) -> JSON:
    return {"type": "TextRun", "text": inert(text), **more}


def _actions(buttons: Sequence[Button], surface: Surface) -> JSON:
    return {"type": "ActionSet", "actions": [_button(button, surface) for button in buttons]}


def _button(button: Button, surface: Surface) -> JSON:
    """Teams draws neither a primary nor a dangerous style; a question before the press is a card that folds out."""
    spoken_label: JSON = {"tooltip": inert(button.spoken)} if button.spoken.strip() else {}
    asked = button.confirm
    if asked is None:
        return _press(button, surface, button.label) | spoken_label
    question = [text_block(asked.title, weight="Bolder"), text_block(asked.text)]
    yes: JSON = {"type": "AdaptiveCard", "body": question, "actions": [_press(button, surface, asked.yes)]}
    return {"type": "Action.ShowCard", "title": inert(button.label), "card": yes} | spoken_label


def _press(button: Button, surface: Surface, label: str) -> JSON:
    data = acts.encode(button.act)
    submit: JSON = {"type": "Action.Submit", "title": inert(label), "data": data}
    match surface:
        case Surface.DIALOG:
            return submit
        case Surface.CHAT if button.opens:
            return submit | {"data": data | {"msteams": {"type": "task/fetch"}}}
        case Surface.CHAT | Surface.PLAYGROUND:
            execute: JSON = {"type": "Action.Execute", "title": inert(label), "verb": button.act.verb, "data": data}
            # A client from before Action.Execute sends the same as a message, which is understood as well.
            return execute | {"fallback": submit}
        case _:
            assert_never(surface)


def _fit(text: str, room: int) -> str:
    most = max(room // 2 - 40, LEAST_BESIDE)
    return text if len(json.dumps(text, ensure_ascii=False)) <= most else cut(text, most * 4 // 5)


def _size(drawn: JSON) -> int:
    return len(json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le", "surrogatepass"))
