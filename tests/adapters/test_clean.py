import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.clean import clean
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb\u2066c\u200ed\x00e\x07f\ufeffg", "abcdefg"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour five"),
        (f"a forged {MENTION_OPEN}0{MENTION_CLOSE}", "a forged 0"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("¡Sí! 👩🏽‍🏫", "¡Sí! 👩🏽‍🏫"),
    ],
)
def test_nothing_is_left_that_hides_words(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
