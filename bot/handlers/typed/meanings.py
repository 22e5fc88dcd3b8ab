"""What a typed line can mean."""

from dataclasses import dataclass, field
from datetime import time

from bot.domain.vocabulary import Move


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing was typed: the form opens."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """Hello and thanks: a short welcome."""


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Home:
    """All that concerns the caller, on one card."""


@dataclass(frozen=True, slots=True)
class Mine:
    pass


@dataclass(frozen=True, slots=True)
class Todo:
    pass


@dataclass(frozen=True, slots=True)
class Setup:
    pass


@dataclass(frozen=True, slots=True)
class Connect:
    """With a code: join this workspace to the organization that gave it; without: give one."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class OpenCode:
    """The code of an unlinked report, as it was typed."""

    code: str


@dataclass(frozen=True, slots=True)
class Log:
    """`doubtful`: the line could be a report as well; the answer offers that."""

    open: bool | None = None
    overdue: bool = False
    school: str = ""
    type: str = ""
    words: str = ""
    page: int = 1
    doubtful: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Show:
    number: int


@dataclass(frozen=True, slots=True)
class TypedMove:
    """`number` is None in a thread, or where it was forgotten; `rest` is what followed the verb, word for word."""

    move: Move
    number: int | None
    rest: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not to be reminded of a challenge until `until`, word for word; `number` is None in a thread, or forgotten."""

    number: int | None
    until: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """One's own reminders: shown, stopped, begun again (all of them, or those of one challenge), or at other hours."""

    stop: bool | None = None
    number: int | None = None
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A success, word for word; without words the form opens."""

    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """Word for word, only without white space around it."""

    words: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Said to the bot in a thread, and no move: answered with what can be said there, never taken as a report."""

    words: str


Typed = (
    Nothing
    | Greeting
    | Help
    | Home
    | Mine
    | Todo
    | Setup
    | Connect
    | OpenCode
    | Log
    | Show
    | TypedMove
    | Later
    | Reminders
    | Told
    | Report
    | Unclear
)
