import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.typed.date_words import ENGLISH, SPANISH
from bot.handlers.typed.dates import FARTHEST, Ambiguous, Past, Reading, read_day, trailing_day

WEDNESDAY = date(2026, 10, 14)
TWO_YEARS = [date(2026, 8, 1) + timedelta(days=number) for number in range(731)]
EN_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ES_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")

# Month and day, or year, month and day, set by hand with a calendar for Wednesday the 14th of October 2026.
ENGLISH_DAYS = {
    "today": "10-14", "tonight": "10-14", "this afternoon": "10-14", "EOD": "10-14", "end of the day": "10-14",
    "tomorrow": "10-15", "tmrw": "10-15", "tomorrow 3pm": "10-15", "day after tomorrow": "10-16",
    "friday": "10-16", "Fri.": "10-16", "this friday": "10-16", "friday at 2": "10-16", "3pm Friday": "10-16",
    "EOD friday": "10-16", "friday morning": "10-16", "close of business friday": "10-16", "fri 16": "10-16",
    "Friday Oct 16": "10-16", "friday the 16th": "10-16", "EOW": "10-16", "end of the week": "10-16",
    "monday": "10-19", "next monday": "10-19", "monday next week": "10-19", "next week monday": "10-19",
    "Tues 10/20": "10-20", "next tuesday at 2": "10-20", "the 20th": "10-20", "next wed": "10-21",
    "next week": "10-21", "in a week": "10-21", "in one week's time": "10-21", "in 5 school days": "10-21",
    "in 3 business days": "10-19", "in 48 hours": "10-16", "friday next week": "10-23",
    "end of next week": "10-23", "a week from friday": "10-23", "within 10 days": "10-24",
    "in 2 weeks": "10-28", "in 2 wks": "10-28", "2w": "10-28", "2 weeks": "10-28", "two weeks from now": "10-28",
    "in a couple of weeks": "10-28", "week after next": "10-28", "last friday of the month": "10-30",
    "EOM": "10-31", "end of month": "10-31", "31st": "10-31", "in 2 weeks and 3 days": "10-31",
    "the 1st": "11-01", "2 weeks from monday": "11-02", "first monday of november": "11-02", "the 3rd": "11-03",
    "three weeks from today": "11-04", "1st wed": "11-04", "2nd tues": "11-10", "next month": "11-14",
    "in a month": "11-14", "mid november": "11-15", "mid-November": "11-15", "end of november": "11-30",
    "end of next month": "11-30", "Dec 1": "12-01", "Dec. 1st": "12-01", "1 dec": "12-01",
    "1st of December": "12-01", "first of december": "12-01", "December 1, 2026": "12-01",
    "dec 1st at 3:30": "12-01", "12/1": "12-01", "12/1/26": "12-01", "12-1-2026": "12-01", "2026-12-01": "12-01",
    "by Dec 1": "12-01", "no later than dec 1": "12-01", "10/14": "10-14", "the 14th": "10-14",
    "Jan 8": "2027-01-08", "2/15": "2027-02-15", "in 1 year": "2027-10-14", "el viernes": "10-16",
}  # fmt: skip
SPANISH_DAYS = {
    "hoy": "10-14", "esta tarde": "10-14", "mañana": "10-15", "manana": "10-15", "mañana por la mañana": "10-15",
    "pasado mañana": "10-16", "pasado manana": "10-16", "viernes": "10-16", "el viernes": "10-16",
    "este viernes": "10-16", "el viernes a las 2": "10-16", "viernes a las 2 de la tarde": "10-16",
    "viernes 16 de octubre": "10-16", "fin de la semana": "10-16", "a más tardar el viernes": "10-16",
    "el próximo lunes": "10-19", "el lunes que viene": "10-19", "el lunes de la próxima semana": "10-19",
    "en 3 días hábiles": "10-19", "martes 20/10": "10-20", "20/10": "10-20", "la próxima semana": "10-21",
    "la semana que viene": "10-21", "en 5 días escolares": "10-21", "en 3 días": "10-17", "dentro de 10 dias": "10-24",
    "en 2 semanas": "10-28", "dentro de dos semanas": "10-28", "en un par de semanas": "10-28",
    "el último viernes del mes": "10-30", "fin de mes": "10-31", "a finales de mes": "10-31",
    "dos semanas a partir del lunes": "11-02", "el primer lunes de noviembre": "11-02", "el 3": "11-03",
    "el 15": "10-15", "antes del 15": "10-15", "para el 15": "10-15", "el 15 a las 3": "10-15",
    "15 de noviembre": "11-15", "el 15 de noviembre": "11-15", "mediados de noviembre": "11-15",
    "el mes que viene": "11-14", "dentro de un mes": "11-14", "en 1 mes y 2 semanas": "11-28",
    "fin del mes que viene": "11-30", "1ro de diciembre": "12-01", "primero de diciembre": "12-01",
    "diciembre 1": "12-01", "1 de diciembre de 2026": "12-01", "13/5": "2027-05-13", "by next monday": "10-19",
}  # fmt: skip
BOTH_OFFERED = {
    ("next friday", "en"): ("10-16", "10-23"),
    ("next fri", "en"): ("10-16", "10-23"),
    ("by next thursday", "en"): ("10-15", "10-22"),
    ("wednesday", "en"): ("10-14", "10-21"),
    ("sunday next week", "en"): ("10-18", "10-25"),
    ("el próximo viernes", "es"): ("10-16", "10-23"),
    ("el viernes que viene", "es"): ("10-16", "10-23"),
    ("12/1", "es"): ("2026-12-01", "2027-01-12"),
    ("1/12", "es"): ("2026-12-01", "2027-01-12"),
}
OVER = {
    ("yesterday", "en"): "10-13",
    ("10/13", "en"): "10-13",
    ("sept 1", "en"): "09-01",
    ("7/12/26", "en"): "07-12",
    ("last friday", "en"): "10-09",
    ("2025-10-20", "en"): "2025-10-20",
    ("ayer", "es"): "10-13",
    ("el viernes pasado", "es"): "10-09",
}
REFUSED = [
    "end of semester", "before spring break", "Q2", "asap", "room 12", "24/7", "1:1", "5", "", "the 5", "may", "second",
    "december", "weekend", "2:30", "at 2", "noon", "oct 20-22", "10/20-10/22", "monday or tuesday", "week of oct 19",
    "feb 30", "2/29", "13/5", "tue 10/21", "friday the 15th", "january 1 2028", "2 weeks ago", "nov 5 and 6",
    "next year", "next PLC", "early november", "50/50", "in 999 weeks", "in 2.5 weeks", "the office",
    "march 5th street", "3 chargers", "friday " * 30,
]  # fmt: skip
REFUSED_SPANISH = [
    "fin de semestre", "cuanto antes", "lo antes posible", "aula 12", "24/7", "5", "mar 15", "fin de semana",
    "esta semana", "después de las vacaciones", "diciembre", "hace dos semanas", "1:1",
]  # fmt: skip
WHOLE = [
    "Stop by the office", "step Stop by the office", "Read chapter 5 before class", "Cut the wait by 3 days",
    "Divide the carts by two", "Drop by room 204", "Pasar por la oficina", "Comida para 2 semanas", "Chargers due",
    "Extend the loan by a week", "Preparar la mesa para 5", "Support 24/7 by phone", "Ask who stands by", "by the way",
    "Order chargers", "", "Review by Q2", "Keep chargers in room 12", "Bring in 2 carts",
]  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def read(phrase: str, language: str = "en", today: date = WEDNESDAY) -> Reading:
    return read_day(phrase, today=today, language=language)


