"""Each kind of fault that a card in Teams can have is found, and good cards pass."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.checks.adaptive_cards import faults, faults_of, picture
from tests.checks.adaptive_lint import SIZE_AIM, SIZE_LIMIT, size
from tests.checks.browser import need

Json = dict[str, Any]


def card(*body: Json, **more: Any) -> Json:
    root = {"type": "AdaptiveCard", "version": "1.5", "speak": "Challenge 41.", "fallbackText": "Challenge 41."}
    return {**root, "body": list(body), **more}


def text(words: str = "Challenge 41", **more: Any) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True, **more}


def runs(*inlines: Any) -> Json:
    return {"type": "RichTextBlock", "inlines": list(inlines)}


def run(words: str, **more: Any) -> Json:
    return {"type": "TextRun", "text": words, **more}


def execute(title: str = "Assign", **more: Any) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": "assign", "data": {"id": "41"}, **more}


def words_input(**more: Any) -> Json:
    return {"type": "Input.Text", "id": "words", "label": "What is in the way?", "isMultiline": True, **more}


def choices(**more: Any) -> Json:
    offered = [{"title": "Named", "value": "named"}, {"title": "Confidential", "value": "confidential"}]
    return {"type": "Input.ChoiceSet", "id": "who", "label": "Who may know?", "choices": offered, **more}


def image(**more: Any) -> Json:
    return {"type": "Image", "url": "https://example.org/chart.png", "altText": "Open challenges by month", **more}


def without(name: str, node: Json) -> Json:
    return {key: value for key, value in node.items() if key != name}


PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
SUBMIT = {"type": "Action.Submit", "title": "Assign", "data": {"id": "41", "msteams": {"type": "task/fetch"}}}
CELL = {"type": "TableCell", "items": [text("Lincoln")]}

GOOD = {
    "a triage card": card(
        text("Challenge 41", size="large", weight="bolder", style="heading"),
        runs(run("<b>[x](https://example.org)</b> won't charge", italic=True), run(" \N{ZERO WIDTH SPACE}{ {DATE(")),
        {"type": "FactSet", "facts": [{"title": "School", "value": "Lincoln"}]},
        {"type": "ColumnSet", "columns": [{"type": "Column", "width": "auto", "items": [image(msteams={})]}]},
        {"type": "Container", "style": "emphasis", "items": [text("By {{DATE(2026-12-01T17:00:00Z, SHORT)}}")]},
        {
            "type": "ActionSet",
            "actions": [execute(fallback=SUBMIT), execute("Close", tooltip="Close it", isEnabled=False)],
        },
        text("For small windows", targetWidth="narrow"),
        msteams={"width": "Full"},
        lang="en",
    ),
    "the report form": card(
        words_input(isRequired=True, errorMessage="A few words are enough.", value="{{DATE()}}", maxLength=3000),
        choices(style="expanded", wrap=True, value="named"),
        choices(**{"id": "lee", "choices": [], "choices.data": PEOPLE}),
        {"type": "Input.Date", "id": "by", "label": "By when?", "value": "2026-12-01"},
        {"type": "Input.Toggle", "id": "also", "label": "Others", "title": "Others are affected", "wrap": True},
        actions=[execute("Send", associatedInputs="auto")],
    ),
    "a table": card(
        {
            "type": "Table",
            "columns": [{"width": 1}],
            "rows": [{"type": "TableRow", "cells": [CELL]}],
            "firstRowAsHeaders": True,
        }
    ),
    "a card that refreshes": card(
        text(), refresh={"action": {"type": "Action.Execute", "verb": "refresh", "data": {}}, "userIds": ["29:1"]}
    ),
}

BROKEN = {
    # what the parser knows
    "an unknown element": (card({"type": "Badge", "text": "new"}), 'Unknown element type "Badge"'),
    "an unknown action": (card(actions=[{"type": "Action.Http", "title": "Go"}]), 'Unknown action type "Action.Http"'),
    "an unknown inline": (card(runs({"type": "IconRun"})), 'Unknown element type "IconRun"'),
    "an unknown size": (card(text(size="huge")), 'Invalid value "huge"'),
    "an input without an id": (card(without("id", words_input())), "unique Id"),
    "two inputs of one id": (card(words_input(), words_input()), 'Duplicate Id "words"'),
    "a choice of nothing": (card(choices(choices=[])), "at least one choice"),
    "a link without an address": (card(actions=[{"type": "Action.OpenUrl", "title": "Open"}]), '"url" must be set'),
    "a root of another type": ({**card(), "type": "Card"}, "type 'Card' is not AdaptiveCard"),
    "a card that is no card": ({**card(), "type": "Card"}, "card type"),
    # what it drops in silence
    "a misspelt property": (card(text(colour="good")), 'card.body[0]: unknown property "colour"'),
    "a property of a newer version": (
        card({"type": "Container", "items": [], "roundedCorners": True}),
        "roundedCorners",
    ),
    "a misspelt property of a choice": (card(choices(choices=[{"title": "a", "value": "b", "hint": "c"}])), "hint"),
    "a misspelt property of a run": (card(runs(run("a", bold=True))), 'inlines[0]: unknown property "bold"'),
    "a number where text belongs": (card(text(41)), "41 where text is wanted"),  # type: ignore[arg-type]  # on purpose
    "text where a truth belongs": (card(text(wrap="yes")), '"yes" where true or false is wanted'),
    # our own
    "an input without a label": (card(without("label", words_input())), "Input.Text without a label"),
    "a required input without errorMessage": (card(words_input(isRequired=True)), "no errorMessage"),
    "expanded choices that do not wrap": (card(choices(style="expanded")), "cuts its words"),
    "text that does not wrap": (card(without("wrap", text())), "does not wrap"),
    "text that is cut": (card(text(maxLines=2)), "maxLines"),
    "empty text": (card(text(" ")), "TextBlock without text"),
    "an empty run": (card(runs(run(""))), "TextRun without text"),
    "rich text without runs": (card({"type": "RichTextBlock"}), "RichTextBlock without inlines"),
    "a choice without a title": (card(choices(choices=[{"title": "", "value": "a"}])), "a choice needs a title"),
    "a choice with a comma": (card(choices(choices=[{"title": "a", "value": "a,b"}])), "without a comma"),
    "rich text of nothing": (card(runs()), "inlines: empty"),
    "a heading in looks only": (card(text(size="ExtraLarge")), "not style heading"),
    "a picture without altText": (card(without("altText", image())), "Image without altText"),
    "a picture without https": (card(image(url="http://example.org/a.png")), "neither https"),
    "seven actions": (card(actions=[execute()] * 7), "card.actions: 7 actions"),
    "seven actions in a set": (
        card({"type": "ActionSet", "actions": [execute()] * 7}),
        "card.body[0].actions: 7 actions",
    ),
    "no actions": (card({"type": "ActionSet", "actions": []}), "actions: empty"),
    "an action without a title": (card(actions=[without("title", execute())]), "Action.Execute without a title"),
    "a fallback without a title": (
        card(actions=[execute(fallback=without("title", SUBMIT))]),
        "Action.Submit without a title",
    ),
    "a bare submit": (card(actions=[{"type": "Action.Submit"}]), "Action.Submit without a title"),
    "an inline action without a title": (card(words_input(inlineAction={"type": "Action.Submit"})), "without a title"),
    "a select action without a title": (
        card({"type": "Container", "items": [text()], "selectAction": without("title", execute())}),
        "selectAction: Action.Execute without a title",
    ),
    "a nested fault": (
        card(
            actions=[
                {"type": "Action.ShowCard", "title": "More", "card": {"type": "AdaptiveCard", "body": [{"type": "X"}]}}
            ]
        ),
        'Unknown element type "X"',
    ),
    "an empty fact": (card({"type": "FactSet", "facts": [{"title": "School", "value": ""}]}), "a fact needs"),
    "a video": (card({"type": "Media", "sources": [{"mimeType": "video/mp4", "url": "https://x.org/v"}]}), "Media"),
    "a newer version": (card(version="1.6"), "1.6 is newer"),
    "no version": (without("version", card()), "None is no version"),
    "no speak": (without("speak", card()), "speak is missing"),
    "an empty fallbackText": (card(fallbackText=" "), "fallbackText is missing"),
    "a date macro in a run": (card(runs(run("{{DATE(2026-12-01T17:00:00Z)}}"))), "inlines[0].text: a date macro"),
    "a time macro in a bare run": (card(runs("at {{TIME(x")), "inlines: a date macro"),
    "a date macro of somebody's in text": (card(text("{{DATE()}}")), "text: a date macro"),
    "a date macro in a fact": (
        card({"type": "FactSet", "facts": [{"title": "a", "value": "{{TIME()}}"}]}),
        "value: a date",
    ),
    "a date macro in a choice": (card(choices(choices=[{"title": "{{DATE(", "value": "a"}])), "title: a date macro"),
    "a card above 40 KB": (card(text("x" * 20_500)), "bytes, 40960 allowed"),
}


@pytest.fixture(autouse=True)
def everything_is_installed() -> None:
    need("chromium", "adaptivecards")


@pytest.mark.parametrize("name", GOOD)
def test_a_good_card_has_no_fault(name: str) -> None:
    assert faults(GOOD[name]) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_card_is_caught(name: str) -> None:
    broken, sign = BROKEN[name]
    found = faults(broken)
    assert any(sign in fault for fault in found), found


def test_many_cards_are_answered_in_their_order() -> None:
    triage = GOOD["a triage card"]
    answers = faults_of([triage, BROKEN["an unknown size"][0], triage, triage])
    assert [bool(answer) for answer in answers] == [False, True, False, False]


def test_looking_at_a_card_changes_nothing_in_it() -> None:
    before = json.dumps(GOOD["a triage card"])
    faults(GOOD["a triage card"])
    assert json.dumps(GOOD["a triage card"]) == before


def test_the_size_is_counted_as_teams_counts_it() -> None:
    assert size({"a": "\N{LATIN SMALL LETTER N WITH TILDE}\N{GRINNING FACE}"}) == 2 * len('{"a":"xyy"}')


def test_the_aim_lies_below_the_limit() -> None:
    assert SIZE_AIM < SIZE_LIMIT < 100_000


def test_a_card_becomes_a_picture(tmp_path: Path) -> None:
    drawn = picture(GOOD["the report form"], tmp_path / "form.png")
    assert drawn.read_bytes().startswith(b"\x89PNG")
