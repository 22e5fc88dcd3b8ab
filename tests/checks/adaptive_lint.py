"""Our own rules for Adaptive Cards in Teams: what the official parser accepts and a person would still trip over."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

Node = dict[str, Any]

SIZE_AIM: Final = 28 * 1024  # phones, and room for what Teams wraps around the card
SIZE_LIMIT: Final = 40 * 1024  # far below Teams' 100 KB, so that a card never meets it
ACTIONS_LIMIT: Final = 6
NEWEST: Final = (1, 5)

# Not looked into: what only machines read.
MACHINE_KEYS: Final = {"associatedInputs", "choices.data", "data", "metadata", "msteams", "requires"}
UNREAD: Final = {"url", "verb", "value", "id", "type"}
MACRO: Final = re.compile(r"\{\{(DATE|TIME)\(")
OWN_MACRO: Final = re.compile(
    r"\{\{(DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)(, ?(COMPACT|SHORT|LONG))?|"
    r"TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))\)\}\}"
)


def size(card: Node) -> int:
    """Bytes as Teams counts them: the JSON as UTF-16."""
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le", "surrogatepass"))


def lint(card: Node) -> list[str]:
    """Faults of a card by our own rules, each with the path of the place."""
    return [*_root(card), *(fault for path, key, node in _walk(card, "card", "") for fault in _node(path, key, node))]


def _walk(node: Node, path: str, key: str) -> Iterator[tuple[str, str, Node]]:
    yield path, key, node
    for name, value in node.items():
        if name in MACHINE_KEYS:
            continue
        children = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if isinstance(child, dict):
                step = f"[{index}]" if isinstance(value, list) else ""
                yield from _walk(child, f"{path}.{name}{step}", name)


def _root(card: Node) -> Iterator[str]:
    version = card.get("version")
    if card.get("type") != "AdaptiveCard":
        yield f"card: type {card.get('type')!r} is not AdaptiveCard"
    if not isinstance(version, str) or not re.fullmatch(r"\d+\.\d+", version):
        yield f"card: version {version!r} is no version"
    elif tuple(map(int, version.split("."))) > NEWEST:
        yield f"card: version {version} is newer than 1.5, the newest that Teams draws"
    for name in ("speak", "fallbackText"):
        if _empty(card.get(name)):
            yield f"card: {name} is missing or empty"
    if (bytes_ := size(card)) > SIZE_LIMIT:
        yield f"card: {bytes_} bytes, {SIZE_LIMIT} allowed"


def _node(path: str, key: str, node: Node) -> Iterator[str]:
    kind = str(node.get("type", ""))
    yield from _macros(path, kind, node)
    for name in ("actions", "inlines"):
        if name in node and not node[name]:
            yield f"{path}.{name}: empty"
    if len(node.get("actions", ())) > ACTIONS_LIMIT:
        yield f"{path}.actions: {len(node['actions'])} actions, {ACTIONS_LIMIT} allowed"
    if kind.startswith("Input."):
        yield from _input(path, kind, node)
    if kind.startswith("Action.") and _empty(node.get("title")) and not path.endswith(".refresh.action"):
        yield f"{path}: {kind} without a title"
    match kind:
        case "TextBlock":
            yield from _text_block(path, node)
        case "RichTextBlock" if "inlines" not in node:
            yield f"{path}: a RichTextBlock without inlines"
        case "TextRun" if not isinstance(node.get("text"), str) or node["text"] == "":
            yield f"{path}: a TextRun without text"
        case "Image" if _empty(node.get("altText")):
            yield f"{path}: an Image without altText"
        case "Image" if not str(node.get("url", "")).startswith(("https://", "data:image/")):
            yield f"{path}: an Image whose url is neither https nor data"
        case "Media":
            yield f"{path}: Teams does not draw Media"
    if key == "choices" and (
        _empty(node.get("title")) or not isinstance(node.get("value"), str) or "," in node["value"]
    ):
        yield f"{path}: a choice needs a title, and a value without a comma"
    if key == "facts" and (_empty(node.get("title")) or _empty(node.get("value"))):
        yield f"{path}: a fact needs a title and a value"


def _text_block(path: str, node: Node) -> Iterator[str]:
    if _empty(node.get("text")):
        yield f"{path}: a TextBlock without text"
    if node.get("wrap") is not True:
        yield f"{path}: a TextBlock that does not wrap"
    if "maxLines" in node:
        yield f"{path}: maxLines cuts the words"
    size_, bold = str(node.get("size", "")).lower(), str(node.get("weight", "")).lower() == "bolder"
    looks_like_heading = size_ in ("large", "extralarge") or (size_ == "medium" and bold)
    if looks_like_heading and node.get("style") != "heading":
        yield f"{path}: looks like a heading and is not style heading"


def _input(path: str, kind: str, node: Node) -> Iterator[str]:
    if _empty(node.get("label")):
        yield f"{path}: {kind} without a label"
    if node.get("isRequired") and _empty(node.get("errorMessage")):
        yield f"{path}: {kind} is required and has no errorMessage"
    long_words = kind == "Input.Toggle" or (kind == "Input.ChoiceSet" and node.get("style") == "expanded")
    if long_words and node.get("wrap") is not True:
        yield f"{path}: {kind} cuts its words where wrap is not true"


def _macros(path: str, kind: str, node: Node) -> Iterator[str]:
    """The date macros work in every text that is drawn, so words that look like one would be rewritten."""
    for name, value in node.items():
        texts = value if name == "inlines" and isinstance(value, list) else [value]
        for text in texts:
            fact = path.rpartition(".")[2].startswith("facts[")  # its value is drawn; that of a choice is not
            drawn = name not in UNREAD or (name == "value" and fact)
            if not drawn or not isinstance(text, str):
                continue
            left = text if kind in ("TextRun", "RichTextBlock") else OWN_MACRO.sub("", text)
            if MACRO.search(left):
                yield f"{path}.{name}: a date macro that is not ours"


def _empty(value: object) -> bool:
    return not isinstance(value, str) or not value.strip()
