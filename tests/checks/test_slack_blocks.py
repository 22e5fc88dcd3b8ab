"""Each kind of fault that Slack would refuse is found, and good payloads pass; lengths have a file of their own."""

import json

import pytest

from tests.checks.browser import need
from tests.checks.slack_blocks import Surface, faults, sdk_faults
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
    mrkdwn,
    option,
    options,
    picture,
    plain,
    quoted,
    section,
    table,
    words_field,
)
from tests.checks.slack_schema import PACKAGES, schema_faults

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
    "one block_id twice in a view": (
        "modal",
        modal(section(block_id="a"), section(block_id="a")),
        "block_id 'a' twice",
    ),
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


@pytest.fixture(autouse=True)
def everything_is_installed() -> None:
    need("node", *PACKAGES)


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
    shown = message(section(colour="red"))
    assert set(schema_faults(shown, "message")) & set(faults(shown, surface="message"))


def test_the_python_models_are_really_asked() -> None:
    shown = message({"type": "header", "text": plain("x" * 151)})
    assert set(sdk_faults(shown, "message")) & set(faults(shown, surface="message"))


@pytest.mark.parametrize("name", GOOD)
def test_looking_at_a_payload_changes_nothing_in_it(name: str) -> None:
    surface, payload = GOOD[name]
    before = json.dumps(payload)
    faults(payload, surface=surface)
    assert json.dumps(payload) == before
