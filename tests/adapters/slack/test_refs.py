import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack import refs
from bot.domain.team import Place
from bot.domain.vocabulary import Platform

CHANNELS = st.from_regex(r"[CDGUW][A-Z0-9]{8,12}", fullmatch=True)
STAMPS = st.from_regex(r"1[0-9]{9}\.[0-9]{6}", fullmatch=True)


@given(channel=CHANNELS)
def test_an_address_comes_back_as_it_went(channel: str) -> None:
    assert refs.channel(refs.address(channel)) == channel


@given(channel=CHANNELS, ts=STAMPS)
def test_a_messages_name_comes_back_as_it_went(channel: str, ts: str) -> None:
    assert refs.read_message(refs.message(channel, ts)) == (channel, ts)


@pytest.mark.parametrize(
    "address", ["", "C0TRIAGE", "[]", "{}", '{"channel":7}', '{"channel":""}', '{"channel":"a b"}']
)
def test_an_address_that_is_not_ours_is_refused(address: str) -> None:
    with pytest.raises(refs.BadRef):
        refs.channel(address)


@pytest.mark.parametrize("ref", ["", "C0TRIAGE", "C0TRIAGE:", ":1.2", "C0TRIAGE:abc", "a:b;c", "C0TRIAGE:1.2:3.4"])
def test_a_messages_name_that_is_not_ours_is_refused(ref: str) -> None:
    with pytest.raises(refs.BadRef):
        refs.read_message(ref)


def test_somebody_never_written_to_is_reached_by_their_id() -> None:
    place = Place("o", "p1", Platform.SLACK, "T0RIVERBEND", address="", key="U0TEACHER", name="", person="tess")
    assert refs.recipient(place) == "U0TEACHER"
