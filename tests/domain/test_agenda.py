"""What a meeting talks about, in which order, and how its minutes are shared out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.agenda import CLOSING, LONGEST, Part, next_step, sort, time_boxes
from bot.domain.challenge import Challenge, Step
from bot.domain.event import Owed
from bot.domain.vocabulary import Duty, Outcome, Role, Status, Visibility

ZONE = "America/Chicago"
SINCE = datetime(2026, 11, 10, 21, 30, tzinfo=UTC)
NOW = datetime(2026, 12, 8, 4, 30, tzinfo=UTC)  # still December 7 in Chicago
TODAY, DAY = date(2026, 12, 7), timedelta(days=1)


def row(number: int, reported_at: datetime = SINCE - DAY, **values: Any) -> Challenge:
    """Reported before the last meeting, and on its way."""
    known: dict[str, Any] = {"status": Status.IN_PROGRESS, "owed": owed(NOW + DAY), **values}
    return Challenge(
        "o-7", f"c-{number}", number, "t-1", 3, updated_at=NOW, reported_at=reported_at,
        visibility=Visibility.NAMED, reporter="p-dana", summary="Carts are gone", **known,
    )  # fmt: skip


def owed(at: datetime, late_since: datetime | None = None) -> Owed:
    return Owed(("p-lee",), Role.ASSIGNEE, Duty.PROGRESS, at, late_since=late_since)


def parts(*rows: Challenge, since: datetime | None = SINCE) -> list[list[int]]:
    """Numbers of what is due, new, removed, and on time."""
    found = sort(rows, since=since, now=NOW, zone=ZONE)
    return [[it.number for it in part] for part in (found.due, found.new, found.removed, found.on_time)]


def test_before_the_first_meeting_everything_is_new_and_afterwards_what_was_reported_since() -> None:
    before, at_once, after = row(1), row(2, SINCE), row(3, SINCE + timedelta(seconds=1))
    assert parts(after, at_once, before) == [[], [3], [], [1, 2]]
    assert parts(after, at_once, before, since=None) == [[], [1, 2, 3], [], []]


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"owed": owed(NOW - timedelta(seconds=1))}, True),
        ({"owed": owed(NOW)}, False),
        ({"owed": owed(NOW + DAY, NOW - 9 * DAY)}, True),
        ({"steps": (Step("Order", due=TODAY - DAY),)}, True),
        ({"steps": (Step("Order", due=TODAY),)}, False),
        ({"steps": (Step("Order", due=TODAY - DAY, done_at=NOW), Step("Mount"))}, False),
        ({"status": Status.REMOVED}, True),
        ({"status": Status.UNANSWERED}, True),
    ],
)
def test_what_is_late_or_asked_about_is_due(values: dict[str, Any], *, due: bool) -> None:
    assert parts(row(1, **values)) == ([[1], [], [], []] if due else [[], [], [], [1]])


def test_the_longest_overdue_comes_first() -> None:
    week = row(1, owed=owed(NOW + DAY, NOW - 7 * DAY))
    step = row(2, steps=(Step("Order", due=TODAY - 8 * DAY),))
    month = row(3, owed=owed(NOW - 30 * DAY))
    also = row(4, owed=owed(NOW - 30 * DAY))
    assert parts(also, week, step, month)[0] == [3, 4, 2, 1]


@pytest.mark.parametrize(
    ("closed_at", "outcome", "told"),
    [
        (SINCE + timedelta(seconds=1), Outcome.SUFFICIENT, [1]),
        (SINCE + timedelta(seconds=1), Outcome.NO_ANSWER, [1]),
        (SINCE, Outcome.SUFFICIENT, []),
        (SINCE + DAY, Outcome.WITHDRAWN, []),
    ],
)
def test_what_is_gone_since_the_last_meeting_is_told_once(
    closed_at: datetime, outcome: Outcome, told: list[int]
) -> None:
    gone = row(1, status=Status.CLOSED, owed=None, closed_at=closed_at, outcome=outcome)
    assert parts(gone, row(2, status=Status.CONFIRMED)) == [[], [], [*told, 2], []]
    assert parts(gone, since=None) == [[], [], [], []]


def test_the_next_step_is_the_open_one_that_is_due_first_and_one_without_a_day_comes_last() -> None:
    done, someday = Step("Measure", due=TODAY - DAY, done_at=NOW), Step("Paint")
    soon, later = Step("Order", due=TODAY + DAY), Step("Mount", due=TODAY + 2 * DAY)
    assert next_step(row(1, steps=(done, someday, later, soon))) == soon
    assert next_step(row(1, steps=(done, someday))) == someday
    assert next_step(row(1, steps=(done,))) is None


def test_the_heavier_part_gets_more_of_the_time_and_the_closing_keeps_its_own() -> None:
    boxes = time_boxes(45, [(Part.DUE, 2), (Part.NEW, 3), (Part.REMOVED, 1)])
    assert boxes == {Part.DUE: 18, Part.NEW: 19, Part.REMOVED: 3}
    assert sum(boxes.values()) == 45 - CLOSING


def test_a_single_entry_does_not_fill_the_whole_meeting() -> None:
    assert time_boxes(45, [(Part.DUE, 0), (Part.REMOVED, 1)]) == {Part.REMOVED: LONGEST}


def test_a_meeting_too_short_for_its_parts_gives_each_a_minute() -> None:
    assert time_boxes(5, [(Part.DUE, 1), (Part.NEW, 1)]) == {Part.DUE: 1, Part.NEW: 1}


def test_a_meeting_of_five_minutes_gives_each_of_three_parts_one() -> None:
    short = time_boxes(3, [(Part.DUE, 4), (Part.NEW, 1), (Part.SPREAD, 1)])
    assert short == {Part.DUE: 2, Part.NEW: 1, Part.SPREAD: 1}
