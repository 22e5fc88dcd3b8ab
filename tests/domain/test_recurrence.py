"""Rules of meeting series: every day they name, on the wall clock, against counting by hand."""

import calendar as months
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.recurrence import (
    LAST,
    MonthlyByDay,
    MonthlyBySchoolDay,
    MonthlyByWeekday,
    Rule,
    Weekly,
    days,
    held_on,
    leaves_out_months,
    moment,
    slots,
)
from bot.domain.school_calendar import WEEKDAYS, Break, SchoolCalendar

FIFTY_YEARS = 50 * 365
ZONES = ("America/New_York", "America/Phoenix", "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Chatham")

some_weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda it: tuple(sorted(it)))
every = st.integers(1, 4)
rules: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Weekly, some_weekdays, every),
    st.builds(
        MonthlyByWeekday,
        st.sets(st.sampled_from((LAST, 1, 2, 3, 4, 5)), min_size=1).map(lambda it: tuple(sorted(it))),
        some_weekdays,
        every,
    ),
    st.builds(
        MonthlyByDay,
        st.sets(st.sampled_from((LAST, 1, 15, 29, 30, 31)), min_size=1).map(lambda it: tuple(sorted(it))),
        every,
    ),
    st.builds(MonthlyBySchoolDay, st.booleans()),
)
starts = st.dates(date(2024, 1, 1), date(2032, 1, 1))


def names(rule: Rule, day: date) -> bool:
    """Whether a day fits the rule, its "every other" aside: the plain reading of each rule, day by day."""
    end = months.monthrange(day.year, day.month)[1]
    match rule:
        case Weekly(weekdays):
            return day.weekday() in weekdays
        case MonthlyByWeekday(nths, weekdays):
            nth, is_last = (day.day - 1) // 7 + 1, day.day + 7 > end
            return day.weekday() in weekdays and (nth in nths or (is_last and LAST in nths))
        case MonthlyByDay(named):
            return day.day in named or (day.day == end and LAST in named)
        case MonthlyBySchoolDay(last):
            return day.day == (end if last else 1)


def turn(rule: Rule, first: date, day: date) -> bool:
    """Whether it is this week's or month's turn."""
    if isinstance(rule, Weekly):
        monday = first - timedelta(days=first.weekday())
        return (day - monday).days // 7 % rule.every == 0
    return ((day.year - first.year) * 12 + day.month - first.month) % getattr(rule, "every", 1) == 0


def by_hand(rule: Rule, begin: date, count: int) -> list[date]:
    fitting = [day for n in range(count) if names(rule, day := begin + timedelta(days=n))]
    return [day for day in fitting if turn(rule, fitting[0], day)]


@settings(max_examples=20, deadline=None)
@given(rules, starts)
def test_for_fifty_years_a_rule_names_the_days_that_counting_finds(rule: Rule, begin: date) -> None:
    found = by_hand(rule, begin, FIFTY_YEARS)
    assert list(islice(days(rule, begin), len(found))) == found


@settings(max_examples=20, deadline=None)
@given(rules, starts, st.integers(-40, 15_000))
def test_looking_from_later_on_leaves_out_only_what_is_earlier(rule: Rule, begin: date, later: int) -> None:
    since = begin + timedelta(days=later)
    whole = by_hand(rule, begin, max(later, 0) + 1500)
    expected = [day for day in whole if day >= since][:3]
    assert list(islice(days(rule, begin, since=since), len(expected))) == expected


@settings(max_examples=20, deadline=None)
@given(rules, starts, st.times().map(lambda it: it.replace(second=0, microsecond=0)), st.sampled_from(ZONES))
def test_a_slot_shows_its_own_time_on_the_wall_or_the_time_after_a_gap(
    rule: Rule, begin: date, at: time, zone: str
) -> None:
    for day, slot in zip(by_hand(rule, begin, 800), slots(rule, at, zone, starts=begin), strict=False):
        wall = slot.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        exists = slot.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == datetime.combine(day, at)
        assert slot.tzinfo is UTC
        assert exists or timedelta() < wall - datetime.combine(day, at) <= timedelta(hours=1)


def test_an_hour_that_spring_leaves_out_is_as_long_after_midnight_as_it_says() -> None:
    assert moment(date(2027, 3, 14), time(2, 30), "America/Chicago") == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    shown = moment(date(2027, 3, 14), time(2, 30), "America/Chicago").astimezone(ZoneInfo("America/Chicago"))
    assert (shown.hour, shown.minute) == (3, 30)


