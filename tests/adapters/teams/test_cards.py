import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.teams import cards
from bot.adapters.teams.cards import Surface
from bot.ui.card import Act, Button, Card, Confirm, Divider, Facts, Heading, Item, Items, Paragraph, Quote, Style
from bot.ui.limits import TooLarge
from bot.ui.speech import read_aloud
from bot.ui.text import Code, Line, Link, Plain, Said, Who, plain
from tests.adapters.teams.walk import actions, of_type, said, texts
from tests.checks.adaptive_cards import faults, faults_of
from tests.checks.adaptive_lint import size

HOSTILE = "<at>All</at> [x](http://evil.example) **b** {{DATE(2026-01-01T00:00:00Z,LONG)}} &amp; # 1. \u202e"
ASSIGN = Act("assign", "c-4711", 7, (("code", "k7fm"), ("page", "3")))
TAKE_BACK = Button(
    "Take it back",
    Act("withdraw", "c-4711", 7),
    style=Style.DANGER,
    confirm=Confirm("Take it back?", "The words are erased.", "Yes, take it back", "Keep it"),
    spoken="Take back challenge 12",
)
FULL = Card(
    "Challenge #12",
    (
        Quote((Said(HOSTILE),)),
        Facts((("School", (Said("Lincoln_Elementary *"),)), ("Assignee", (Who("Lee Park", "aad-7"),)))),
        Divider(),
        Heading("Steps"),
        Items(
            (
                Item(
                    (Said("Order chargers"), Plain(" by Dec 1", strong=True)), Button("Done", Act("done", "c-4711", 7))
                ),
                Item(plain("Hand them out")),
            ),
            numbered=True,
        ),
        Items((Item((Code("/barrier mine"), Plain(" – what you reported"))),)),
        Paragraph(
            (Link("The message", "https://teams.microsoft.com/l/message/1"), Plain(". Small print.")), quiet=True
        ),
    ),
    buttons=(Button("Assign", ASSIGN, style=Style.PRIMARY, opens=True), Button("Removed", Act("removed", "c-4711", 7))),
    more=(TAKE_BACK,),
    language="es",
)


def draw(card: Card, surface: Surface) -> dict[str, Any]:
    return cards.card(card, surface)


def activity(card: Card, surface: Surface) -> dict[str, Any]:
    return cards.activity(card, surface)


def line_activity(line: Line, language: str) -> dict[str, Any]:
    return cards.line_activity(line, language)


def quoted(text: str) -> dict[str, Any]:
    return draw(Card("Saved", (Quote((Said(text),)),)), Surface.CHAT)


@pytest.mark.parametrize("surface", Surface)
def test_a_card_with_everything_in_it_is_one_that_teams_draws(surface: Surface) -> None:
    assert faults(draw(FULL, surface)) == []


def test_a_line_alone_is_one_that_teams_draws() -> None:
    assert faults(cards.line_card((Said(HOSTILE), Plain(" – "), Who("Ana")), "en")) == []


def test_people_words_stand_in_runs_and_nowhere_else() -> None:
    card = quoted("Chargers of room 12 *are* gone")
    places = [(kind, name) for kind, name, text in texts(card) if "room 12" in text]
    assert places == [("TextRun", "text")]


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1))
def test_any_words_arrive_unchanged_but_for_the_macros_joiner(words: str) -> None:
    run = of_type(quoted(words), "TextRun")[0]["text"]
    assert re.sub("\\{\u200d(?=\\{(?:DATE|TIME)\\()", "{", run) == re.sub(
        "\\{\u200d(?=\\{(?:DATE|TIME)\\()", "{", words
    )
    assert not re.search(r"\{\{(?:DATE|TIME)\(", json.dumps(quoted(words)))


def test_a_date_macro_in_somebodys_words_is_taken_apart_everywhere() -> None:
    card = quoted("due {{DATE(2026-01-01T00:00:00Z)}}, {{{TIME(x)}}")
    assert said(card) == "due {\u200d{DATE(2026-01-01T00:00:00Z)}}, {{\u200d{TIME(x)}}"
    assert "{{DATE(" not in json.dumps(card)


