"""The tighter limit of the two platforms, for both; each part of a card or form holds itself to it when it is built."""

from bot.ui.text import Line, spoken

TITLE = 150
FORM_TITLE = 24
FORM_BUTTON = 24
BUTTON_LABEL = 40
SPOKEN_LABEL = 75
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
BUTTONS = 6
MORE = 5
ENTRY_BUTTONS = 5
LINE = 3000
FACTS = 10
FACT = 2000
ITEMS = 30
BLOCKS = 45
ALL_TEXT = 10_000
"""Characters of one card, below Slack's undocumented 12,000 for a message."""
FIELDS = 20
TEXT_VALUE = 3000
OPTIONS = 100
OPEN_OPTIONS = 10
OPTION_LABEL = 75
OPTION_DESCRIPTION = 75
OPTION_VALUE = 75
LABEL = 150
ACT = 1900
"""Characters of an act once encoded; Slack's button value holds 2,000."""


class TooLarge(ValueError):
    """A card or form that one of the platforms would refuse."""


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters; an ellipsis says that something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def some(what: str, text: str, most: int) -> None:
    """Refuse a text that is empty or longer than `most`."""
    if not text.strip():
        raise TooLarge(f"{what}: empty")
    at_most(what, len(text), most)


def at_most(what: str, size: int, most: int) -> None:
    if size > most:
        raise TooLarge(f"{what}: {size} > {most}")


def measured(line: Line, most: int) -> int:
    """How many characters `line` has; refuses an empty one, and one longer than `most`."""
    size = len(spoken(line))
    if not size:
        raise TooLarge("an empty line")
    at_most("line", size, most)
    return size