@pytest.mark.parametrize(("phrase", "expected"), ENGLISH_DAYS.items())
def test_an_english_phrase_is_the_day_that_a_person_would_say(phrase: str, expected: str) -> None:
    assert read(phrase) == day(expected)


@pytest.mark.parametrize(("phrase", "expected"), SPANISH_DAYS.items())
def test_a_spanish_phrase_is_the_day_that_a_person_would_say(phrase: str, expected: str) -> None:
    assert read(phrase, "es") == day(expected)


@pytest.mark.parametrize(("phrase", "options"), BOTH_OFFERED.items())
def test_a_phrase_with_two_meanings_offers_both(phrase: tuple[str, str], options: tuple[str, str]) -> None:
    assert read(*phrase) == Ambiguous((day(options[0]), day(options[1])))


@pytest.mark.parametrize(("phrase", "over"), OVER.items())
def test_a_day_that_is_over_is_named_as_such(phrase: tuple[str, str], over: str) -> None:
    assert read(*phrase) == Past(day(over))


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_is_no_certain_day_is_refused(phrase: str) -> None:
    assert read(phrase) is None


@pytest.mark.parametrize("phrase", REFUSED_SPANISH)
def test_what_is_no_certain_day_in_spanish_is_refused(phrase: str) -> None:
    assert read(phrase, "es") is None