def test_our_own_words_are_escaped_because_a_name_may_stand_in_them() -> None:
    card = draw(Card("[Ana](http://evil.example) *is* `here` <b> &lt; a_b", ()), Surface.CHAT)
    shown = "\\[Ana\\](http://evil.example) \\*is\\* \\`here\\` \\<b\\> &amp;lt; a\\_b"
    assert of_type(card, "TextBlock")[0]["text"] == shown


@pytest.mark.parametrize(
    ("ours", "shown"),
    [
        ("Saved as challenge #12", "Saved as challenge #12"),
        ("# 12", "\\# 12"),
        ("12. Dezember", "12\\. Dezember"),
        ("- none", "\\- none"),
        ("Who has it now? (Lee)", "Who has it now? (Lee)"),
        ("R&D", "R&D"),
    ],
)
def test_only_what_means_something_gets_a_backslash(ours: str, shown: str) -> None:
    assert cards.escaped(ours) == shown


def test_facts_have_their_label_in_bold_before_the_value() -> None:
    card = draw(Card("Saved", (Facts((("School", (Said("Cedar *"),)), ("Next", plain("Friday")))),)), Surface.CHAT)
    assert [block["inlines"] for block in of_type(card, "RichTextBlock")] == [
        [{"type": "TextRun", "text": "School: ", "weight": "Bolder"}, {"type": "TextRun", "text": "Cedar *"}],
        [{"type": "TextRun", "text": "Next: ", "weight": "Bolder"}, {"type": "TextRun", "text": "Friday"}],
    ]


def test_what_a_check_stopped_at_stands_out_by_more_than_colour() -> None:
    card = cards.line_card((Said("of student "), Said("Maria Lopez", marked=True)), "en")
    plain_run, marked = of_type(card, "TextRun")
    assert plain_run == {"type": "TextRun", "text": "of student "}
    assert marked == {"type": "TextRun", "text": "Maria Lopez", "weight": "Bolder", "highlight": True}


def test_entries_carry_their_number_and_their_button_below() -> None:
    card = draw(FULL, Surface.CHAT)
    assert "1. Order chargers by Dec 12. Hand them out• /barrier mine" in said(card)
    rows = [row["actions"][0]["title"] for row in of_type(card, "ActionSet")]
    assert rows == ["Done", "Assign", "Take it back"]


