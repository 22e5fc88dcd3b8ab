"""Each kind of fault that Slack would refuse is found, and good payloads pass."""

import json
from typing import Any

import pytest
from slackblocks import _limits, _surfaces

from tests.checks import slack_limits
from tests.checks.slack_blocks import Surface, faults, sdk_faults
from tests.checks.slack_schema import schema_faults

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "Two devices wait for a charger.", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(words: str = "Assign", **more: Any) -> Json:
    return {"type": "button", "text": plain(words), "action_id": "assign", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(words: str = "Named", value: str = "named", **more: Any) -> Json:
    return {"text": plain(words), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(f"School {n}", f"school-{n}") for n in range(count)]


def choice(kind: str, count: int = 3, **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", "options": options(count), **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("What is in the way?"), "element": element, **more}


def words_field(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "words", "multiline": True, **more}


def quoted(words: str) -> Json:
    run = {"type": "text", "text": words}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [run]}]}


def picture(**more: Any) -> Json:
    return {
        "type": "image",
        "image_url": "https://example.org/chart.png",
        "alt_text": "Open challenges by month",
        **more,
    }


def table(rows: int, columns: int = 2, **more: Any) -> Json:
    row = [{"type": "raw_text", "text": f"cell {n}"} for n in range(columns)]
    return {"type": "data_table", "caption": "Open challenges", "rows": [row] * rows, **more}


