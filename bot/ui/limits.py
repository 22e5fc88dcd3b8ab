"""The tighter limit of the two platforms, for both, checked where a card or form is built."""

from bot.ui.card import Block, Button, Card, Divider, Facts, Heading, Items, Paragraph, Quote
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Passage, PersonField, TextField
from bot.ui.text import Line, spoken

TITLE = 150
FORM_TITLE = 24
FORM_BUTTON = 24
BUTTON_LABEL = 40
SPOKEN_LABEL = 75
BUTTONS = 6
MORE = 5
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


def check_card(card: Card) -> None:
    _text("title", card.title, TITLE)
    _count("blocks", len(card.body), BLOCKS)
    _count("buttons", len(card.buttons), BUTTONS)
    _count("more", len(card.more), MORE)
    total = len(card.title) + sum(_check_block(block) for block in card.body)
    for button in (*card.buttons, *card.more):
        _check_button(button)
    _count("characters of the card", total, ALL_TEXT)


def check_form(form: Form) -> None:
    _text("form title", form.title, FORM_TITLE)
    _text("submit", form.submit, FORM_BUTTON)
    _text("cancel", form.cancel, FORM_BUTTON)
    _count("fields", len(form.fields), FIELDS)
    for field in form.fields:
        match field:
            case Passage(blocks):
                for block in blocks:
                    _check_block(block)
                continue
            case TextField(value=value, max_length=most):
                _count("field value", len(value), min(most, TEXT_VALUE))
            case ChoiceField(options=options, open_list=open_list):
                _options(options, OPEN_OPTIONS if open_list else OPTIONS, least=1)
            case ChecksField(options=options):
                _options(options, OPEN_OPTIONS, least=1)
            case PersonField(known=known):
                _options(known, OPTIONS, least=0)
            case DayField():
                pass
        _text("label", field.label, LABEL)
        if len(field.hint) > LABEL:
            raise TooLarge(f"hint: {len(field.hint)} > {LABEL}")


def _options(options: tuple[object, ...], most: int, *, least: int) -> None:
    from bot.ui.form import Option

    if len(options) < least:
        raise TooLarge("a choice without options")
    _count("options", len(options), most)
    for option in options:
        if isinstance(option, Option):
            _text("option", option.label, OPTION_LABEL)
            _text("option value", option.value, OPTION_VALUE)
            _count("option description", len(option.description), OPTION_DESCRIPTION)


def _check_block(block: Block) -> int:
    match block:
        case Paragraph(line) | Quote(line):
            return _line(line, LINE)
        case Heading(text):
            _text("heading", text, TITLE)
            return len(text)
        case Facts(rows):
            _count("facts", len(rows), FACTS)
            return sum(len(label) + _line(line, FACT) for label, line in rows)
        case Items(entries):
            _count("items", len(entries), ITEMS)
            for entry in entries:
                if entry.button:
                    _check_button(entry.button)
            return sum(_line(entry.line, LINE) for entry in entries)
        case Divider():
            return 0


def _check_button(button: Button) -> None:
    _text("button", button.label, BUTTON_LABEL)
    _count("spoken label", len(button.spoken), SPOKEN_LABEL)
    act = button.act
    _count("act", len(act.verb) + len(act.subject) + sum(len(k) + len(v) + 8 for k, v in act.args) + 40, ACT)


def _line(line: Line, most: int) -> int:
    length = len(spoken(line))
    if not length:
        raise TooLarge("an empty line")
    _count("line", length, most)
    return length


def _text(what: str, text: str, most: int) -> None:
    if not text.strip():
        raise TooLarge(f"{what}: empty")
    _count(what, len(text), most)


def _count(what: str, size: int, most: int) -> None:
    if size > most:
        raise TooLarge(f"{what}: {size} > {most}")
