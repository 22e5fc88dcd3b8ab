"""What somebody got back for what they did."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any
    """The HTTP answer's own."""
    beside: list[Json] = field(default_factory=list)
    """What was sent to the caller apart from it: messages for them alone, forms."""

    @property
    def text(self) -> str:
        """All of it, to look for sentences in."""
        return json.dumps([self.body, self.beside], ensure_ascii=False)

    @property
    def form(self) -> Json:
        """The form that opened: a modal's view, or a dialog's card."""
        views = [node["view"] for node in nodes([self.body, self.beside]) if isinstance(node.get("view"), dict)]
        cards = [node["content"] for node in nodes([self.body, self.beside]) if _asks(node.get("content"))]
        (form,) = views or cards
        return dict(form)

    @property
    def silent(self) -> bool:
        """Nothing was said."""
        return self.body in ("", None, {"response_action": "clear"}) and not self.beside


def nodes(node: Any) -> Iterator[Json]:
    match node:
        case dict():
            yield node
            for child in node.values():
                yield from nodes(child)
        case list():
            for child in node:
                yield from nodes(child)


def _asks(content: Any) -> bool:
    return isinstance(content, dict) and any(str(node.get("type", "")).startswith("Input.") for node in nodes(content))
