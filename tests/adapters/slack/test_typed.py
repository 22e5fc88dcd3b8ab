import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.clean import clean
from bot.adapters.slack import typed
from bot.handlers.desk.requests import (
    MENTION_CLOSE,
    MENTION_OPEN,
)
from tests.adapters.slack import payloads as p
from tests.adapters.slack.payloads import person

FIRST = f"{MENTION_OPEN}0{MENTION_CLOSE}"
SECOND = f"{MENTION_OPEN}1{MENTION_CLOSE}"


@pytest.mark.parametrize(
    ("typed_text", "meant"),
    [
        ("carts &amp; cables &lt;room 12&gt;", "carts & cables <room 12>"),
        ("&amp;lt; stays an entity", "&lt; stays an entity"),
        ("in <#C0ROOM|room-12> and <#C0ROOM>", "in #room-12 and #C0ROOM"),
        ("see <http://x.example|x.example>", "see x.example"),
        ("see <https://x.example/a?b=1&amp;c=2>", "see https://x.example/a?b=1&c=2"),
        ("see <http://evil.example|our page>", "see our page (http://evil.example)"),
        ("write <mailto:tess@river.example|tess@river.example>", "write tess@river.example"),
        ("<!channel> <!subteam^S0TEAM|@coaches> <!here>", "@channel @coaches @here"),
        ("a\u202eb\u2066c\u200ed\x00e\x07f\ufeffg", "abcdefg"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour five"),
        ("👩🏽‍🏫 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ¡Sí!", "👩🏽‍🏫 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ¡Sí!"),
        (f"a forged {MENTION_OPEN}0{MENTION_CLOSE}", "a forged 0"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("2 < 3 > 1 and <nothing>", "2 < 3 > 1 and <nothing>"),
    ],
)
def test_words_arrive_as_they_were_meant(typed_text: str, meant: str) -> None:
    assert typed.read(typed_text, p.TEAM) == (meant, ())


def test_people_mentioned_arrive_by_their_place_in_the_list() -> None:
    text, people = typed.read("ask <@U0LEAD|lee> or <@W0OTHER>, then <@U0LEAD> again", p.TEAM)
    assert text == f"ask {FIRST} or {SECOND}, then {FIRST} again"
    assert people == (person("U0LEAD", "lee"), person("W0OTHER"))


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_words_come_through_slacks_escaping_unchanged_but_for_what_hides(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert typed.read(escaped, p.TEAM) == (clean(text).strip(), ())
