"""What came of sending is a value, the same on every platform, whatever the platform answers."""

import pytest

from bot.ports import DeliveryOutcome, Gone, Message, Retry, Sent, Uncertain
from bot.ui.text import plain
from tests.contract import pieces
from tests.contract.probe import Probe, Trouble

CARD = Message("c-41:card", card=pieces.card())


async def post(probe: Probe) -> DeliveryOutcome:
    return await probe.messenger.post(probe.channel, CARD)


async def posted(probe: Probe) -> str:
    outcome = await post(probe)
    assert isinstance(outcome, Sent)
    return outcome.ref


async def redraw(probe: Probe) -> DeliveryOutcome:
    ref = await posted(probe)
    return await probe.messenger.update(probe.channel, ref, CARD)


async def redraw_in(probe: Probe, trouble: Trouble) -> DeliveryOutcome:
    ref = await posted(probe)
    probe.next(trouble)
    return await probe.messenger.update(probe.channel, ref, CARD)


async def test_what_was_posted_is_sent_and_has_a_name(probe: Probe) -> None:
    assert await posted(probe)
    assert [key for key, _ in probe.posted()] == [probe.channel.key]


async def test_429_is_tried_again_after_the_platforms_own_delay(probe: Probe) -> None:
    probe.next(Trouble.LIMITED)
    outcome = await post(probe)
    assert isinstance(outcome, Retry)
    assert outcome.after == 17


async def test_429_on_a_redraw_is_tried_again_after_the_platforms_own_delay(probe: Probe) -> None:
    outcome = await redraw_in(probe, Trouble.LIMITED)
    assert isinstance(outcome, Retry)
    assert outcome.after == 17


async def test_a_channel_that_is_gone_is_gone(probe: Probe) -> None:
    probe.next(Trouble.GONE)
    outcome = await post(probe)
    assert isinstance(outcome, Gone)
    assert outcome.reason


@pytest.mark.parametrize("trouble", [Trouble.HALF, Trouble.NOTHING])
async def test_a_post_that_may_have_arrived_is_uncertain(probe: Probe, trouble: Trouble) -> None:
    probe.next(trouble)
    assert isinstance(await post(probe), Uncertain)


async def test_a_post_that_the_platform_failed_to_take_is_not_given_up(probe: Probe) -> None:
    probe.next(Trouble.BROKEN)
    assert isinstance(await post(probe), Retry | Uncertain)


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.HALF, Trouble.NOTHING])
async def test_a_redraw_is_tried_again_since_drawing_twice_shows_it_once(probe: Probe, trouble: Trouble) -> None:
    assert isinstance(await redraw_in(probe, trouble), Retry)


@pytest.mark.parametrize("trouble", Trouble)
async def test_nothing_is_sent_twice_by_the_messenger_itself(probe: Probe, trouble: Trouble) -> None:
    probe.next(trouble)
    await post(probe)
    assert len(probe.posted()) == 1


async def test_a_redraw_keeps_the_message(probe: Probe) -> None:
    ref = await posted(probe)
    outcome = await probe.messenger.update(probe.channel, ref, Message("c-41:card", line=plain("Closed on Friday")))
    assert isinstance(outcome, Sent)
    assert outcome.ref == ref
    assert len(probe.posted()) == 1
    assert [name for name, _ in probe.redrawn()] == [ref]
    assert "Closed on Friday" in str(probe.redrawn()[0][1])


async def test_a_person_never_written_to_can_be_written_to(probe: Probe) -> None:
    outcome = await probe.messenger.post(probe.person, Message("c-41:status:3", line=plain("It has an owner now")))
    assert isinstance(outcome, Sent)
    assert outcome.address
    assert "It has an owner now" in str(probe.private())
    assert probe.public() == []
