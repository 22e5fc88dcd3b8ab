"""A report without any link, and the code that opens it."""

from bot.ui.card import Card, Paragraph
from bot.ui.text import Code
from tests.handlers.town import DANA, Town, alone, card, filled, form

WORDS = "The reading block is cut for assemblies every week"


def code_on(shown: Card) -> str:
    spans = [span for block in shown.body if isinstance(block, Paragraph) for span in block.line]
    return next(span.text for span in spans if isinstance(span, Code)).split()[-1]


async def unlinked(town: Town) -> str:
    """Report without any link; the code."""
    opened = form(await town.say(DANA, "", alone(DANA)))
    values = filled(opened, summary=WORDS, team="t-lincoln", visibility="unlinked")
    return code_on(card(await town.send(DANA, opened, values, alone(DANA))))
