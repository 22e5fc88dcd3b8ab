"""Would Slack take this message, modal or App Home? Asked of its types, its Python models and our own rules."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.checks.browser import find
from tests.checks.slack_rules import rule_faults
from tests.checks.slack_schema import PACKAGES, schema_faults

Surface = Literal["message", "modal", "home"]

UNKNOWN_TO_SDK = {"data_table"}


def faults(payload: dict[str, Any], *, surface: Surface) -> list[str]:
    """Everything wrong with a message ({"text", "blocks"}) or a view, as sentences; empty when Slack should take it.

    Without Node the types cannot be asked: what the rest finds is still returned, and a clean payload skips the test.
    """
    found = rule_faults(payload, surface) + sdk_faults(payload, surface)
    if found and not all(map(find, ("node", *PACKAGES))):
        return found
    return found + schema_faults(payload, surface)


def sdk_faults(payload: dict[str, Any], surface: Surface) -> list[str]:
    """What slack_sdk's own models say; they stop at the first fault of a block."""
    found = []
    if surface != "message":
        # The models refuse a view without blocks, and check blocks only one by one.
        shell = {**payload, "blocks": [{"type": "divider"}]}
        found += _formation("view", partial(_whole_view, shell))
    for index, block in enumerate(payload.get("blocks", [])):
        if block.get("type") not in UNKNOWN_TO_SDK:
            found += _formation(f"blocks[{index}]", partial(_whole_block, block))
    return found


def _whole_view(shell: dict[str, Any]) -> None:
    View(**shell).to_dict()


def _whole_block(block: dict[str, Any]) -> None:
    parsed = Block.parse(block)
    if parsed is None:
        raise SlackObjectFormationError(f"unknown block {block.get('type')!r}")
    parsed.to_dict()


def _formation(place: str, form: Callable[[], None]) -> list[str]:
    try:
        form()
    except (SlackObjectFormationError, TypeError, AttributeError) as fault:  # a wrong shape ends as one of the last two
        return [f"{place}: {fault}"]
    return []
