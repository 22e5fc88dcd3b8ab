"""A screen reader, a notification and a search hear every fact of a card."""

import pytest
from hypothesis import HealthCheck, given, settings

from bot.ui.card import Block, Card, Divider, Facts, Heading, Items, Paragraph, Quote
from bot.ui.speech import read_aloud
from bot.ui.text import Line, spoken
from tests.contract import examples, pieces
from tests.contract.probe import Probe

HEARD = 3900
"""Characters of one text that both platforms carry; what is longer stands in the card alone."""
EXAMPLES = {name: card for name, card in examples.cards().items() if len(read_aloud(card)) <= HEARD - 500}
LONG = {name: card for name, card in examples.cards().items() if len(read_aloud(card)) > HEARD}


def facts(card: Card) -> list[str]:
    return [card.title, *(fact for block in card.body for fact in _facts(block))]


def _facts(block: Block) -> list[str]:
    match block:
        case Paragraph(line) | Quote(line):
            return _spans(line)
        case Heading(text):
            return [text]
        case Facts(rows):
            return [fact for label, line in rows for fact in (label, *_spans(line))]
        case Items(entries):
            return [fact for entry in entries for fact in _spans(entry.line)]
        case Divider():
            return []


def _spans(line: Line) -> list[str]:
    return [spoken((span,)) for span in line]


def missed(probe: Probe, card: Card) -> list[str]:
    heard = probe.heard(probe.card(card))
    return [fact for fact in facts(card) if fact not in heard and probe.carried(fact) not in heard]


@pytest.mark.parametrize("name", EXAMPLES)
async def test_every_fact_of_an_example_is_heard(probe: Probe, name: str) -> None:
    assert missed(probe, EXAMPLES[name]) == []


@given(words=pieces.ANY_WORDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_words_are_heard(probe: Probe, words: str) -> None:
    assert missed(probe, pieces.card(words)) == []


async def test_what_is_too_long_to_be_heard_whole_says_so(probe: Probe) -> None:
    assert LONG
    heard = [probe.heard(probe.card(card)) for card in LONG.values()]
    complete = [read_aloud(card) for card in LONG.values()]
    assert [one.endswith("…") or one == whole for one, whole in zip(heard, complete, strict=True)] == [True] * len(LONG)


async def test_a_line_is_heard_as_it_reads(probe: Probe) -> None:
    assert probe.carried(pieces.HOSTILE) in probe.heard(probe.line(pieces.said(pieces.HOSTILE)))