@pytest.mark.parametrize("fold", [0, 1])
def test_of_an_hour_that_autumn_repeats_the_first_is_meant(fold: int) -> None:
    at = time(1, 30, fold=fold)
    assert moment(date(2026, 11, 1), at, "America/Chicago") == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_midnight_is_met_on_the_day_after_the_clocks_changed() -> None:
    """Where other schedulers skip the first hour of the days after."""
    found = slots(Weekly(tuple(range(7))), time(0, 0), "America/New_York", starts=date(2027, 3, 13))
    assert [slot.hour for slot in islice(found, 4)] == [5, 5, 4, 4]


@settings(max_examples=20, deadline=None)
@given(rules, starts, st.integers(0, 900))
def test_slots_are_later_than_asked_and_end_with_the_last_day(rule: Rule, begin: date, minutes: int) -> None:
    zone, at, ends = "America/Chicago", time(15, 30), begin + timedelta(days=120)
    whole = list(slots(rule, at, zone, starts=begin, ends=ends))
    assert [slot.astimezone(ZoneInfo(zone)).date() for slot in whole] == by_hand(rule, begin, 121)
    after = datetime.combine(begin, at, ZoneInfo(zone)) + timedelta(hours=minutes)
    assert list(slots(rule, at, zone, starts=begin, ends=ends, after=after)) == [it for it in whole if it > after]


WINTER = SchoolCalendar(
    (
        Break(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving"),
        Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break"),
        Break(date(2027, 6, 7), date(2027, 8, 13), "Summer"),
    )
)
THURSDAYS = Weekly((3,))
SECOND_THURSDAY = MonthlyByWeekday((2,), (3,))
BEGIN = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("rule", "slot", "held"),
    [
        (THURSDAYS, date(2026, 11, 19), date(2026, 11, 19)),
        (THURSDAYS, date(2026, 11, 26), date(2026, 11, 25)),
        (THURSDAYS, date(2026, 12, 24), date(2026, 12, 18)),
        (THURSDAYS, date(2026, 12, 31), None),
        (Weekly((0, 1, 2, 3, 4)), date(2026, 11, 26), None),
        (SECOND_THURSDAY, date(2027, 6, 10), date(2027, 6, 4)),
        (SECOND_THURSDAY, date(2027, 7, 8), None),
        (MonthlyByDay((15,)), date(2026, 11, 15), date(2026, 11, 13)),
        (MonthlyBySchoolDay(last=True), date(2026, 12, 31), date(2026, 12, 18)),
        (MonthlyBySchoolDay(last=True), date(2027, 7, 31), None),
        (MonthlyBySchoolDay(last=False), date(2027, 1, 1), date(2027, 1, 4)),
        (MonthlyBySchoolDay(last=False), date(2027, 7, 1), None),
        (MonthlyBySchoolDay(last=False), date(2027, 8, 1), date(2027, 8, 16)),
    ],
)
def test_a_day_without_school_moves_it_back_but_never_onto_the_one_before(
    rule: Rule, slot: date, held: date | None
) -> None:
    assert held_on(rule, slot, starts=BEGIN, calendar=WINTER) == held


def test_nothing_moves_to_before_the_start() -> None:
    thanksgiving = date(2026, 11, 26)
    assert held_on(THURSDAYS, thanksgiving, starts=thanksgiving, calendar=WINTER) is None
    day_before = thanksgiving - timedelta(days=1)
    assert held_on(THURSDAYS, thanksgiving, starts=day_before, calendar=WINTER) == day_before


@settings(max_examples=20, deadline=None)
@given(rules, starts)
def test_no_two_meetings_of_a_series_fall_on_one_day(rule: Rule, begin: date) -> None:
    found = [held_on(rule, slot, starts=begin, calendar=WEEKDAYS) for slot in by_hand(rule, begin, 200)]
    held = [day for day in found if day]
    assert held == sorted(set(held))


@pytest.mark.parametrize(
    ("rule", "some_months_have_none"),
    [
        (MonthlyByWeekday((5,), (4,)), True),
        (MonthlyByWeekday((3, 5), (4,)), False),
        (MonthlyByDay((29, 31)), True),
        (MonthlyByDay((28,)), False),
        (MonthlyByDay((15, 31)), False),
        (MonthlyByDay((LAST,)), False),
        (THURSDAYS, False),
    ],
)
def test_a_rule_says_whether_some_months_have_no_such_day(rule: Rule, some_months_have_none: bool) -> None:
    assert leaves_out_months(rule) is some_months_have_none


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Weekly(()),
        lambda: Weekly((7,)),
        lambda: Weekly((2, 1)),
        lambda: Weekly((1,), 0),
        lambda: MonthlyByWeekday((6,), (1,)),
        lambda: MonthlyByDay((32,)),
        lambda: MonthlyByDay((15,), 13),
    ],
)
def test_a_rule_that_never_fires_cannot_be_made(wrong: type) -> None:
    with pytest.raises(ValueError, match="names nothing"):
        wrong()
