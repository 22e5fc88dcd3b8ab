"""What callers are told of a fault: never with what a database says of it, which may quote people's words."""

from sqlalchemy.exc import DBAPIError

from bot.ports import Unavailable
from bot.storage import engines


class StatementRefused(Exception):
    """A fault of ours that the database found; says which statement, never with which values."""


def told(fault: Exception, *, reading: bool = False) -> Exception:
    if isinstance(fault, StopIteration):
        return RuntimeError("a search without an answer")  # a future takes no StopIteration: it would hang
    if engines.lost(fault, reading=reading) or engines.worth_repeating(fault):
        return Unavailable(type(fault).__name__)
    if isinstance(fault, DBAPIError):
        return StatementRefused(engines.describe(fault))
    return fault
