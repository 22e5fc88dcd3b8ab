"""Every sentence of ours goes through the catalogue, in every example, and dates are written in full."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

import pytest

from bot.ui.card import Block, Button, Card, Divider, Facts, Heading, Items, Paragraph, Quote
from bot.ui.form import ChecksField, ChoiceField, DayField, Field, Form, Passage, PersonField, TextField
from bot.ui.text import Line, Plain
from bot.ui.words import LANGUAGES, Words, words
from tests.checks import catalogues
from tests.contract import examples
from tests.contract.examples import Example

DRESS = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")
_PLACE = re.compile(r"(\{[^{}]*\})")
NAMES = re.compile(
    "<!channel>.*|A very long story.*|Chromebooks won't hold a charge in room 12|Lincoln SLT|Cedar SLT|Lee Park"
    "|Winter break|Conferences|Board|Order chargers|Label the cart|We keep time|We hear each other|Value [0-4]"
    "|technology|staffing|English|Español|[(]ekm_access_denied[)]|[(]weird <!here>[)]",
    re.DOTALL,
)
"""People's own words where a choice or a reason shows them, and the two languages by their own names."""
_TYPED = re.compile("“[^”]*”")
"""What one may type, as a sentence of ours shows it."""
_LETTERS = re.compile(r"[aeiouAEIOU]")


def dressed(text: str) -> str:
    """Recognizable as translated, and as long as before; places for values stay."""
    return "".join(part if _PLACE.fullmatch(part) else part.translate(DRESS) for part in _PLACE.split(text))


class Dressed(Words):
    """A language in which nothing that came through the catalogue has a plain vowel."""

    def __init__(self) -> None:
        super().__init__("en")

    def __call__(self, sentence: str, /, **values: object) -> str:
        return super().__call__(dressed(sentence), **values)

    def many(self, one: str, other: str, /, *, count: int, **values: object) -> str:
        return super().many(dressed(one), dressed(other), count=count, **values)

    def day(self, day: date) -> str:
        return super().day(day).translate(DRESS)

    def short_day(self, day: date) -> str:
        return super().short_day(day).translate(DRESS)

    def month(self, day: date) -> str:
        return super().month(day).translate(DRESS)

    def clock(self, at: time) -> str:
        return super().clock(at).translate(DRESS)

    def weekday(self, day: int) -> str:
        return super().weekday(day).translate(DRESS)

    def listed(self, names: Sequence[str]) -> str:
        return super().listed(names).translate(DRESS)

    def country(self, code: str) -> str:
        return super().country(code).translate(DRESS)

    def moment(self, at: datetime, time_zone: str) -> str:
        return super().moment(at, time_zone).translate(DRESS)


def ours(example: Example) -> Iterator[str]:
    """Our own words in it: not those in which somebody's are set apart, and not what only machines read."""
    match example:
        case Card(title=title, body=body, buttons=first, more=more):
            yield title
            yield from (text for block in body for text in _block(block))
            yield from (text for button in (*first, *more) for text in _button(button))
        case Form(title=title, submit=submit, cancel=cancel, fields=fields, errors=errors):
            yield from (title, submit, cancel, *(text for _, text in errors))
            yield from (text for field in fields for text in _field(field))
        case _:
            yield from _line(example)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line) | Quote(line):
            yield from _line(line)
        case Heading(text):
            yield text
        case Facts(rows):
            yield from (text for label, line in rows for text in (label, *_line(line)))
        case Items(entries):
            yield from (text for entry in entries for text in _line(entry.line))
            yield from (text for entry in entries for one in entry.buttons for text in _button(one))
        case Divider():
            return


def _line(line: Line) -> Iterator[str]:
    return (span.text for span in line if isinstance(span, Plain))


def _button(button: Button) -> Iterator[str]:
    yield from (button.label, button.spoken)
    if button.confirm:
        yield from (button.confirm.title, button.confirm.text, button.confirm.yes, button.confirm.no)


def _field(field: Field) -> Iterator[str]:
    match field:
        case Passage(blocks):
            yield from (text for block in blocks for text in _block(block))
            return
        case ChoiceField(options=options) | ChecksField(options=options):
            yield from (text for option in options for text in (option.label, option.description))
        case TextField() | DayField() | PersonField():
            pass
    yield from (field.label, field.hint)


def undressed() -> dict[str, list[str]]:
    """What people see of ours, by example, that did not come through the catalogue."""
    w = Dressed()
    found: dict[str, list[str]] = {}
    for module in examples.modules():
        for name, example in getattr(module, "examples", lambda _: ())(w):
            bare = [text for text in ours(example) if _LETTERS.search(_without(text))]
            found |= {f"{examples.short(module)}: {name}": bare} if bare else {}
    return found


def _without(text: str) -> str:
    return NAMES.sub("", text)


def test_every_sentence_goes_through_the_catalogue() -> None:
    assert undressed() == {}


def own_words(language: str) -> dict[str, list[str]]:
    return {name: list(filter(str.strip, ours(example))) for name, example in examples.everything(language)}


def test_no_example_shows_an_english_sentence_that_has_been_translated() -> None:
    translated = {
        english
        for message in catalogues.read("es")
        if message.id
        for english, spanish in zip(catalogues.forms(message.id), catalogues.forms(message.string), strict=False)
        if spanish and spanish != english
    }
    left = {name: sorted(translated & set(texts)) for name, texts in own_words("es").items()}
    assert {name: texts for name, texts in left.items() if texts} == {}


def test_every_example_reads_differently_in_spanish() -> None:
    english, spanish = own_words("en"), own_words("es")
    assert english.keys() == spanish.keys()
    assert [name for name, texts in english.items() if texts and texts == spanish[name]] == []


DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
MONTHS = {
    "en": "January February March April June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
IN_FULL = {
    "en": "({days}), ({months}) [0-9]{{1,2}}, [0-9]{{4}}",
    "es": "({days}), [0-9]{{1,2}} de ({months}) de [0-9]{{4}}",
}


WHOLE_MONTH = {"en": "({months}) [0-9]{{4}}", "es": "({months}) de [0-9]{{4}}"}


def in_full(language: str) -> re.Pattern[str]:
    days, months = (names[language].replace(" ", "|") for names in (DAYS, MONTHS))
    wanted = f"{IN_FULL[language]}|{WHOLE_MONTH[language]}"
    return re.compile(wanted.format(days=days, months=months))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_written_in_full(language: str) -> None:
    full = in_full(language)
    short = re.compile(rf"\b({MONTHS[language].replace(' ', '|')})\b|[0-9]{{4}}-[0-9]{{2}}|[0-9]/[0-9]")
    written = [(name, text) for name, texts in own_words(language).items() for text in texts]
    assert any(full.search(text) for _, text in written)
    assert [(name, text) for name, text in written if short.search(full.sub("", _TYPED.sub("", _without(text))))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_days_name_is_right(language: str) -> None:
    assert in_full(language).fullmatch(words(language).day(date(2026, 12, 4)))
    assert words(language).day(date(2026, 12, 4)).startswith(DAYS[language].split()[4])
