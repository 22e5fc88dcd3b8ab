"""What a district told about its days, from several sides, and the one calendar that comes of it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.known_days import MOST, Address, DayKind, Days, Found, KnownDays, Origin, Trouble, without

WINTER = Days(date(2026, 12, 21), date(2027, 1, 5), name="Winter break", origin=Origin.ADDRESS)
LABOR_DAY = Days(date(2026, 9, 7), date(2026, 9, 7), name="Labor Day", origin=Origin.HOLIDAYS)
START = date(2026, 12, 1)

spans = st.builds(
    lambda start, length, kind, origin: Days(
        START + timedelta(days=start), START + timedelta(days=start + length), kind, origin=origin
    ),
    st.integers(0, 15),
    st.integers(0, 10),
    st.sampled_from(DayKind),
    st.sampled_from((Origin.TYPED, Origin.TYPED, Origin.ADDRESS, Origin.HOLIDAYS)),
)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def by_hand(days: list[Days], asked: date) -> DayKind:
    """The last word that was typed of a day; else whether anybody else says that there is no school."""
    here = [it for it in days if it.first <= asked <= it.last]
    typed = [it.kind for it in here if it.origin is Origin.TYPED]
    told = {it.kind for it in here if it.origin is not Origin.TYPED}
    return typed[-1] if typed else DayKind.OFF if DayKind.OFF in told else DayKind.SCHOOL


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=8))
def test_the_last_word_typed_of_a_day_counts_then_what_the_others_say(said: list[Days]) -> None:
    known = KnownDays(tuple(sorted(it for it in said if it.origin is not Origin.TYPED)))
    for it in [it for it in said if it.origin is Origin.TYPED]:
        known = known.typed([it])
    calendar = known.calendar()
    off = {asked for asked in map(day, range(45)) if calendar.break_on(asked)}
    assert off == {asked for asked in map(day, range(45)) if by_hand(said, asked) is DayKind.OFF}


def test_of_a_day_that_was_typed_twice_the_last_word_counts() -> None:
    week = Days(date(2026, 12, 7), date(2026, 12, 11))
    known = KnownDays().typed([week]).typed([Days(date(2026, 12, 9), date(2026, 12, 9), DayKind.HALF)])
    assert [day for day in range(7, 12) if known.calendar().break_on(date(2026, 12, day))] == [7, 8, 10, 11]
    assert known.typed([week]).calendar().half_day_on(date(2026, 12, 9)) is None


def test_a_day_taken_back_stays_so_when_the_districts_calendar_is_read_again() -> None:
    school = Days(date(2027, 1, 5), date(2027, 1, 5), DayKind.SCHOOL)
    known = (
        KnownDays()
        .told(Origin.ADDRESS, [WINTER], since=START)
        .typed([school])
        .told(Origin.ADDRESS, [WINTER], since=START)
    )
    assert known.calendar().is_school_day(date(2027, 1, 5))
    assert not known.calendar().is_school_day(date(2027, 1, 4))


def test_a_half_day_is_a_school_day_whatever_the_holidays_say() -> None:
    known = (
        KnownDays()
        .told(Origin.HOLIDAYS, [LABOR_DAY], since=START)
        .typed([Days(LABOR_DAY.first, LABOR_DAY.last, DayKind.HALF)])
    )
    assert known.calendar().is_school_day(LABOR_DAY.first)
    assert known.calendar().half_day_on(LABOR_DAY.first)


def test_undoing_gives_back_what_was_there_and_only_once() -> None:
    told = KnownDays().told(Origin.ADDRESS, [WINTER], since=START)
    typed = told.typed([Days(date(2026, 12, 21), date(2026, 12, 22), DayKind.SCHOOL)])
    undone = typed.undone()
    assert (undone.entries, undone.before, undone.version) == (told.entries, None, 3)
    assert undone.undone() == undone


def test_what_is_told_anew_leaves_what_is_over_as_history() -> None:
    next_year = Days(date(2027, 12, 20), date(2027, 12, 31), name="Winter break", origin=Origin.ADDRESS)
    known = KnownDays().told(Origin.ADDRESS, [WINTER], since=START).typed([LABOR_DAY])
    assert known.told(Origin.ADDRESS, [next_year], since=date(2027, 8, 1)).entries == (LABOR_DAY, WINTER, next_year)
    assert known.told(Origin.ADDRESS, [next_year], since=WINTER.last).entries == (LABOR_DAY, next_year)
    assert known.told(Origin.ADDRESS, [WINTER], since=WINTER.last).entries == (LABOR_DAY, WINTER)


def test_names_keep_what_a_person_said_of_them_and_new_ones_count_as_they_sound() -> None:
    offered = [Found(replace(WINTER, name=name), likely=True) for name in ("Winter break", "Board retreat")]
    known = KnownDays().chosen(Origin.ADDRESS, offered, ["Winter break"], since=START)
    assert [it.name for it in known.entries] == ["Winter break"]
    longer = [Found(replace(it.days, last=date(2027, 1, 8)), it.likely) for it in offered]
    snow = Found(Days(date(2027, 1, 20), date(2027, 1, 20), name="Snow day", origin=Origin.ADDRESS), likely=True)
    music = Found(replace(snow.days, name="Concert"), likely=False)
    again = known.read_again(Origin.ADDRESS, [*longer, snow, music], since=START)
    assert [(it.name, it.last.day) for it in again.entries] == [("Winter break", 8), ("Snow day", 20)]
    assert again.before is None
    assert again.read_again(Origin.ADDRESS, [*longer, snow, music], since=START) is again


def test_undoing_the_first_choice_from_a_source_gives_the_source_up() -> None:
    typed = replace(LABOR_DAY, origin=Origin.TYPED)
    known = KnownDays().typed([typed]).told(Origin.ADDRESS, [WINTER], since=START)
    sourced = replace(known, address=Address("https://district.example/days.ics", "p-jo"), country="US")
    assert (sourced.undone().address, sourced.undone().country) == (None, "")
    twice = sourced.told(Origin.HOLIDAYS, [replace(LABOR_DAY, origin=Origin.HOLIDAYS)], since=date(2026, 9, 1))
    assert twice.undone().address == sourced.address


def test_what_was_offered_is_read_before_what_is_known_until_something_is_known_of_it() -> None:
    address, other = Address("https://district.example/days.ics", "p-jo"), Address("https://other.example", "p-kim")
    known = KnownDays(address=address, offered=other)
    assert known.to_read() == other
    assert replace(known, offered=replace(other, trouble=Trouble.SLOW)).to_read() == address
    assert replace(known, found=(Found(WINTER, likely=True),)).to_read() == address


def test_what_lies_around_a_cut_stays() -> None:
    cut = Days(date(2026, 12, 24), date(2026, 12, 25))
    assert [(it.first.day, it.last.day) for it in without([WINTER], [cut])] == [(21, 23), (26, 5)]


def test_the_oldest_days_are_given_up_before_the_list_grows_for_ever() -> None:
    many = [Days(START + timedelta(days=2 * n), START + timedelta(days=2 * n)) for n in range(MOST + 3)]
    assert KnownDays().typed(many).entries == tuple(many[3:])
