"""What is on a drawn Adaptive Card, and what Teams sends when it is pressed or filled in."""

from collections.abc import Iterator
from typing import Any

from bot.adapters.teams import forms
from bot.domain.team import Handle
from tests.contract.probe import Drawn, Json, Value


def content(drawn: Json) -> Json:
    """The Adaptive Card itself, of a message or alone."""
    found: Json = drawn["attachments"][0]["content"] if "attachments" in drawn else drawn
    return found


def nodes(node: Any) -> Iterator[Json]:
    match node:
        case dict():
            yield node
            for key, child in node.items():
                if key not in ("data", "fallback"):
                    yield from nodes(child)
        case list():
            for child in node:
                yield from nodes(child)


def shown(node: Any) -> Iterator[str]:
    """Every text that Teams may look through for macros: not what a person typed, and not what only travels along."""
    match node:
        case str():
            yield node
        case dict():
            for key, child in node.items():
                if key not in ("data", "fallback", "value"):
                    yield from shown(child)
        case list():
            for child in node:
                yield from shown(child)


def drawn(action: Json) -> Drawn:
    if action["type"] != "Action.ShowCard":
        return Drawn(action["title"], action, action.get("tooltip", ""))
    (yes,) = action["card"]["actions"]
    asks = (*(node["text"].replace("\\", "") for node in action["card"]["body"]), yes["title"])
    return Drawn(action["title"], yes, action.get("tooltip", ""), asks)


def invoked(action: Json) -> tuple[str, Json]:
    """The name and value of the invoke that a press becomes."""
    if action["type"] == "Action.Execute":
        pressed = {key: action[key] for key in ("type", "title", "verb", "data")}
        return "adaptiveCard/action", {"action": pressed, "trigger": "manual"}
    assert action["data"]["msteams"] == {"type": "task/fetch"}
    return "task/fetch", {"data": action["data"], "context": {"theme": "default"}}


def filled(node: Json, value: Value | None) -> str:
    """Teams sends every value back as a string; people of ours stand with a mark among those of the directory."""
    if value is None:
        return str(node.get("value", ""))
    mark = forms.KNOWN if node["id"][:2] in (forms.PERSON, forms.PEOPLE) else ""
    many = value if isinstance(value, tuple) else (value,)
    return ",".join(one.user if isinstance(one, Handle) else mark + one for one in many)
