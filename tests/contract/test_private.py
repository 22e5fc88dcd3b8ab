"""What is for one person's eyes never reaches others."""

from bot.handlers.desk.requests import Reply
from bot.ui.card import Act, Button, Card, Paragraph
from bot.ui.text import plain
from tests.contract import pieces
from tests.contract.probe import Probe

SECRET = "Only Tess may read this"
CARD = Card("Your report", (Paragraph(plain(SECRET)),), buttons=(Button("Show 41", Act("show", "c-41", 9)),))


async def test_an_answer_to_a_command_is_read_by_the_caller_alone(probe: Probe) -> None:
    probe.script.reply = Reply(card=CARD)
    await probe.say("mine")
    await probe.settled()
    assert SECRET in str(probe.private())
    assert SECRET not in str(probe.public())


async def test_a_private_answer_to_a_mention_is_read_by_the_caller_alone(probe: Probe) -> None:
    probe.script.reply = Reply(card=CARD)
    await probe.mention("mine")
    await probe.settled()
    assert SECRET in str(probe.private())
    assert SECRET not in str(probe.public())


async def test_where_nothing_can_be_whispered_the_answer_goes_to_the_private_conversation(probe: Probe) -> None:
    probe.refuse_whispers()
    probe.script.reply = Reply(card=CARD)
    await probe.mention("mine")
    await probe.settled()
    assert SECRET in str(probe.private())
    assert SECRET not in str(probe.public())


async def test_a_press_on_a_card_that_all_read_does_not_make_it_show_what_is_private(probe: Probe) -> None:
    probe.script.reply = Reply(card=CARD, replace=True)
    await probe.press(probe.buttons(probe.card(pieces.card()))[0])
    await probe.settled()
    assert SECRET in str(probe.private())
    assert SECRET not in str(probe.public())


async def test_a_press_whose_answer_cannot_be_whispered_is_answered_in_private(probe: Probe) -> None:
    probe.refuse_whispers()
    probe.script.reply = Reply(card=CARD)
    await probe.press(probe.buttons(probe.card(pieces.card()))[0])
    await probe.settled()
    assert SECRET in str(probe.private())
    assert SECRET not in str(probe.public())
