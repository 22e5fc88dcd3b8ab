"""A card: what the bot shows, as data that both platforms can draw in full, since no part can be built too large."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.ui import limits
from bot.ui.text import Line


class Style(StrEnum):
    DEFAULT = "default"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Act:
    """What a button means. It carries ids and the version it was drawn at; rights are asked when it is pressed."""

    verb: str
    """A name in the routes table."""
    subject: str = ""
    """Id of the object it is about."""
    version: int = 0
    args: tuple[tuple[str, str], ...] = ()
    """Further plain values; words of a report only on cards that their author alone sees."""

    def __post_init__(self) -> None:
        encoded = len(self.verb) + len(self.subject) + sum(len(k) + len(v) + 8 for k, v in self.args) + 40
        limits.at_most("act", encoded, limits.ACT)


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question asked before the press counts."""

    title: str
    text: str
    yes: str
    no: str

    def __post_init__(self) -> None:
        limits.some("question", self.title, limits.CONFIRM_TITLE)
        limits.some("what follows", self.text, limits.CONFIRM_TEXT)
        limits.some("yes", self.yes, limits.CONFIRM_BUTTON)
        limits.some("no", self.no, limits.CONFIRM_BUTTON)


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    act: Act
    style: Style = Style.DEFAULT
    opens: bool = False
    """The press opens a form (Slack needs a trigger, Teams a dialog)."""
    confirm: Confirm | None = None
    spoken: str = ""
    """A longer label for screen readers where `label` makes no sense alone."""

    def __post_init__(self) -> None:
        limits.some("button", self.label, limits.BUTTON_LABEL)
        limits.at_most("spoken label", len(self.spoken), limits.SPOKEN_LABEL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    quiet: bool = False
    """Small print: context, never the only place of a fact."""

    @property
    def size(self) -> int:
        """Characters, as of every block."""
        return limits.measured(self.line, limits.LINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading: our own words only."""

    text: str

    @property
    def size(self) -> int:
        limits.some("heading", self.text, limits.TITLE)
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Quote:
    """People's own words, set apart."""

    line: Line

    @property
    def size(self) -> int:
        return limits.measured(self.line, limits.LINE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[str, Line], ...]

    @property
    def size(self) -> int:
        limits.at_most("facts", len(self.rows), limits.FACTS)
        return sum(len(label) + limits.measured(line, limits.FACT) for label, line in self.rows)


@dataclass(frozen=True, slots=True)
class Item:
    line: Line
    button: Button | None = None
    more: tuple[Button, ...] = ()
    """Beside `button`, where an entry has more than one."""

    def __post_init__(self) -> None:
        limits.at_most("buttons of an entry", len(self.buttons), limits.ENTRY_BUTTONS)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return (*((self.button,) if self.button else ()), *self.more)


@dataclass(frozen=True, slots=True)
class Items:
    """A list; an entry may have buttons of its own."""

    entries: tuple[Item, ...]
    numbered: bool = False

    @property
    def size(self) -> int:
        limits.at_most("items", len(self.entries), limits.ITEMS)
        return sum(limits.measured(entry.line, limits.LINE) for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Divider:
    size = 0


Block = Paragraph | Heading | Quote | Facts | Items | Divider


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    """Our own words, drawn as a heading."""
    body: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    language: str = "en"
    more: tuple[Button, ...] = field(default=())
    """Moves that seldom come: a "more" menu on Slack, a second row or overflow on Teams."""

    def __post_init__(self) -> None:
        limits.some("title", self.title, limits.TITLE)
        limits.at_most("blocks", len(self.body), limits.BLOCKS)
        limits.at_most("buttons", len(self.buttons), limits.BUTTONS)
        limits.at_most("more", len(self.more), limits.MORE)
        limits.at_most("card", len(self.title) + sum(block.size for block in self.body), limits.ALL_TEXT)