def test_weekday_names_are_the_coming_one_on_every_day_in_both_languages() -> None:
    pairs = [(today, today + timedelta(days=ahead)) for today in TWO_YEARS for ahead in range(1, 7)]
    coming = [wanted for _, wanted in pairs]
    assert [read(EN_WEEKDAYS[wanted.weekday()], today=today) for today, wanted in pairs] == coming
    assert [read(f"el {ES_WEEKDAYS[wanted.weekday()]}", "es", today) for today, wanted in pairs] == coming


def test_the_weekday_of_today_may_be_today_or_in_a_week_on_every_day() -> None:
    expected = [Ambiguous((today, today + timedelta(days=7))) for today in TWO_YEARS]
    assert [read(EN_WEEKDAYS[today.weekday()], today=today) for today in TWO_YEARS] == expected


def test_next_weekday_has_two_meanings_only_when_it_is_near() -> None:
    far = [(today, today + timedelta(days=ahead)) for today in TWO_YEARS for ahead in (4, 5, 6, 7)]
    near = [(today, today + timedelta(days=ahead)) for today in TWO_YEARS for ahead in (1, 2, 3)]
    assert [read(f"next {EN_WEEKDAYS[wanted.weekday()]}", today=today) for today, wanted in far] == [
        wanted for _, wanted in far
    ]
    assert [read(f"next {EN_WEEKDAYS[wanted.weekday()]}", today=today) for today, wanted in near] == [
        Ambiguous((wanted, wanted + timedelta(days=7))) for _, wanted in near
    ]


@given(st.sampled_from(TWO_YEARS), st.integers(1, 400), st.integers(1, 57))
def test_so_many_days_or_weeks_ahead_is_exactly_that(today: date, days: int, weeks: int) -> None:
    assert read(f"in {days} days", today=today) == today + timedelta(days=days)
    assert read(f"dentro de {days} días", "es", today) == today + timedelta(days=days)
    assert read(f"in {weeks} weeks", today=today) == today + timedelta(weeks=weeks)
    assert read(f"en {weeks} semanas", "es", today) == today + timedelta(weeks=weeks)


@given(st.sampled_from(TWO_YEARS), st.integers(0, 300))
def test_a_written_out_day_ahead_is_read_back_in_every_form(today: date, ahead: int) -> None:
    wanted = today + timedelta(days=ahead)
    forms = ("%B %d", "%b %d %Y", "%m/%d", "%m/%d/%Y", "%Y-%m-%d", "%A %B %d", "%a %m/%d/%y", "%d %b")
    assert {read(wanted.strftime(form), today=today) for form in forms} == {wanted}


@given(st.sampled_from(TWO_YEARS), st.integers(1, 60))
def test_school_days_follow_the_calendar_that_is_handed_in(today: date, count: int) -> None:
    only_tenth_days = read_day(
        f"in {count} school days",
        today=today,
        language="en",
        school_days=lambda start, n: start + timedelta(days=n * 6),
    )
    assert only_tenth_days == today + timedelta(days=count * 6)


WORDS = sorted(ENGLISH.words) + sorted(SPANISH.words) + sorted(ENGLISH.further | SPANISH.further)
FIGURES = [
    "5",
    "12",
    "3rd",
    "10/9",
    "2/29",
    "12/1/27",
    "2026-02-30",
    "999",
    "2027",
    "3:30",
    "el",
    "@",
    "'",
    "-",
    "٣",
    "½",
]
PIECES = st.lists(st.sampled_from(WORDS + FIGURES), max_size=6).map(" ".join)