def message(*blocks: Json, **more: Any) -> Json:
    return {"text": "Challenge 41 is assigned to Lee Park.", "blocks": list(blocks), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Report a barrier"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


CONFIRM = {
    "title": plain("Close?"),
    "text": plain("It can be reopened."),
    "confirm": plain("Close"),
    "deny": plain("Back"),
}

GOOD: dict[str, tuple[Surface, Json]] = {
    "a triage card": (
        "message",
        message(
            {"type": "header", "text": plain("Challenge 41")},
            quoted("<!channel> *Chromebooks* & {{DATE()}} won't charge"),
            section("*Status* assigned", fields=[mrkdwn("*School* Lincoln"), plain("Room 12")]),
            {"type": "context", "elements": [mrkdwn("Next move by Friday"), picture()]},
            {"type": "divider"},
            actions(button(value="41", style="primary", confirm=CONFIRM), button("Close", action_id="close")),
        ),
    ),
    "a message of text alone": ("message", {"text": "Your report is saved as number 41."}),
    "a log as a table": ("message", message(table(30, 6, page_size=10, row_header_column_index=0))),
    "the report form": (
        "modal",
        modal(
            field(
                words_field(max_length=3000, min_length=1, initial_value="Chromebooks", focus_on_load=True),
                block_id="a",
            ),
            field(choice("static_select", 100, placeholder=plain("School")), block_id="b", optional=True),
            field(choice("radio_buttons", initial_option=options(3)[1]), block_id="c", hint=plain("Who will know")),
            field(choice("checkboxes", 10), block_id="d"),
            field({"type": "datepicker", "action_id": "by", "initial_date": "2026-12-01"}, block_id="e"),
            {"type": "alert", "text": plain("The coordinator will see your name."), "level": "info"},
            close=plain("Cancel"),
            private_metadata="41",
            callback_id="report",
        ),
    ),
    "an App Home": (
        "home",
        home(
            {"type": "header", "text": plain("What you owe")},
            section(accessory={"type": "overflow", "action_id": "more", "options": options(5)}),
            {"type": "container", "title": plain("Old"), "child_blocks": [section()], "is_collapsible": True},
            actions(choice("multi_static_select", action_id="a"), {"type": "users_select", "action_id": "b"}),
        ),
    ),
}
BROKEN: dict[str, tuple[Surface, Json, str]] = {
    # what the official types know
    "an unknown key": ("message", message(section(colour="red")), "colour"),
    "mrkdwn in a button": ("message", message(actions({**button(), "text": mrkdwn("Assign")})), "plain_text"),
    "mrkdwn in a header": ("message", message({"type": "header", "text": mrkdwn("Hello")}), "plain_text"),
    "an unknown style": ("message", message(actions(button(style="green"))), "green"),
    "a picture without alt_text": ("message", message({"type": "image", "image_url": "https://x.org/a"}), "alt_text"),
    "an unknown block": ("message", message({"type": "fancy"}), "fancy"),
    "an unknown element": ("message", message(actions({"type": "slider", "action_id": "a"})), "slider"),
    "a wrong type": ("message", message(section(expand="yes")), "expand"),
    "a view with an unknown key": ("modal", modal(section(), subtitle="x"), "subtitle"),
    "a modal without a title": ("modal", {"type": "modal", "blocks": [section()]}, "title"),
    # what the Python models know
    "twenty-six actions": ("message", message(actions(*(button(action_id=f"a{n}") for n in range(26)))), "26"),
    "one hundred and one options": ("modal", modal(field(choice("static_select", 101))), "101 items"),
    "a home with a submit": ("home", home(section(), submit=plain("Send")), "submit"),
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
    # wholes
    "a message without text": ("message", {"blocks": [section()]}, "text: missing"),
    "a message of blank text": ("message", message(section(), text=" "), "text: missing"),
    "a text of 4001": ("message", message(section(), text="x" * 4001), "text: 4001"),
    "12,001 characters in all": (
        "message",
        message(*[quoted("x" * 3000)] * 4, section("y")),
        "12001 characters in all",
    ),
    "a view above 250 kB": (
        "home",
        home(*[section("\N{LATIN SMALL LETTER N WITH TILDE}" * 3000)] * 42),
        "bytes, 250000",
    ),
    "one block_id twice": ("message", message(section(block_id="a"), section(block_id="a")), "block_id 'a' twice"),
    "one action_id twice": ("message", message(actions(button(), button())), "action_id 'assign' twice"),
    "an input without submit": (
        "modal",
        {key: part for key, part in modal(field(words_field())).items() if key != "submit"},
        "submit: missing",
    ),
    "a max_length of 3001": ("modal", modal(field(words_field(max_length=3001))), "max_length: 3001"),
    "a min_length above max_length": ("modal", modal(field(words_field(min_length=9, max_length=8))), "min_length"),
    "an initial_value that does not fit": (
        "modal",
        modal(field(words_field(max_length=3, initial_value="four"))),
        "4 char",
    ),
    "a first choice that is no option": (
        "modal",
        modal(field(choice("radio_buttons", initial_option=option("Gone", "gone")))),
        "none of the options",
    ),
    "one option value twice": (
        "modal",
        modal(field(choice("checkboxes", options=[option(), option("Other")]))),
        "twice",
    ),
    "a select without options": ("modal", modal(field({"type": "static_select", "action_id": "a"})), "needs options"),
    "a section of nothing": ("message", message({"type": "section"}), "neither text nor fields"),
    "two elements that want the focus": ("modal", modal(*[field(words_field(focus_on_load=True))] * 2), "focus"),
    "a table in a modal": ("modal", modal(table(2)), "cannot stand in a modal"),
    "an alert in a message": (
        "message",
        message({"type": "alert", "text": plain("Careful")}),
        "cannot stand in a message",
    ),
    "a modal where a home is wanted": ("home", modal(section()), "'home' is wanted"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_payload_has_no_fault(name: str) -> None:
    surface, payload = GOOD[name]
    assert faults(payload, surface=surface) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_payload_is_caught(name: str) -> None:
    surface, payload, sign = BROKEN[name]
    found = faults(payload, surface=surface)
    assert any(sign in fault for fault in found), found


def test_the_types_are_really_asked() -> None:
    assert schema_faults(message(section(colour="red")), "message")


def test_the_python_models_are_really_asked() -> None:
    assert sdk_faults(message({"type": "header", "text": plain("x" * 151)}), "message")


@pytest.mark.parametrize("name", GOOD)
def test_looking_at_a_payload_changes_nothing_in_it(name: str) -> None:
    surface, payload = GOOD[name]
    before = json.dumps(payload)
    faults(payload, surface=surface)
    assert json.dumps(payload) == before


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
