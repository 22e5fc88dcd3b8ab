"""What is too long or too many for Slack is found by our own rules, and their numbers are the registry's."""

import pytest
from slackblocks import _limits, _surfaces

from tests.checks import slack_limits
from tests.checks.slack_blocks import Surface
from tests.checks.slack_pieces import (
    CONFIRM,
    Json,
    actions,
    button,
    choice,
    field,
    home,
    message,
    modal,
    option,
    picture,
    plain,
    quoted,
    section,
    table,
    words_field,
)
from tests.checks.slack_rules import rule_faults

BROKEN: dict[str, tuple[Surface, Json, str]] = {
    # lengths
    "an empty text": ("message", message(section("")), "empty text"),
    "a text of blanks": ("modal", modal(field(words_field(), hint=plain("  "))), "empty text"),
    "an empty quotation": ("message", message(quoted("")), "empty text"),
    "a section of 3001": ("message", message(section("x" * 3001)), "3001"),
    "a field of 2001": ("message", message({"type": "section", "fields": [plain("x" * 2001)]}), "fields[0]: 2001"),
    "a header of 151": ("message", message({"type": "header", "text": plain("x" * 151)}), "151"),
    "a button of 76": ("message", message(actions(button("x" * 76))), "text: 76"),
    "a value of 2001": ("message", message(actions(button(value="x" * 2001))), "value: 2001"),
    "a button label of 76": ("message", message(actions(button(accessibility_label="x" * 76))), "label: 76"),
    "an empty button label": ("message", message(actions(button(accessibility_label=""))), "accessibility_label"),
    "an option text of 76": ("modal", modal(field(choice("static_select", options=[option("x" * 76)]))), "text: 76"),
    "an option value of 151": (
        "modal",
        modal(field(choice("checkboxes", options=[option(value="x" * 151)]))),
        "value: 151",
    ),
    "a description of 76": (
        "modal",
        modal(field(choice("radio_buttons", options=[option(description=plain("x" * 76))]))),
        "description: 76",
    ),
    "a placeholder of 151": ("modal", modal(field(words_field(placeholder=plain("x" * 151)))), "placeholder: 151"),
    "a label of 2001": ("modal", modal({**field(words_field()), "label": plain("x" * 2001)}), "label: 2001"),
    "a confirmation of 301": (
        "message",
        message(actions(button(confirm={**CONFIRM, "text": plain("x" * 301)}))),
        "confirm.text: 301",
    ),
    "alt_text of 2001": ("message", message(picture(alt_text="x" * 2001)), "alt_text: 2001"),
    "an empty alt_text": ("message", message(picture(alt_text=" ")), "without alt_text"),
    "a block_id of 256": ("message", message(section(block_id="x" * 256)), "block_id: 256"),
    "an action_id of 256": ("message", message(actions(button(action_id="x" * 256))), "action_id: 256"),
    "a modal title of 25": ("modal", modal(section(), title=plain("x" * 25)), "title: 25"),
    "a submit of 25": ("modal", modal(section(), submit=plain("x" * 25)), "submit: 25"),
    "a close of 25": ("modal", modal(section(), close=plain("x" * 25)), "close: 25"),
    "a private_metadata of 3001": ("modal", modal(section(), private_metadata="x" * 3001), "private_metadata: 3001"),
    # counts
    "fifty-one blocks": ("message", message(*[section()] * 51), "51 items"),
    "one hundred and one blocks": ("home", home(*[section()] * 101), "101 items"),
    "eleven checkboxes": ("modal", modal(field(choice("checkboxes", 11))), "11 items"),
    "eleven radio buttons": ("modal", modal(field(choice("radio_buttons", 11))), "11 items"),
    "six overflow options": ("message", message(section(accessory=choice("overflow", 6))), "6 items"),
    "eleven fields": ("message", message({"type": "section", "fields": [plain("x")] * 11}), "11 items"),
    "eleven context elements": ("message", message({"type": "context", "elements": [plain("x")] * 11}), "11 items"),
    "no actions": ("message", message(actions()), "0 items"),
    "no options": ("modal", modal(field(choice("static_select", 0))), "0 items"),
    "a table of 102 rows": ("message", message(table(102)), "102 items"),
    "a table of one row": ("message", message(table(1)), "1 items"),
    "a table of 21 columns": ("message", message(table(2, 21)), "21 columns"),
    "a table with uneven rows": (
        "message",
        message({**table(2), "rows": [*table(1)["rows"], *table(1, 3)["rows"]]}),
        "differ",
    ),
    "a table without a caption": ("message", message(table(2, caption="")), "caption"),
    "a table of 20,001 characters": (
        "message",
        message({**table(2), "rows": [[{"type": "raw_text", "text": "x" * 10_001}]] * 2}),
        "20002 characters",
    ),
    "a plain table of 101 rows": ("message", message({**table(101), "type": "table"}), "101 items"),
    "two plain tables": ("message", message(*[{"type": "table", "rows": table(2)["rows"]}] * 2), "more than one table"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_too_many_is_caught(name: str) -> None:
    surface, payload, sign = BROKEN[name]
    found = rule_faults(payload, surface)
    assert any(sign in fault for fault in found), found


@pytest.mark.parametrize("name", sorted(slack_limits.LIMITS.keys() - slack_limits.TIGHTER_THAN_REGISTRY))
def test_a_limit_is_the_registrys(name: str) -> None:
    assert slack_limits.LIMITS[name] == getattr(_limits, name.upper().replace(".", "_"))


@pytest.mark.parametrize("name", sorted(slack_limits.TIGHTER_THAN_REGISTRY))
def test_a_limit_of_our_own_is_below_the_registrys(name: str) -> None:
    assert slack_limits.LIMITS[name] < getattr(_limits, name.upper().replace(".", "_"))


@pytest.mark.parametrize("kind", slack_limits.SURFACES)
def test_a_block_stands_where_the_registry_lets_it(kind: str) -> None:
    allowed = {surface for surface, kinds in _surfaces._BLOCK_TYPES_BY_SURFACE.items() if kind in kinds}
    assert slack_limits.SURFACES[kind] == allowed
