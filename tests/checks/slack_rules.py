"""Our own rules for Slack payloads: what neither Slack's types nor its Python models notice."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.checks.slack_limits import (
    COUNTS,
    LENGTHS,
    LIMITS,
    MESSAGE_ALL_WORDS,
    MESSAGE_TEXT,
    SURFACES,
    VIEW_BYTES,
)

Node = dict[str, Any]

# Composition objects carry no type; the key they stand under tells what they are.
NAMELESS = {
    "confirm": "confirmation",
    "initial_option": "option",
    "initial_options": "option",
    "option_groups": "option_group",
    "options": "option",
}


def rule_faults(payload: Node, surface: str) -> list[str]:
    """Faults of a message (`text`, `blocks`) or a view, each with the path of the place."""
    faults = list(_message(payload) if surface == "message" else _view(payload, surface))
    for path, kind, node in walk(payload, surface):
        faults += _lengths(path, kind, node)
        faults += _counts(path, kind, node)
        faults += _text(path, kind, node)
        faults += _single(path, kind, node, surface)
    return faults


def walk(node: Node, kind: str, path: str = "") -> Iterator[tuple[str, str, Node]]:
    """Every object of a payload as (path, kind, object), itself first; kind is its type, or what its key makes it."""
    yield path or kind, kind, node
    for key, value in node.items():
        for step, child in _children(key, value):
            below = child.get("type") or NAMELESS.get(key, "")
            if key != "metadata":
                yield from walk(child, below, f"{path}.{step}".lstrip("."))


def _children(key: str, value: object) -> Iterator[tuple[str, Node]]:
    match value:
        case dict():
            yield key, value
        case list():
            for index, item in enumerate(value):
                yield from _children(f"{key}[{index}]", item)


def _words(value: object) -> str:
    match value:
        case str():
            return value
        case {"text": str(text)}:
            return text
    return ""


def _lengths(path: str, kind: str, node: Node) -> Iterator[str]:
    limits = {**LENGTHS.get(kind, {}), "action_id": "action_id", "block_id": "block_id"}
    for field, name in limits.items():
        limit = LIMITS[f"{name}.max_length"]
        if field in node and (long := len(_words(node[field]))) > limit:
            yield f"{path}.{field}: {long} characters, {limit} allowed"
    for index, field in enumerate(node.get("fields", ()) if kind == "section" else ()):
        limit = LIMITS["section.fields.item_max_length"]
        if (long := len(_words(field))) > limit:
            yield f"{path}.fields[{index}]: {long} characters, {limit} allowed"


def _counts(path: str, kind: str, node: Node) -> Iterator[str]:
    for field, name in COUNTS.get(kind, {}).items():
        if not isinstance(items := node.get(field), list):
            continue
        least, most = LIMITS.get(f"{name}.min_items", 1), LIMITS[f"{name}.max_items"]
        if not least <= len(items) <= most:
            yield f"{path}.{field}: {len(items)} items, {least} to {most} allowed"
    if kind in ("table", "data_table"):
        most, widest = LIMITS[f"{kind}.columns.max_items"], max(map(len, node.get("rows", ())), default=0)
        if widest > most:
            yield f"{path}.rows: {widest} columns, {most} allowed"
        if kind == "data_table" and len({len(row) for row in node.get("rows", ())}) > 1:
            yield f"{path}.rows: the rows differ in length"


def _text(path: str, kind: str, node: Node) -> Iterator[str]:
    if kind in ("plain_text", "mrkdwn", "markdown") and not _words(node.get("text")).strip():
        yield f"{path}: empty text"
    if kind in ("text", "raw_text", "link") and node.get("text") == "":
        yield f"{path}: empty text"
    if kind == "data_table" and not str(node.get("caption", "")).strip():
        yield f"{path}: a table without a caption"
    if kind == "image" and not str(node.get("alt_text", "")).strip():
        yield f"{path}: a picture without alt_text"
    if kind == "button" and "accessibility_label" in node and not node["accessibility_label"].strip():
        yield f"{path}: an empty accessibility_label"
    if kind == "data_table":
        words = sum(len(_words(cell.get("text"))) for _, _, cell in walk(node, kind))
        if words > LIMITS["data_table.content.max_length"]:
            yield f"{path}: {words} characters in the table"


def _single(path: str, kind: str, node: Node, surface: str) -> Iterator[str]:
    """Rules that hold for one kind of object only."""
    if surface not in SURFACES.get(kind, {surface}):
        yield f"{path}: a {kind} block cannot stand in a {surface}"
    match kind:
        case "actions":
            for name in _twice(element.get("action_id") for element in node.get("elements", ())):
                yield f"{path}: action_id {name!r} twice"
        case "section" if not node.get("text") and not node.get("fields"):
            yield f"{path}: a section with neither text nor fields"
        case "plain_text_input":
            yield from _input(path, node)
        case "static_select" | "multi_static_select" | "radio_buttons" | "checkboxes":
            yield from _choices(path, node)


def _input(path: str, node: Node) -> Iterator[str]:
    for field in ("min_length", "max_length"):
        least, most = LIMITS[f"plain_text_input.{field}.min"], LIMITS[f"plain_text_input.{field}.max"]
        if not least <= node.get(field, least) <= most:
            yield f"{path}.{field}: {node[field]}, {least} to {most} allowed"
    room = node.get("max_length", LIMITS["plain_text_input.max_length.max"])
    if node.get("min_length", 0) > room:
        yield f"{path}: min_length is above max_length"
    if len(node.get("initial_value", "")) > room:
        yield f"{path}.initial_value: {len(node['initial_value'])} characters, {room} allowed"


def _choices(path: str, node: Node) -> Iterator[str]:
    if ("options" in node) == ("option_groups" in node):
        yield f"{path}: needs options or option_groups, and not both"
    options = [
        *node.get("options", ()),
        *(o for group in node.get("option_groups", ()) for o in group.get("options", ())),
    ]
    for value in _twice(option.get("value") for option in options):
        yield f"{path}: value {value!r} twice"
    chosen = [node["initial_option"]] if "initial_option" in node else node.get("initial_options", [])
    for option in chosen:
        if option not in options:
            yield f"{path}: the option chosen at first, {option.get('value')!r}, is none of the options"


def _message(payload: Node) -> Iterator[str]:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "text: missing or empty, and it is what screen readers and notifications read"
    elif len(text) > MESSAGE_TEXT:
        yield f"text: {len(text)} characters, {MESSAGE_TEXT} allowed"
    words = sum(
        len(_words(node.get("text"))) if isinstance(node.get("text"), str) else 0
        for block in payload.get("blocks", ())
        if block.get("type") != "data_table"
        for _, _, node in walk(block, str(block.get("type")))
    )
    if words > MESSAGE_ALL_WORDS:
        yield f"blocks: {words} characters in all, {MESSAGE_ALL_WORDS} allowed"
    if sum(block.get("type") == "table" for block in payload.get("blocks", ())) > 1:
        yield "blocks: more than one table"
    yield from _blocks(payload)


def _view(payload: Node, surface: str) -> Iterator[str]:
    if payload.get("type") != surface:
        yield f"type: {payload.get('type')!r} where {surface!r} is wanted"
    if (size := len(json.dumps(payload, ensure_ascii=False).encode())) > VIEW_BYTES:
        yield f"view: {size} bytes, {VIEW_BYTES} allowed"
    kinds = [block.get("type") for block in payload.get("blocks", ())]
    if surface == "modal" and "input" in kinds and "submit" not in payload:
        yield "submit: missing, and the modal has an input"
    if sum(bool(node.get("focus_on_load")) for _, _, node in walk(payload, surface)) > 1:
        yield "blocks: more than one element wants the focus"
    yield from _blocks(payload)


def _blocks(payload: Node) -> Iterator[str]:
    for name in _twice(block.get("block_id") for block in payload.get("blocks", ())):
        yield f"blocks: block_id {name!r} twice"


def _twice(names: Iterator[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if name is not None and times > 1]
