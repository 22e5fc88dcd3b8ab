"""A card read aloud, with every fact in it: for notifications, screen readers, search and the terminal."""

from bot.ui.card import Block, Card, Divider, Facts, Heading, Items, Paragraph, Quote
from bot.ui.form import ChoiceField, Form, Passage
from bot.ui.text import spoken


def read_aloud(card: Card) -> str:
    """The whole card as plain lines; no button is named, since it cannot be pressed there."""
    return "\n".join([card.title, *(line for block in card.body for line in _lines(block))])


def read_form(form: Form) -> str:
    """The form as plain lines, for the terminal."""
    lines = [form.title]
    for field in form.fields:
        if isinstance(field, Passage):
            lines += [line for block in field.blocks for line in _lines(block)]
            continue
        lines.append(f"[{field.label}]" + (f" {field.hint}" if field.hint else ""))
        if isinstance(field, ChoiceField):
            lines += [f"  ( ) {o.label}" + (f": {o.description}" if o.description else "") for o in field.options]
    return "\n".join(lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(line):
            return [spoken(line)]
        case Quote(line):
            return [f"“{spoken(line)}”"]
        case Heading(text):
            return [text]
        case Facts(rows):
            return [f"{label}: {spoken(line)}" for label, line in rows]
        case Items(entries, numbered):
            return [
                (f"{number}. " if numbered else "- ") + spoken(entry.line) for number, entry in enumerate(entries, 1)
            ]
        case Divider():
            return []