@given(PIECES | st.text(max_size=70), st.sampled_from(TWO_YEARS), st.sampled_from(["en", "es"]))
def test_no_words_whatsoever_raise_or_give_a_day_out_of_reach(phrase: str, today: date, language: str) -> None:
    reach = (today, today + FARTHEST)
    match read(phrase, language, today):
        case Past(over):
            assert over < today
        case Ambiguous(options=(first, second)):
            assert reach[0] <= first < second <= reach[1]
        case date() as found:
            assert reach[0] <= found <= reach[1]
        case nothing:
            assert nothing is None


@pytest.mark.parametrize(
    ("words", "language", "head", "expected", "phrase"),
    [
        ("Order chargers by Dec 1", "en", "Order chargers", "12-01", "by Dec 1"),
        ("Order chargers, due by 12/1", "en", "Order chargers", "12-01", "due by 12/1"),
        ("Stop by the office by friday", "en", "Stop by the office", "10-16", "by friday"),
        ("Stop by before friday", "en", "Stop by", "10-16", "before friday"),
        ("Order chargers in 2 wks", "en", "Order chargers", "10-28", "in 2 wks"),
        ("Order chargers due in 2 weeks", "en", "Order chargers", "10-28", "due in 2 weeks"),
        ("Keep the cart UNTIL Monday", "en", "Keep the cart", "10-19", "UNTIL Monday"),
        ("Ask Lee by 2 weeks from monday", "en", "Ask Lee", "11-02", "by 2 weeks from monday"),
        ("Pedir cargadores para el viernes", "es", "Pedir cargadores", "10-16", "para el viernes"),
        ("Pedir cargadores antes del 15", "es", "Pedir cargadores", "10-15", "antes del 15"),
        ("Pedir cables para antes del viernes", "es", "Pedir cables", "10-16", "para antes del viernes"),
        ("Comida para 20 hasta fin de mes", "es", "Comida para 20", "10-31", "hasta fin de mes"),
        ("Pedir cargadores dentro de dos semanas", "es", "Pedir cargadores", "10-28", "dentro de dos semanas"),
        ("by friday", "en", "", "10-16", "by friday"),
    ],
)
def test_a_day_at_the_end_is_split_off(words: str, language: str, head: str, expected: str, phrase: str) -> None:
    assert trailing_day(words, today=WEDNESDAY, language=language) == (head, day(expected), phrase)


def test_a_trailing_day_may_have_two_meanings_or_be_over() -> None:
    both = Ambiguous((day("10-16"), day("10-23")))
    assert trailing_day("Call Lee by next friday", today=WEDNESDAY, language="en") == (
        "Call Lee",
        both,
        "by next friday",
    )
    assert trailing_day("Call Lee by 10/1", today=WEDNESDAY, language="en") == (
        "Call Lee",
        Past(day("10-01")),
        "by 10/1",
    )


@pytest.mark.parametrize("words", WHOLE)
@pytest.mark.parametrize("language", ["en", "es"])
def test_words_without_a_day_at_the_end_stay_whole(words: str, language: str) -> None:
    assert trailing_day(words, today=WEDNESDAY, language=language) == (words, None, "")


@given(st.text(max_size=60) | PIECES, st.sampled_from(["en", "es"]))
def test_splitting_keeps_every_letter(words: str, language: str) -> None:
    head, _, phrase = trailing_day(words, today=WEDNESDAY, language=language)
    assert words.startswith(head)
    assert phrase in words
    assert sorted(filter(str.isalnum, head + phrase)) == sorted(filter(str.isalnum, words))


def test_dateparser_is_not_imported_until_a_phrase_needs_it() -> None:
    program = (
        "import sys, datetime, bot.handlers.typed.dates as d\n"
        "today = datetime.date(2026, 10, 14)\n"
        "d.read_day('next tuesday', today=today, language='en')\n"
        "d.trailing_day('Stop by the office', today=today, language='en')\n"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
