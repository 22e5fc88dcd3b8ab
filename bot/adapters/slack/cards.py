"""Cards as Slack's blocks: people's words only where Slack parses nothing, and a text with every fact beside them."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final, assert_never

from bot.adapters.slack import acts
from bot.ui.card import Block, Button, Card, Confirm, Divider, Facts, Heading, Item, Items, Paragraph, Quote, Style
from bot.ui.limits import TooLarge
from bot.ui.speech import read_aloud
from bot.ui.text import Code, Line, Link, Plain, Said, Span, Who, spoken

Json = dict[str, Any]

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
TEXT: Final = 3900
"""Characters of a message's `text` once escaped; chat.update refuses more than 4,000."""
OPTION_VALUE: Final = 150
_USER = re.compile(r"[UW][A-Z0-9]{1,39}")
_URL = re.compile(r"(?:https?://|mailto:)\S{1,2990}")
_CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def message(card: Card) -> Json:
    """`text` and `blocks` of a message."""
    return {"text": escaped(read_aloud(card)), "blocks": blocks(card, most=MESSAGE_BLOCKS)}


def line_message(line: Line) -> Json:
    return {"text": escaped(spoken(line)), "blocks": line_blocks(line)}


def line_blocks(line: Line) -> list[Json]:
    return named([_rich(_section(line))])


def blocks(card: Card, *, most: int, titled: bool = True) -> list[Json]:
    """The whole card; raises TooLarge when Slack would refuse it. `titled`: with the title as its first block."""
    numbers = count()
    frame = [_header(card.title)] if titled else []
    foot = _buttons(card, numbers)
    drawn = [*frame, *body(card.body, most=most - len(frame) - len(foot), numbers=numbers), *foot]
    return named(drawn)


def body(parts: Sequence[Block], *, most: int, numbers: "count[int]") -> list[Json]:
    """The blocks of `parts`, without names; `numbers` keeps the buttons' ids apart within one message or view."""
    drawn = [block for part in parts for block in _block(part, numbers, compact=False)]
    if len(drawn) > most:
        drawn = [block for part in parts for block in _block(part, numbers, compact=True)]
    if len(drawn) <= most:
        return drawn
    raise TooLarge(f"blocks for Slack: {len(drawn)} > {most}")


def named(drawn: list[Json]) -> list[Json]:
    """With a block_id made from each block's content: Slack keeps showing the old block under an old id."""
    seen: dict[str, int] = {}
    for block in drawn:
        if "block_id" not in block:
            name = hashlib.sha256(json.dumps(block, sort_keys=True).encode()).hexdigest()[:12]
            seen[name] = seen.get(name, 0) + 1
            block["block_id"] = name if seen[name] == 1 else f"{name}.{seen[name]}"
    return drawn


def plain(text: str) -> Json:
    """Parsed by nothing, not even for ":emoji:"."""
    return {"type": "plain_text", "text": text, "emoji": False}


def escaped(text: str) -> str:
    """For a message's `text`: & < > escaped once, cut with an ellipsis; the blocks beside it are never cut."""
    if len(whole := text.translate(_ENTITIES)) < TEXT:
        return whole
    parts, room = [], TEXT - 1
    for character in text:
        part = character.translate(_ENTITIES)
        room -= len(part)
        if room < 0:
            parts.append("…")
            break
        parts.append(part)
    return "".join(parts)


def strong(text: str) -> Json:
    """Our own words as a block of their own, in bold."""
    return _rich(_section((Plain(text, strong=True),)))


def _header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


def _block(block: Block, numbers: "count[int]", *, compact: bool) -> Iterable[Json]:
    match block:
        case Paragraph(line, quiet):
            if quiet and spoken(line).strip() and not any(isinstance(span, Link) for span in line):
                return [{"type": "context", "elements": [plain(spoken(line))]}]
            return [_rich(_section(line))]
        case Heading(text):
            return [_header(text)]
        case Quote(line):
            return [_rich({"type": "rich_text_quote", "elements": _spans(line)})]
        case Facts(rows):
            lines = ((Plain(f"{label}: ", strong=True), *line) for label, line in rows)
            return [_rich(*map(_section, lines))] if rows else []
        case Items(entries, numbered):
            return _items(entries, numbers, numbered=numbered, compact=compact)
        case Divider():
            return [{"type": "divider"}]
        case _:
            assert_never(block)


def _items(entries: Sequence[Item], numbers: "count[int]", *, numbered: bool, compact: bool) -> list[Json]:
    if not entries:
        return []
    if not any(entry.buttons for entry in entries):
        style = "ordered" if numbered else "bullet"
        return [
            _rich({"type": "rich_text_list", "style": style, "elements": [_section(entry.line) for entry in entries]})
        ]
    return [
        block
        for number, entry in enumerate(entries, 1)
        for block in _entry(entry, f"{number}. " if numbered else "• ", numbers, compact=compact)
    ]


