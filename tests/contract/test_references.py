"""The platforms' names of conversations and messages come back as they went out."""

from dataclasses import replace

from bot.ports import Message, Sent
from bot.ui.text import plain
from tests.contract import pieces
from tests.contract.probe import Probe

CARD = Message("c-41:card", card=pieces.card())


async def posted(probe: Probe) -> str:
    outcome = await probe.messenger.post(probe.channel, CARD)
    assert isinstance(outcome, Sent)
    return outcome.ref


async def test_words_in_a_cards_thread_name_the_card(probe: Probe) -> None:
    ref = await posted(probe)
    request = await probe.mention("done 2", thread=ref)
    assert (request.where.thread, request.where.key) == (ref, probe.channel.key)


async def test_words_outside_of_a_thread_name_no_card(probe: Probe) -> None:
    assert (await probe.mention("help")).where.thread is None


async def test_a_line_in_a_cards_thread_goes_there(probe: Probe) -> None:
    ref = await posted(probe)
    said = await probe.messenger.post(probe.channel, Message("c-41:line:4", line=plain("Lee has it"), thread=ref))
    assert isinstance(said, Sent)
    assert (await probe.mention("note it", thread=ref)).where.thread == ref
    assert [key for key, _ in probe.posted()] == [probe.channel.key, probe.channel.key]
    assert probe.threads() == [None, ref]


async def test_a_line_in_a_cards_thread_is_drawn_again_in_its_place(probe: Probe) -> None:
    ref = await posted(probe)
    said = await probe.messenger.post(probe.channel, Message("c-41:line:4", line=plain("Tess has it"), thread=ref))
    assert isinstance(said, Sent)
    again = await probe.messenger.update(probe.channel, said.ref, Message("c-41:erased:4", line=plain("It is gone")))
    assert isinstance(again, Sent)
    assert again.ref == said.ref
    assert [(name, "Tess" in str(drawn)) for name, drawn in probe.redrawn()] == [(said.ref, False)]


async def test_where_words_came_from_can_be_posted_to(probe: Probe) -> None:
    where = (await probe.mention("help")).where
    there = replace(probe.channel, address=where.address)
    assert isinstance(await probe.messenger.post(there, CARD), Sent)
    assert [key for key, _ in probe.posted()] == [probe.channel.key]


async def test_the_address_that_sending_taught_is_good(probe: Probe) -> None:
    first = await probe.messenger.post(probe.person, CARD)
    assert isinstance(first, Sent)
    assert isinstance(await probe.messenger.post(replace(probe.person, address=first.address), CARD), Sent)
    assert probe.public() == []


async def test_a_name_that_is_not_ours_is_refused_and_not_sent(probe: Probe) -> None:
    outcomes = [await probe.messenger.update(probe.channel, ref, CARD) for ref in ("", "elsewhere", "[1]", "C0:1:2")]
    assert {type(outcome).__name__ for outcome in outcomes} == {"Failed"}
    assert probe.redrawn() == []
