"""Which agenda a success is on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.meeting import Meeting, MeetingState
from bot.domain.success import span

AT = datetime(2026, 11, 3, 20, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
FIRST = Meeting("o", "m-1", "s-1", "t", AT, AT, 45, MeetingState.OVER, posts=1)
SECOND = replace(FIRST, id="m-2", series="s-2", at=AT + WEEK, state=MeetingState.POSTED)
THIRD = replace(FIRST, id="m-3", at=AT + 2 * WEEK, state=MeetingState.POSTED)


def test_each_span_begins_where_the_one_before_it_ends_whatever_the_series() -> None:
    every = (THIRD, SECOND, FIRST)
    assert [span(it, every) for it in (FIRST, SECOND, THIRD)] == [
        (None, FIRST.ends),
        (FIRST.ends, SECOND.ends),
        (SECOND.ends, THIRD.ends),
    ]


def test_a_meeting_that_was_skipped_leaves_its_own_to_the_next() -> None:
    skipped = replace(SECOND, state=MeetingState.SKIPPED)
    assert span(THIRD, (THIRD, skipped, FIRST)) == (FIRST.ends, THIRD.ends)


def test_a_meeting_whose_agenda_nobody_saw_leaves_its_own_to_the_next() -> None:
    unseen = replace(SECOND, state=MeetingState.OVER, posts=0)
    assert span(THIRD, (THIRD, unseen, FIRST)) == (FIRST.ends, THIRD.ends)


def test_of_two_at_the_same_moment_one_has_the_span_and_the_other_an_empty_one() -> None:
    twin = replace(SECOND, id="m-9", series="s-9")
    every = (twin, SECOND, FIRST)
    assert [span(it, every) for it in (SECOND, twin)] == [(FIRST.ends, SECOND.ends), (SECOND.ends, twin.ends)]
