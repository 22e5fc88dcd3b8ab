"""A meeting's rhythm as people type it, and the same rule said back in words that can be typed again."""

from datetime import date, time

import pytest
from hypothesis import given, settings

from bot.domain.recurrence import LAST, MonthlyByDay, MonthlyBySchoolDay, MonthlyByWeekday, Rule, Weekly
from bot.handlers.typed import meeting_grammar
from bot.handlers.typed.meeting_grammar import Cancel, Change, Every, Move, New, Next, Post, Skip
from bot.handlers.typed.series_grammar import Rhythm, read, read_time
from bot.ui.views.rhythm import rule_in_words
from bot.ui.words import words
from tests.domain.test_recurrence import rules

TODAY = date(2026, 11, 22)
SECOND_TUESDAY = MonthlyByWeekday((2,), (1,))


def said(line: str, language: str = "en") -> Rhythm:
    return read(line, today=TODAY, language=language)


@pytest.mark.parametrize(
    ("line", "rule", "at"),
    [
        ("every Tuesday at 3:30pm", Weekly((1,)), time(15, 30)),
        ("Tuesdays and Thursdays at 7:45", Weekly((1, 3)), time(7, 45)),
        ("every other Wednesday 15:30", Weekly((2,), 2), time(15, 30)),
        ("every 2 weeks on Wednesday at noon", Weekly((2,), 2), time(12)),
        ("biweekly on Friday at 8 am", Weekly((4,), 2), time(8)),
        ("every weekday at 7:30", Weekly((0, 1, 2, 3, 4)), time(7, 30)),
        ("first and third Monday at 7:45", MonthlyByWeekday((1, 3), (0,)), time(7, 45)),
        ("the last Friday of each month at 2", MonthlyByWeekday((LAST,), (4,)), time(14)),
        ("every other month on the first Monday at 9", MonthlyByWeekday((1,), (0,), 2), time(9)),
        ("every 5th Friday at 3pm", MonthlyByWeekday((5,), (4,)), time(15)),
        ("monthly on the 15th at 8am", MonthlyByDay((15,)), time(8)),
        ("on the 1st and 15th of every month at 4:00 p.m.", MonthlyByDay((1, 15)), time(16)),
        ("last day of the month at 3", MonthlyByDay((LAST,)), time(15)),
        ("last school day of the month at 8", MonthlyBySchoolDay(last=True), time(8)),
        ("first school day of each month 7:15", MonthlyBySchoolDay(last=False), time(7, 15)),
    ],
)
def test_english(line: str, rule: Rule, at: time) -> None:
    assert said(line) == Rhythm(rule, at)
    assert said(line, "es") == Rhythm(rule, at)


@pytest.mark.parametrize(
    ("line", "rule", "at"),
    [
        ("los martes a las 3:30 de la tarde", Weekly((1,)), time(15, 30)),
        ("cada dos miércoles a las 15:30", Weekly((2,), 2), time(15, 30)),
        ("un miércoles sí y otro no a las 8", Weekly((2,), 2), time(8)),
        ("entre semana a las 7:30", Weekly((0, 1, 2, 3, 4)), time(7, 30)),
        ("primer y tercer lunes del mes a las 7:45", MonthlyByWeekday((1, 3), (0,)), time(7, 45)),
        ("el último viernes de cada mes a las 2 de la tarde", MonthlyByWeekday((LAST,), (4,)), time(14)),
        ("el 15 de cada mes a las 8", MonthlyByDay((15,)), time(8)),
        ("el último día de clases del mes a las 8:00", MonthlyBySchoolDay(last=True), time(8)),
    ],
)
def test_spanish(line: str, rule: Rule, at: time) -> None:
    assert said(line, "es") == Rhythm(rule, at)
    assert said(line, "en") == Rhythm(rule, at)


@pytest.mark.parametrize("line", ["every 2nd Tuesday at 3:30pm", "cada segundo martes a las 15:30"])
def test_every_second_tuesday_has_another_meaning(line: str) -> None:
    assert said(line) == Rhythm(SECOND_TUESDAY, time(15, 30), otherwise=Weekly((1,), 2))


