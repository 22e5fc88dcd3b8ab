import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.teams import refs
from bot.adapters.teams.refs import Address, BadRef, Ref

CHANNEL = "19:a1b2@thread.tacv2"
ids = st.text(min_size=1, max_size=200)


@given(ids, ids, ids, st.booleans())
def test_an_address_comes_back_as_it_was(service: str, conversation: str, tenant: str, channel: bool) -> None:
    there = Address(service, conversation, tenant, channel)
    assert refs.decode_address(refs.encode_address(there)) == there
    assert refs.address(service, conversation, tenant, channel=channel) == refs.encode_address(there)


@given(ids, ids, st.text(max_size=200))
def test_a_message_comes_back_as_it_was(conversation: str, message: str, root: str) -> None:
    ref = Ref(conversation, message, root)
    assert refs.decode(refs.encode(ref)) == ref


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "null", "7", "{}", '["a","b"]', '["","b",""]', '["a","",""]', '["a",1,""]', "[" * 10_000]
)
def test_what_is_no_ref_is_refused(text: str) -> None:
    with pytest.raises(BadRef):
        refs.decode(text)
    with pytest.raises(BadRef):
        refs.decode_address(text)


@pytest.mark.parametrize("service", ["", "x" * 1001])
def test_an_address_that_could_not_be_read_is_not_made(service: str) -> None:
    with pytest.raises(BadRef):
        refs.address(service, CHANNEL, "t", channel=True)


def test_a_message_without_an_id_has_no_name() -> None:
    with pytest.raises(BadRef):
        refs.encode(Ref(CHANNEL, ""))


def test_a_message_in_a_thread_is_changed_in_that_thread() -> None:
    assert Ref(CHANNEL, "57", "55").thread == f"{CHANNEL};messageid=55"
    assert Ref("a:1xyz", "57").thread == "a:1xyz"


def test_a_threads_id_is_taken_apart() -> None:
    assert refs.split(refs.thread(CHANNEL, "55")) == (CHANNEL, "55")
    assert refs.split("a:1xyz") == ("a:1xyz", "")
