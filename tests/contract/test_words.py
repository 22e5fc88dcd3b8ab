"""People's words are drawn and taken in as they are, whatever they are, and nothing parses them."""

import html

import pytest
from hypothesis import HealthCheck, given, settings

from bot.handlers.calendar import calendar_source
from bot.ui.card import Card, Quote
from tests.contract import examples, pieces
from tests.contract.probe import Probe

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(words=pieces.ANY_WORDS)
@FEW
async def test_any_words_stand_in_a_card_unchanged(probe: Probe, words: str) -> None:
    bare = Card("Challenge 41", (Quote(pieces.said(words)),))
    assert probe.inert(probe.card(bare)).count(probe.carried(words)) >= 1


@given(words=pieces.ANY_WORDS)
@FEW
async def test_any_words_stand_in_every_kind_of_block_and_field(probe: Probe, words: str) -> None:
    card, form = probe.inert(probe.card(pieces.card(words))), probe.inert(probe.form(pieces.form(words)))
    assert sum(probe.carried(words) in text for text in card) >= 8
    assert sum(probe.carried(words) in text or words in text for text in form) >= 2


async def test_no_markup_of_a_persons_lives_anywhere(probe: Probe) -> None:
    drawn = [probe.card(pieces.card(pieces.HOSTILE)), probe.form(pieces.form(pieces.HOSTILE))]
    assert [text for one in drawn for text in probe.alive(one)] == []


async def test_no_markup_lives_in_any_example(probe: Probe) -> None:
    drawn = {name: probe.card(card) for name, card in examples.cards().items()}
    drawn |= {name: probe.form(form) for name, form in examples.forms().items()}
    assert [name for name, one in drawn.items() if probe.alive(one)] == []


@given(words=pieces.CLEAN_WORDS.map(lambda text: "Carts " + text))
@FEW
async def test_any_words_after_the_command_arrive_unchanged(probe: Probe, words: str) -> None:
    request = await probe.say(words)
    assert (request.command, request.text) == ("barrier", words.strip())


async def test_the_content_of_a_calendar_file_arrives_line_by_line(probe: Probe) -> None:
    content = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Winter\n  break\nEND:VEVENT\nEND:VCALENDAR"
    assert calendar_source.pasted_by(request := await probe.say(content))
    assert request.text == content


@pytest.mark.parametrize("words", ["&lt;b&gt; is markup", "AT&amp;T & <co>", html.escape(pieces.MENUS["one"][0].label)])
async def test_what_looks_escaped_is_unescaped_once_and_no_further(probe: Probe, words: str) -> None:
    assert (await probe.say(words)).text == words


@given(words=pieces.CLEAN_WORDS.map(lambda text: "note " + text))
@FEW
async def test_any_words_after_a_mention_arrive_unchanged(probe: Probe, words: str) -> None:
    assert (await probe.mention(words)).text == words.strip()