def test_of_the_month_has_only_one() -> None:
    assert said("every second Tuesday of the month at 3:30pm") == Rhythm(SECOND_TUESDAY, time(15, 30))


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("every Tuesday from Jan 12 until June 5 at 3pm for 40 minutes", "en"),
        ("every Tuesday for 40 min at 3 PM, starting on January 12 through June 5", "en"),
        ("cada martes desde el 12 de enero hasta el 5 de junio a las 15:00 durante 40 minutos", "es"),
    ],
)
def test_from_until_and_how_long(line: str, language: str) -> None:
    whole = Rhythm(Weekly((1,)), time(15), 40, date(2027, 1, 12), date(2027, 6, 5))
    assert said(line, language) == whole
    assert whole.whole


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("Mondays 3:30 to 4:15", 45),
        ("los lunes de 3:30 a 4:15", 45),
        ("Mondays at 3:30 for half an hour", 30),
        ("los lunes a las 3:30 durante una hora", 60),
        ("Mondays at 3:30 for an hour and a half", 90),
        ("Mondays at 3:30 for 2 hours", 120),
    ],
)
def test_how_long(line: str, minutes: int) -> None:
    assert said(line) == Rhythm(Weekly((0,)), time(15, 30), minutes)


def test_an_end_is_read_from_the_start_on() -> None:
    assert said("Mondays at 8 from Sep 7 until Dec 13").ends == date(2027, 12, 13)


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("every Friday from Feb 30 at 3pm", ("starts",)),
        ("every Friday until the cows come home at 3pm", ("ends",)),
        ("every Friday at 3pm for 600 minutes", ("minutes",)),
        ("every February 29 at 3pm", ("rule",)),
        ("monthly on the 32nd at 8", ("rule",)),
        ("every 6th Friday at 8", ("rule",)),
        ("when the bell rings at 8", ("rule",)),
        ("every 40 weeks on Monday at 8", ("rule",)),
    ],
)
def test_what_is_not_understood_is_named_and_never_guessed(line: str, unread: tuple[str, ...]) -> None:
    assert said(line).unread == unread
    assert not said(line).whole


def test_without_a_time_it_is_not_whole() -> None:
    assert said("every Tuesday") == Rhythm(Weekly((1,)))
    assert not said("every Tuesday").whole


@pytest.mark.parametrize("language", ["en", "es"])
@settings(max_examples=50, deadline=None)
@given(rule=rules)
def test_a_rule_said_in_words_is_understood_as_the_same_rule(language: str, rule: Rule) -> None:
    spoken = rule_in_words(rule, words(language))
    assert read(spoken, today=TODAY, language=language).rule == rule, spoken


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("3:30 PM", time(15, 30)),
        ("3:30\u202fPM", time(15, 30)),
        ("3:30\u202fp.\u00a0m.", time(15, 30)),
        ("7:45", time(7, 45)),
        ("8", time(8)),
        ("15:30", time(15, 30)),
        ("03:30", time(3, 30)),
        ("12 am", time(0)),
        ("noon", time(12)),
        ("25:00", None),
        ("13 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_by_itself(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("", Next()),
        ("Next", Next()),
        ("nueva", New()),
        ("skip", Skip()),
        ("Omitir.", Skip()),
        ("move to Thursday at 4pm", Move("thursday at 4pm")),
        ("change to Thursday at 4pm", Move("thursday at 4pm")),
        ("cambiar al jueves a las 4", Move("jueves a las 4")),
        ("cambiar a las 4", Move("4")),
        ("change", Change()),
        ("editar la reunión", Change()),
        ("Change 2", Change("2")),
        ("change #2 to 3pm", Change("2", "3pm")),
        ("cambiar la 2 a las 4", Change("2", "a las 4")),
        ("change 2 to every 1st Tuesday at 3pm", Change("2", "every 1st tuesday at 3pm")),
        ("change it to every other Friday", Change("", "every other friday")),
        ("edit every Tuesday to monthly on the 15th", Change("every tuesday", "monthly on the 15th")),
        ("cambiar a cada primer lunes a las 8", Change("", "cada primer lunes a las 8")),
        ("cambia cada martes por cada jueves a las 3", Change("cada martes", "cada jueves a las 3")),
        ("mover al jueves a las 4", Move("jueves a las 4")),
        ("post", Post()),
        ("publicar", Post()),
        ("cancel", Cancel()),
        ("every 2nd Tuesday at 3:30pm", Every("every 2nd Tuesday at 3:30pm")),
        ("2nd Tuesday 3:30pm", Every("2nd Tuesday 3:30pm")),
        ("every blue moon", Every("every blue moon")),
    ],
)
def test_what_may_follow_the_command(line: str, meaning: meeting_grammar.Typed) -> None:
    assert meeting_grammar.parse(line) == meaning


@pytest.mark.parametrize(
    "line", ["items get lost every single week", "every time we meet the projector fails", "calendar"]
)
def test_other_lines_are_nothing_about_meetings(line: str) -> None:
    assert meeting_grammar.parse(line) is None
