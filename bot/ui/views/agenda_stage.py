"""Meetings and agendas for the examples: an ordinary one, an empty one, a full one, and each thing that befalls one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.domain.agenda import Part, Sorted, sort, time_boxes
from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.recurrence import MonthlyByWeekday, Weekly
from bot.domain.school_calendar import Break, SchoolCalendar
from bot.domain.success import Success
from bot.domain.vocabulary import Visibility
from bot.ui.views import agreement_stage, sample, stage
from bot.ui.views.agenda_card import Agenda

NOW = datetime(2026, 12, 14, 14, 0, tzinfo=UTC)
ZONE = "America/Chicago"
CALENDAR = SchoolCalendar(
    (
        Break(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving"),
        Break(date(2026, 12, 15), date(2026, 12, 15), "Conferences", half=True),
        Break(date(2026, 12, 17), date(2026, 12, 17), sample.HOSTILE),
    )
)


def series() -> Series:
    rule = MonthlyByWeekday((2,), (1,))
    made = datetime(2026, 9, 1, 14, 5, tzinfo=UTC)
    return Series("o-7", "s-31", "t-lincoln", rule, time(15, 30), date(2026, 9, 1), made, minutes=40, version=4)


def weekly() -> Series:
    return replace(series(), id="s-32", rule=Weekly((0, 3), 2), time=time(7, 45), ends=date(2027, 6, 4), version=2)


def meeting() -> Meeting:
    at = datetime(2026, 12, 15, 21, 30, tzinfo=UTC)
    return Meeting(
        "o-7", "m-77", "s-31", "t-lincoln", at, at, 40, MeetingState.POSTED,
        "p-ana", "p-lee", "p-kim", ("p-dana", None, "p-evil"), posts=1, version=5,
    )  # fmt: skip


def agendas() -> Iterator[tuple[str, Agenda]]:
    since = datetime(2026, 11, 10, 21, 30, tzinfo=UTC)
    rows = [stage.in_progress(), stage.hostile(), stage.removed(), stage.closed(), sample.row(), stage.late()]
    usual = of(meeting(), sort(rows, since=since, now=NOW, zone=ZONE), told(), review=True)
    yield "usual", usual
    yield "empty", replace(usual, rows=Sorted(on_time=(sample.row(),)), minutes={}, team=sample.HOSTILE, told=())
    agreed = agreement_stage.longest().agreed
    yield "full", replace(full(), agreed=agreed, focus=agreed[-1])
    yield "agreed", replace(usual, agreed=agreement_stage.WORDING, focus=agreement_stage.WORDING[1])
    off = datetime(2026, 11, 26, 21, 30, tzinfo=UTC)
    named = replace(stage.in_progress(), id="c-41", number=41)
    quiet = replace(named, id="c-42", number=42, visibility=Visibility.CONFIDENTIAL)
    nameless = replace(named, id="c-43", number=43, visibility=Visibility.UNLINKED, reporter=None)
    yield "reviewed", of(meeting(), Sorted((quiet, nameless), (named,)))
    yield "nameless", of(meeting(), Sorted(new=(nameless,) * 14))
    yield "moved-by-calendar", replace(usual, meeting=replace(meeting(), scheduled=off))
    evil = datetime(2026, 12, 17, 21, 30, tzinfo=UTC)
    yield "moved-off-a-hostile-day", replace(usual, meeting=replace(meeting(), scheduled=evil))
    yield "moved-by-hand", replace(usual, meeting=replace(meeting(), scheduled=off, moved_by="p-lee"))
    yield "skipped", replace(usual, meeting=replace(meeting(), state=MeetingState.SKIPPED, skipped_by="p-evil"))
    yield "over", replace(usual, meeting=replace(meeting(), state=MeetingState.OVER))
    nobody = replace(meeting(), facilitator=None, note_taker=None, timekeeper=None)
    yield "nobody", replace(usual, meeting=nobody)


def told() -> tuple[Success, ...]:
    at = datetime(2026, 12, 3, 16, 20, tzinfo=UTC)
    one = Success("o-7", "s-88", "t-lincoln", "p-dana", "Labels on the carts save us ten minutes each morning", at)
    return one, replace(one, id="s-89", who="p-evil", words=sample.HOSTILE)


def full() -> Agenda:
    """As much as there can be, each row as long as they come."""
    long = stage.longest()
    removed = replace(stage.closed(), number=654321, summary=sample.LONG)
    fresh = replace(sample.longest(), id="c-9")
    success = replace(told()[0], words=sample.LONG[:1000])
    return of(
        meeting(), Sorted((long,) * 30, (fresh,) * 30, (removed,) * 30, (long,) * 400), (success,) * 30, review=True
    )


def of(meeting: Meeting, rows: Sorted, told: tuple[Success, ...] = (), *, review: bool = False) -> Agenda:
    boxes = time_boxes(
        meeting.minutes,
        (
            (Part.DUE, len(rows.due)),
            (Part.NEW, len(rows.new)),
            (Part.REMOVED, len(rows.removed)),
            (Part.SPREAD, len(told)),
        ),
    )
    return Agenda(meeting, "Lincoln SLT", rows, CALENDAR, boxes, NOW, told=told, review=review)