def test_a_divider_is_a_line_above_what_comes_next() -> None:
    body = draw(FULL, Surface.CHAT)["body"]
    assert [block["text"] for block in body if block.get("separator")] == ["Steps"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://x y", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_is_none_is_written_out(url: str) -> None:
    card = cards.line_card((Link("here", url),), "en")
    assert actions(card) == []
    assert said(card) == f"here ({url})"


def button(surface: Surface, **more: Any) -> dict[str, Any]:
    card = draw(Card("Saved", buttons=(Button("Assign", ASSIGN, **more),)), surface)
    (drawn,) = of_type(card, "ActionSet")[0]["actions"]
    assert isinstance(drawn, dict)
    return drawn


ACT = {"v": "assign", "s": "c-4711", "n": 7, "a": {"code": "k7fm", "page": "3"}}
SUBMIT = {"type": "Action.Submit", "title": "Assign", "data": {"act": ACT}}


def test_a_press_executes_and_an_old_client_submits_the_same() -> None:
    execute = {"type": "Action.Execute", "title": "Assign", "verb": "assign", "data": {"act": ACT}}
    assert button(Surface.CHAT) == {**execute, "fallback": SUBMIT}


def test_a_press_that_opens_a_form_asks_for_a_dialog() -> None:
    assert button(Surface.CHAT, opens=True) == {**SUBMIT, "data": {"act": ACT, "msteams": {"type": "task/fetch"}}}


def test_in_a_dialog_every_press_submits() -> None:
    assert button(Surface.DIALOG, opens=True) == button(Surface.DIALOG) == SUBMIT


def test_the_playground_knows_no_dialogs_so_that_there_every_press_executes() -> None:
    assert button(Surface.PLAYGROUND, opens=True) == button(Surface.CHAT)


def test_a_question_before_the_press_folds_out_of_the_button() -> None:
    card = draw(Card("Saved", buttons=(TAKE_BACK,)), Surface.CHAT)
    (shown,) = of_type(card, "Action.ShowCard")
    assert (shown["title"], shown["tooltip"]) == ("Take it back", "Take back challenge 12")
    assert [block["text"] for block in of_type(shown["card"], "TextBlock")] == [
        "Take it back?",
        "The words are erased.",
    ]
    (yes,) = of_type(shown["card"], "Action.Execute")
    assert (yes["title"], yes["data"]["act"]["v"]) == ("Yes, take it back", "withdraw")
    assert [action["title"] for action in card["body"][-1]["actions"]] == ["Take it back"]


def test_rare_moves_have_a_row_of_their_own() -> None:
    many = tuple(Button(f"Move {n}", Act("show", f"c-{n}")) for n in range(1, 7))
    card = draw(Card("Saved", buttons=many, more=many[:5]), Surface.CHAT)
    assert [len(row["actions"]) for row in of_type(card, "ActionSet")] == [5, 1, 5]
    assert faults(card) == []


def test_every_fact_is_spoken_and_in_the_fallback() -> None:
    card = draw(FULL, Surface.CHAT)
    assert card["speak"] == cards.inert(read_aloud(FULL))
    assert card["fallbackText"] == cards.escaped(read_aloud(FULL))
    assert card["lang"] == "es"


def test_a_message_has_a_summary_and_one_card_and_no_text() -> None:
    sent = activity(FULL, Surface.CHAT)
    assert sent["summary"] == "Challenge #12"
    assert [one["contentType"] for one in sent["attachments"]] == ["application/vnd.microsoft.card.adaptive"]
    assert sent.keys() == {"type", "summary", "attachments"}


def test_a_date_macro_in_the_summary_is_words() -> None:
    sent = line_activity((Said("{{DATE(2026-12-01T12:00:00Z)}}"),), "en")
    assert sent["summary"] == "{\u200d{DATE(2026-12-01T12:00:00Z)}}"


def test_the_summary_of_a_long_line_is_one_short_line() -> None:
    sent = line_activity((Said("words\n" * 900),), "en")
    assert len(sent["summary"]) == 250
    assert sent["summary"].startswith("words words")
    assert of_type(sent, "TextRun")[0]["text"] == "words\n" * 900


def lines(*sizes: int) -> tuple[Quote, ...]:
    return tuple(Quote((Said("\\" * (size - 1) + "ñ"),)) for size in sizes)


@pytest.mark.parametrize("body", [lines(3000, 3000, 3000, 900), lines(*[200] * 40)])
def test_the_largest_card_fits_and_only_what_stands_beside_it_is_cut(body: tuple[Quote, ...]) -> None:
    card = draw(Card("Saved", body, tuple(Button(f"B{n}", ASSIGN) for n in range(6))), Surface.CHAT)
    assert said(card) == "".join("".join(span.text for span in quote.line if isinstance(span, Said)) for quote in body)
    assert card["speak"].endswith("…")
    assert size(card) < cards.SIZE


def test_a_card_that_teams_would_refuse_is_refused_here() -> None:
    args = (("words", "w" * 1700),)
    entries = tuple(Item(plain("x"), Button("Show", Act("show", args=args))) for _ in range(30))
    with pytest.raises(TooLarge):
        draw(Card("Saved", (Items(entries),)), Surface.CHAT)


@pytest.mark.parametrize("line", [(Said(""), Said("x")), (Plain("x"), Said(""))])
def test_an_empty_run_is_left_out(line: Line) -> None:
    assert said(cards.line_card(line, "en")) == "x"
    assert len(of_type(cards.line_card(line, "en"), "TextRun")) == 1


def test_words_as_hostile_or_as_long_as_they_come_are_drawn_well() -> None:
    texts_ = [HOSTILE, "x" * 3000, "\N{FAMILY}\u200d\N{FAMILY}", "{{TIME(", "\n\n- a\n\n", "سلام \u200f abc"]
    assert faults_of([quoted(text) for text in texts_]) == [[]] * len(texts_)
