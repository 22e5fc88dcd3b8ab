"""A card: what the bot shows, as data that both platforms can draw in full."""

from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question asked before the press counts."""

    title: str
    text: str
    yes: str
    no: str


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    quiet: bool = False
    """Small print: context, never the only place of a fact."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading: our own words only."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """People's own words, set apart."""

    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Item:
    line: Line
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each entry with at most one button of its own."""

    entries: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Divider:
    pass


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
        from bot.ui import limits  # a card that cannot be drawn must fail where it is built

        limits.check_card(self)
