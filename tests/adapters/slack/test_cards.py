from itertools import count

import pytest
from hypothesis import given, settings

from bot.adapters.slack import acts, cards, views
from bot.ui.card import Act, Button, Card, Item, Items, Paragraph
from bot.ui.limits import TooLarge
from bot.ui.text import Link, Plain, Said, Who, plain
from tests.adapters.slack.drawn import ANY_WORDS, HOSTILE, texts, wordy
from tests.checks.slack_blocks import faults
from tests.checks.slack_rules import walk

INERT = {"text", "plain_text", "link"}
"""The last is our own words: a Link is never a person's."""


@pytest.mark.parametrize("words", [HOSTILE, "short", "ü" * 600])
def test_slack_would_take_every_kind_of_block(words: str) -> None:
    assert faults(cards.message(wordy(words)), surface="message") == []
    assert faults(views.card_modal(wordy(words), None), surface="modal") == []
    assert faults(views.home(wordy(words)), surface="home") == []
    assert faults(views.line_modal((Said(words),), "en", None), surface="modal") == []


@given(words=ANY_WORDS)
@settings(max_examples=60, deadline=None)
def test_peoples_words_arrive_unchanged_and_nothing_parses_them(words: str) -> None:
    held = list(texts(cards.message(wordy(words))["blocks"]))
    assert {kind for kind, _ in held} <= INERT
    assert sum(text == words for _, text in held) >= 6


@given(words=ANY_WORDS)
@settings(max_examples=60, deadline=None)
def test_the_text_beside_the_blocks_holds_them_escaped_once(words: str) -> None:
    text = cards.line_message((Said(words),))["text"]
    assert "<" not in text
    assert ">" not in text
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == words


def test_a_long_text_is_cut_after_escaping_and_never_inside_an_entity() -> None:
    text = cards.escaped("&" * 3900)
    assert len(text) <= cards.TEXT
    assert text == "&amp;" * 779 + "…"


def test_a_screen_reader_hears_every_fact() -> None:
    text = cards.message(wordy("Chromebooks die"))["text"]
    assert all(part in text for part in ("Challenge 41", "School: Chromebooks die", "K4-RIVER", "1. Chromebooks die"))


def test_the_pressed_button_is_the_button_that_was_drawn() -> None:
    drawn = cards.message(wordy(HOSTILE))
    pressed = [acts.decode(node["value"]) for _, kind, node in walk(drawn, "message") if kind == "button"]
    assert [act and (act.verb, act.subject, act.version) for act in pressed] == [
        ("assign", "ch41", 7),
        ("assign", "ch41", 7),
        ("assign", "ch41", 7),
        ("close", "ch41", 7),
    ]
    assert pressed[0] == Act("assign", "ch41", 7, (("words", HOSTILE[:200]),))


def test_rare_moves_stand_behind_one_menu() -> None:
    menu = cards.message(wordy("x"))["blocks"][-1]["elements"][-1]
    assert menu["type"] == "overflow"
    assert [acts.decode(option["value"]) for option in menu["options"]] == [
        Act("merge", "ch41", 7),
        Act("redirect", "ch41", 7),
    ]


def test_moves_that_carry_too_much_for_a_menu_get_a_row_of_their_own() -> None:
    far = Button("Far", Act("far", "ch41", 7, (("words", "w" * 200),)))
    drawn = cards.message(Card("T", buttons=(Button("Near", Act("near")),), more=(far, far)))
    assert [[e["type"] for e in block["elements"]] for block in drawn["blocks"][1:]] == [
        ["button"],
        ["button", "button"],
    ]


def test_names_of_buttons_are_unique_in_one_message() -> None:
    drawn = cards.message(wordy("x"))
    names = [node["action_id"] for _, _, node in walk(drawn, "message") if "action_id" in node]
    assert len(names) == len(set(names)) == 5


def test_a_changed_block_gets_a_new_name_and_an_unchanged_one_keeps_it() -> None:
    one, other = (cards.message(Card("T", (Paragraph(plain("same")), Paragraph(plain(x)))))["blocks"] for x in "ab")
    assert [a["block_id"] == b["block_id"] for a, b in zip(one, other, strict=True)] == [True, True, False]


def test_two_equal_blocks_have_two_names() -> None:
    drawn = cards.message(Card("T", (Paragraph(plain("same")), Paragraph(plain("same")))))["blocks"]
    assert drawn[1]["block_id"] != drawn[2]["block_id"]


def test_a_person_is_mentioned_by_id_and_otherwise_by_name() -> None:
    drawn = cards.line_message((Who("Lee", "U0LEAD"), Who("Ana <!here>"), Who("Bo", "29:teams-id")))
    assert drawn["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0LEAD"},
        {"type": "text", "text": "Ana <!here>"},
        {"type": "text", "text": "Bo"},
    ]


def test_a_link_that_is_no_web_address_is_only_text() -> None:
    drawn = cards.line_message((Link("Here", "javascript:alert(1)"),))
    assert drawn["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "Here (javascript:alert(1))"}]


def test_a_long_list_with_buttons_still_fits_a_message() -> None:
    entries = tuple(
        Item((Who("Lee", "U0LEAD"), Plain(" has it")), Button("Show", Act("show", f"ch{n}"))) for n in range(30)
    )
    drawn = cards.message(Card("Log", (Items(entries),)))
    assert faults(drawn, surface="message") == []
    assert len(drawn["blocks"]) == 31


def test_an_entry_with_two_buttons_keeps_both_in_a_menu_where_there_is_no_room_for_a_row() -> None:
    both = (Button("Show", Act("show", "c1")), Button("Later", Act("later", "c1")))
    drawn = cards.message(Card("Log", (Items(tuple(Item(plain("x"), both[0], both[1:]) for _ in range(30))),)))
    menus = [block["accessory"] for block in drawn["blocks"] if "accessory" in block]
    assert [[acts.decode(one["value"]) for one in menu["options"]] for menu in menus] == [[b.act for b in both]] * 30
    assert faults(drawn, surface="message") == []


def test_what_slack_would_refuse_fails_where_it_is_drawn() -> None:
    entries = Items(tuple(Item(plain("x"), Button("Show", Act("show"))) for _ in range(30)))
    with pytest.raises(TooLarge):
        cards.body((entries, entries), most=50, numbers=count())


@given(words=ANY_WORDS)
@settings(max_examples=60, deadline=None)
def test_an_act_comes_back_as_it_went(words: str) -> None:
    act = Act("report", "ch41", 7, (("words", words), ("link", "https://example.org")))
    assert acts.decode(acts.encode(act)) == act


def test_escapes_do_not_make_an_act_too_long() -> None:
    act = Act("report", "ch41", 7, (("words", '"\n' * 900),))
    assert len(acts.encode(act)) <= acts.VALUE
    assert acts.decode(acts.encode(act)) == act


@pytest.mark.parametrize(
    "value", [None, "", "x", "[]", '{"v":1}', "z:", "z:%%", "[" * 2000, '{"v":"a","s":"","n":0,"a":{"b":1}}']
)
def test_a_value_that_is_not_ours_is_no_act(value: object) -> None:
    assert acts.decode(value) is None
