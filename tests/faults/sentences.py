"""What people read when something cannot be done, taken from where it is worded."""

from bot.domain.permission import MAY
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move
from bot.ui.views import refusals
from bot.ui.words import words

W = words("en")


def refused(why: Why, **facts: object) -> str:
    return refusals.sentence(Refusal(why, **facts), W)


def not_yours(move: Move | str) -> str:
    """Names who may."""
    return refused(Why.NOT_ALLOWED, roles=MAY[Move(move)])


NOT_THERE = refused(Why.NOT_FOUND)
ALREADY = refused(Why.ALREADY)
NO_SUCH_CODE = refused(Why.NOT_FOUND, code=True)
OLD = refusals.unknown_button(W).title
OUT_OF_DATE = refusals.card(Refusal(Why.OUT_OF_DATE), W).title
NOTHING_SAVED = refusals.unavailable(W).title