def _entry(entry: Item, mark: str, numbers: "count[int]", *, compact: bool) -> list[Json]:
    """One block where the line is plain, with its button at its side; names, links, marks and further buttons need a
    second block, or where there is no room for one, a menu."""
    rich = any(not _is_plain(span) for span in entry.line)
    if not entry.buttons:
        return [_rich(_section((Plain(mark), *entry.line)))]
    if (rich or len(entry.buttons) > 1) and not compact:
        buttons = [_button(button, numbers) for button in entry.buttons]
        return [_rich(_section((Plain(mark), *entry.line))), {"type": "actions", "elements": buttons}]
    text = mark + spoken(entry.line)
    return [{"type": "section", "text": plain(text), "accessory": _beside(entry.buttons, numbers)}]


def _beside(buttons: Sequence[Button], numbers: "count[int]") -> Json:
    if len(buttons) == 1:
        return _button(buttons[0], numbers)
    if menu := _menu(buttons, numbers):
        return menu
    raise TooLarge("an entry's buttons that fit no menu")


def _is_plain(span: Span) -> bool:
    match span:
        case Plain(_, strong):
            return not strong
        case Said(_, marked):
            return not marked
        case Who(_, handle):
            return handle is None
        case Link() | Code():
            return False
        case _:
            assert_never(span)


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _section(line: Line) -> Json:
    return {"type": "rich_text_section", "elements": _spans(line)}


def _spans(line: Line) -> list[Json]:
    return [_span(span) for span in line if spoken((span,))]


def _span(span: Span) -> Json:
    match span:
        case Plain(text, strong):
            return {"type": "text", "text": text, **({"style": {"bold": True}} if strong else {})}
        case Said(text, marked):
            return {"type": "text", "text": text, **({"style": {"bold": True, "code": True}} if marked else {})}
        case Who(name, handle):
            if handle and _USER.fullmatch(handle):
                return {"type": "user", "user_id": handle}
            return {"type": "text", "text": name}
        case Link(text, url):
            if text and _URL.fullmatch(url):
                return {"type": "link", "url": url, "text": text}
            return {"type": "text", "text": spoken((span,))}
        case Code(text):
            return {"type": "text", "text": text, "style": {"code": True}}
        case _:
            assert_never(span)


def _buttons(card: Card, numbers: "count[int]") -> list[Json]:
    first = [_button(button, numbers) for button in card.buttons]
    if not card.more:
        return [{"type": "actions", "elements": first}] if first else []
    if len(card.more) > 1 and (menu := _menu(card.more, numbers)):
        return [{"type": "actions", "elements": [*first, menu]}]
    second = [_button(button, numbers) for button in card.more]
    if len(card.more) == 1:
        return [{"type": "actions", "elements": [*first, *second]}]
    rows = [row for row in (first, second) if row]
    return [{"type": "actions", "elements": row} for row in rows]


def _menu(buttons: Sequence[Button], numbers: "count[int]") -> Json | None:
    """The rare moves behind "more"; None when one of them asks a question first or carries too much for an option."""
    values = [acts.encode(button.act) for button in buttons]
    if any(len(value) > OPTION_VALUE for value in values) or any(button.confirm for button in buttons):
        return None
    options = [{"text": plain(button.label), "value": value} for button, value in zip(buttons, values, strict=True)]
    return {"type": "overflow", "action_id": f"more:{next(numbers)}", "options": options}


def _button(button: Button, numbers: "count[int]") -> Json:
    drawn: Json = {
        "type": "button",
        "action_id": f"{button.act.verb}:{next(numbers)}",
        "text": plain(button.label),
        "value": acts.encode(button.act),
    }
    if button.style is not Style.DEFAULT:
        drawn["style"] = str(button.style)
    if button.spoken.strip():
        drawn["accessibility_label"] = button.spoken
    if button.confirm:
        drawn["confirm"] = _confirm(button.confirm, danger=button.style is Style.DANGER)
    return drawn


def _confirm(asked: Confirm, *, danger: bool) -> Json:
    texts = {"title": asked.title, "text": asked.text, "confirm": asked.yes, "deny": asked.no}
    for part, text in texts.items():
        if not 0 < len(text.strip()) <= len(text) <= _CONFIRM[part]:
            raise TooLarge(f"{part} of a question: {len(text)}, 1 to {_CONFIRM[part]} allowed")
    return {part: plain(text) for part, text in texts.items()} | ({"style": "danger"} if danger else {})
