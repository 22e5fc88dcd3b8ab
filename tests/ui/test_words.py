"""Two languages: their plurals and days, every translation's places for values, and room for the Spanish everywhere."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.vocabulary import Move
from bot.handlers.typed.grammar import parse
from bot.ui.card import Card, Confirm, Items
from bot.ui.form import Form
from bot.ui.limits import (
    BUTTON_LABEL,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
    FORM_BUTTON,
    FORM_TITLE,
    TooLarge,
)
from bot.ui.text import Code
from bot.ui.views import help as help_view
from bot.ui.views import move_forms, stage
from bot.ui.words import LANGUAGES, Words, closest, words
from tests.checks import catalogues
from tests.contract import examples

DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
HIGHEST = 999_999
"""The longest number that a typed line can name."""


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [("es-MX", "es"), ("es_419", "es"), ("ES", "es"), ("en_GB", "en"), ("en", "en"), ("fr-CA", "en"), ("", "en")],
)
def test_a_platforms_locale_tag_finds_the_language_we_speak(tag: str, spoken: str) -> None:
    assert closest(tag) == spoken


@pytest.mark.parametrize("tag", [None, "", "de-DE", "est", "e"])
def test_a_language_we_do_not_speak_is_answered_in_the_places_own(tag: str | None) -> None:
    assert closest(tag, "es") == "es"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 challenges", "1 challenge", "2 challenges", "21 challenges"]),
        ("es", ["0 retos", "1 reto", "2 retos", "21 retos"]),
    ],
)
def test_one_is_counted_otherwise_than_none_and_many(language: str, said: list[str]) -> None:
    w = words(language)
    assert [w.many("{count} challenge", "{count} challenges", count=count) for count in (0, 1, 2, 21)] == said


def test_a_sentence_that_nobody_has_translated_yet_is_said_in_english() -> None:
    w = words("es")
    assert w("Zebras in {place}", place="room 4") == "Zebras in room 4"
    assert w.many("{count} zebra", "{count} zebras", count=3) == "3 zebras"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_the_week_is_named_in_full(language: str) -> None:
    monday = date(2026, 11, 2)
    said = [words(language).day(monday + timedelta(days=days)) for days in range(7)]
    assert [text.split(",")[0] for text in said] == DAYS[language].split()


def test_every_month_is_named_in_full() -> None:
    firsts = [date(2027, month, 23) for month in range(1, 13)]
    assert [words("en").day(day).split(", ")[1:] for day in firsts] == [
        [f"{month} 23", "2027"] for month in MONTHS["en"].split()
    ]
    assert [words("es").day(day).split(", ")[1] for day in firsts] == [
        f"23 de {month} de 2027" for month in MONTHS["es"].split()
    ]


def test_a_day_in_a_list_is_short_and_a_moment_is_where_the_reader_is() -> None:
    assert [words(language).short_day(date(2026, 12, 4)) for language in LANGUAGES] == ["Fri, Dec 4", "vie 4 dic"]
    late = datetime(2026, 12, 5, 4, 30, tzinfo=UTC)
    assert [words(language).moment(late, "America/Chicago").split(",")[0] for language in LANGUAGES] == [
        "Dec 4",
        "4 dic 2026",
    ]


def every_form() -> list[tuple[str, tuple[str, ...]]]:
    """Each translated form, with the English forms that it may follow."""
    found = [message for message in catalogues.read("es") if message.id]
    return [(text, catalogues.forms(message.id)) for message in found for text in catalogues.forms(message.string)]


def test_every_translation_has_the_places_for_values_that_the_english_has() -> None:
    wrong = [
        text
        for text, english in every_form()
        if catalogues.placeholders(text) not in [catalogues.placeholders(one) for one in english]
    ]
    assert len(every_form()) > 500
    assert wrong == []


def test_every_translation_keeps_the_blanks_at_its_ends() -> None:
    moved = [text for text, (one, *_) in every_form() if text[-1:].isspace() != one[-1:].isspace() or text[:1] == " "]
    assert moved == []


def test_every_question_stays_one_and_nobody_is_shouted_at() -> None:
    asked = [text for text, (one, *_) in every_form() if (text[-1:] == "?") != (one[-1:] == "?")]
    half = [text for text, _ in every_form() if text.count("?") != text.count("¿")]
    loud = [text for text, english in every_form() if not {"!", "¡"}.isdisjoint("".join((text, *english)))]
    assert (asked, half, loud) == ([], [], [])


def test_the_spanish_says_tu_and_one_word_for_a_challenge() -> None:
    formal = re.compile(
        r"\b(usted(es)?|escriba|elija|presione|pida|agregue|mire|revise|int[eé]ntelo|menci[oó]ne(me|la)|omita|ll[aá]me(lo)?"
        r"|desaf[ií]os?|facilitador(es)?)\b",
        re.IGNORECASE,
    )
    assert [text for text, _ in every_form() if formal.search(text)] == []


@pytest.mark.parametrize("module", examples.modules(), ids=examples.short)
def test_every_example_has_room_for_its_spanish(module: object) -> None:
    """A card or form that is too large cannot be made at all."""
    drawn = {language: list(getattr(module, "examples", lambda _: ())(words(language))) for language in LANGUAGES}
    assert [name for name, _ in drawn["es"]] == [name for name, _ in drawn["en"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("move", move_forms.FORMS)
def test_a_form_has_room_for_the_highest_number(move: Move, language: str) -> None:
    row = replace(stage.in_progress(), number=HIGHEST)
    form = move_forms.move_form(move, row, words(language))
    assert len(form.title) <= FORM_TITLE
    assert max(len(form.submit), len(form.cancel)) <= FORM_BUTTON


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_and_title_can_be_read_without_being_cut(language: str) -> None:
    drawn = [example for _, example in examples.everything(language)]
    labels = [button.label for example in drawn for button in examples.buttons(example)]
    titles = [example.title for example in drawn if isinstance(example, Form)]
    assert [label for label in labels if len(label) > BUTTON_LABEL] == []
    assert [title for title in titles if len(title) > FORM_TITLE] == []


@pytest.mark.parametrize("part", ["title", "text", "yes", "no"])
def test_a_question_before_a_press_that_slack_would_refuse_cannot_be_asked(part: str) -> None:
    fits = Confirm("a" * CONFIRM_TITLE, "b" * CONFIRM_TEXT, "c" * CONFIRM_BUTTON, "d" * CONFIRM_BUTTON)
    with pytest.raises(TooLarge):
        replace(fits, **{part: getattr(fits, part) + "e"})


def typed(card: Card) -> list[str]:
    """The lines that a card shows to be typed."""
    items = [block for block in card.body if isinstance(block, Items)]
    spans = [span for block in items for entry in block.entries for span in entry.line]
    return [span.text for span in spans if isinstance(span, Code)]


Meaning = tuple[type, object, object]


def meant(line: str, *, thread: bool) -> Meaning:
    """Which command or move it is, and of which challenge."""
    said = parse(line.removeprefix("/barrier"), thread=thread)
    return type(said), getattr(said, "move", None), getattr(said, "number", None)


def shown(w: Words) -> list[Meaning]:
    help_lines, in_thread = help_view.help_card(w), help_view.in_thread(w, number=12, words="what now")
    return [meant(line, thread=False) for line in typed(help_lines)] + [
        meant(line, thread=True) for line in typed(in_thread)
    ]


def test_every_line_that_the_help_shows_means_the_same_in_both_languages() -> None:
    assert shown(words("es")) == shown(words("en"))
    assert len(shown(words("es"))) >= 18
