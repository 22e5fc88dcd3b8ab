"""School days as people type them, in English and Spanish, read on Monday, November 23, 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.known_days import DayKind, Days
from bot.handlers.typed import day_phrases
from bot.handlers.typed.day_phrases import Either, Said, Unread

TODAY = date(2026, 11, 23)
WINTER = ("2026-12-22", "2027-01-02")
THANKSGIVING = ("2026-11-26", "2026-11-26", "2026-11-27", "2026-11-27")


def read(words: str, language: str = "en") -> Said | Either | Unread:
    return day_phrases.read(words, today=TODAY, language=language)


def days(kind: DayKind, *ends: str, name: str = "") -> Said:
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return Said(tuple(Days(date.fromisoformat(a), date.fromisoformat(b), kind, name) for a, b in pairs))


@pytest.mark.parametrize(
    ("words", "kind", "ends"),
    [
        ("no school Dec 22 to Jan 2", DayKind.OFF, WINTER),
        ("No school from December 22 through January 2.", DayKind.OFF, WINTER),
        ("no school between Dec 22 and Jan 2", DayKind.OFF, WINTER),
        ("no school 12/22 - 1/2", DayKind.OFF, WINTER),
        ("no school Dec 22-26", DayKind.OFF, ("2026-12-22", "2026-12-26")),
        ("no school on Friday", DayKind.OFF, ("2026-11-27", "2026-11-27")),
        ("there is no school tomorrow", DayKind.OFF, ("2026-11-24", "2026-11-24")),
        ("no school Nov 26 and 27", DayKind.OFF, THANKSGIVING),
        ("no school 26 and 27 Nov", DayKind.OFF, THANKSGIVING),
        ("no school Thursday and Friday", DayKind.OFF, THANKSGIVING),
        ("no school Tuesday, Dec 1", DayKind.OFF, ("2026-12-01", "2026-12-01")),
        ("no school Dec 3 and from Dec 22 to Jan 2", DayKind.OFF, ("2026-12-03", "2026-12-03", *WINTER)),
        ("closed 2026-12-22", DayKind.OFF, ("2026-12-22", "2026-12-22")),
        ("half day Friday", DayKind.HALF, ("2026-11-27", "2026-11-27")),
        ("early release Dec 4 and 18", DayKind.HALF, ("2026-12-04", "2026-12-04", "2026-12-18", "2026-12-18")),
        ("school on Jan 5", DayKind.SCHOOL, ("2027-01-05", "2027-01-05")),
    ],
)
def test_what_is_said_in_english(words: str, kind: DayKind, ends: tuple[str, ...]) -> None:
    assert read(words) == days(kind, *ends)


@pytest.mark.parametrize(
    ("words", "kind", "ends"),
    [
        ("sin clases del 22 de diciembre al 2 de enero", DayKind.OFF, WINTER),
        ("No hay clases desde el 22 de diciembre hasta el 2 de enero", DayKind.OFF, WINTER),
        ("no hay clases el viernes", DayKind.OFF, ("2026-11-27", "2026-11-27")),
        ("sin clases mañana", DayKind.OFF, ("2026-11-24", "2026-11-24")),
        ("sin clase del 3 de marzo", DayKind.OFF, ("2027-03-03", "2027-03-03")),
        ("no hay clase el 3 de marzo", DayKind.OFF, ("2027-03-03", "2027-03-03")),
        ("no class on March 3", DayKind.OFF, ("2027-03-03", "2027-03-03")),
        ("sin clases el 26 y 27 de noviembre", DayKind.OFF, THANKSGIVING),
        ("sin clases el jueves y el viernes", DayKind.OFF, THANKSGIVING),
        ("Medio día el viernes", DayKind.HALF, ("2026-11-27", "2026-11-27")),
        ("salida temprana el 4 de diciembre", DayKind.HALF, ("2026-12-04", "2026-12-04")),
        ("hay clases el 5 de enero", DayKind.SCHOOL, ("2027-01-05", "2027-01-05")),
    ],
)
def test_what_is_said_in_spanish(words: str, kind: DayKind, ends: tuple[str, ...]) -> None:
    assert read(words, "es") == days(kind, *ends)


@pytest.mark.parametrize("words", ["no school Dec 22 to Jan 2: Año Nuevo", "no school Dec 22 to Jan 2 (Año Nuevo)"])
def test_a_name_is_kept_as_it_was_written(words: str) -> None:
    assert read(words) == days(DayKind.OFF, *WINTER, name="Año Nuevo")


@pytest.mark.parametrize(
    "words",
    [
        "no school",
        "no school soon",
        "no school over the holidays",
        "no school Jan 2 to Dec 22",
        "no school Feb 30",
        "no school Nov 27 and 26",
        "no school 5",
        "no school Dec 1 to Jul 30",
        "the kiln has no exhaust",
        "school supplies are missing",
    ],
)
def test_what_is_not_understood_whole_is_asked_for(words: str) -> None:
    assert isinstance(read(words), Unread)


def test_a_day_that_is_over_is_named() -> None:
    assert read("no school Nov 20") == Unread("Nov 20", date(2026, 11, 20))


def test_a_day_with_two_meanings_is_offered_in_lines_that_have_one() -> None:
    found = read("no school on Monday: Fair")
    assert isinstance(found, Either)
    assert found.options == (date(2026, 11, 23), date(2026, 11, 30))
    assert [read(line) for line in found.lines] == [
        days(DayKind.OFF, "2026-11-23", "2026-11-23", name="Fair"),
        days(DayKind.OFF, "2026-11-30", "2026-11-30", name="Fair"),
    ]


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(("no school ", "half day ", "sin clases ")), st.text(max_size=60))
def test_no_words_break_it_and_what_is_read_lies_ahead(beginning: str, words: str) -> None:
    found = read(beginning + words)
    said = found.days if isinstance(found, Said) else ()
    assert all(TODAY <= it.first <= it.last for it in said)
