"""The routes table: every button, form, shortcut and command of the bot, on both platforms."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.handlers.desk import Desk
from bot.handlers.requests import Invocation, Press, Reply, Submission


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    """The verb of a button, the name of a form, a shortcut's callback id."""
    press: Callable[[Press, Desk], Reply] | None = None
    submit: Callable[[Submission, Desk], Reply] | None = None
    opens: bool = False
    """Its press answers with a form."""
    asks_admin: bool = False
    """The edge asks the platform whether the caller administers it."""
    dev_only: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    handle: Callable[[Invocation, Desk], Reply]
    usage: str
    description: str
    dev_only: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`message`: offered on a message, whose words it takes along; else offered everywhere."""

    name: str
    label: str
    description: str
    message: bool = False


ROUTES: tuple[Route, ...] = ()
COMMANDS: tuple[Command, ...] = ()
SHORTCUTS: tuple[Shortcut, ...] = ()
_BY_NAME: dict[str, Route] = {}


def route(name: str) -> Route | None:
    """None for a verb that no card of ours carries (any more)."""
    return _BY_NAME.get(name)
