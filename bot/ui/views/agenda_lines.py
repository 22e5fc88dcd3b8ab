"""When a meeting is and what befell it, in single lines: on its agenda, in its thread, and wherever one is named."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.local_day import local_day
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.school_calendar import SchoolCalendar
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

NAME = 80


def when(at: datetime, w: Words, zone: str) -> str:
    """ "Tuesday, December 8, 2026 at 3:30 PM"."""
    local = at.astimezone(ZoneInfo(zone))
    return w("{day} at {time}", day=w.day(local.date()), time=w.clock(local.time()))


def soon_line(meeting: Meeting, scene: Scene) -> Line:
    """In the thread, half an hour before: whom it concerns, by name."""
    w = scene.w
    at = w.clock(meeting.at.astimezone(ZoneInfo(scene.time_zone)).time())
    if meeting.facilitator is None:
        return say(w("We begin at {time}. The agenda above is up to date."), time=at)
    return say(
        w("We begin at {time}. The agenda above is up to date; {facilitator} leads, {note_taker} takes notes."),
        time=at,
        facilitator=scene.who(meeting.facilitator),
        note_taker=scene.who(meeting.note_taker),
    )


def changed_line(meeting: Meeting, scene: Scene, calendar: SchoolCalendar) -> Line:
    """In the thread: it was skipped or moved after the agenda had been posted."""
    w = scene.w
    moved = _moved(meeting, scene, calendar)
    if meeting.state is MeetingState.SKIPPED:
        return say(
            w("{who} skipped this meeting. What is open stays for the next one."), who=scene.who(meeting.skipped_by)
        )
    day = scene.day(meeting.at)
    at = w.clock(meeting.at.astimezone(ZoneInfo(scene.time_zone)).time())
    held: Line = say(w("This meeting is on {day} at {time}."), day=day, time=at)
    return (*held, Plain(" "), *moved) if moved else held


def notices(meeting: Meeting, scene: Scene, calendar: SchoolCalendar) -> Iterator[Line]:
    """On its card, below the day: what is out of the ordinary."""
    w = scene.w
    if meeting.state is MeetingState.SKIPPED:
        yield say(
            w("{who} skipped this meeting. What is open stays for the next one."), who=scene.who(meeting.skipped_by)
        )
        return
    if meeting.state is MeetingState.OVER:
        yield plain(w("This meeting is over."))
    if moved := _moved(meeting, scene, calendar):
        yield moved
    day = local_day(meeting.at, scene.time_zone)
    if not calendar.is_school_day(day):
        yield plain(w("There is no school that day."))
    elif half := calendar.half_day_on(day):
        yield (
            say(w("It is a half day ({name})."), name=Said(cut(half.name, NAME)))
            if half.name
            else plain(w("It is a half day."))
        )


def _moved(meeting: Meeting, scene: Scene, calendar: SchoolCalendar) -> Line:
    """Why it is not when the rule says; empty when it is."""
    w = scene.w
    if meeting.at == meeting.scheduled:
        return ()
    slot = when(meeting.scheduled, w, scene.time_zone)
    if meeting.moved_by:
        return say(w("{who} moved it from {when}."), who=scene.who(meeting.moved_by), when=slot)
    off = calendar.break_on(local_day(meeting.scheduled, scene.time_zone))
    if off and off.name:
        return say(w("Moved from {when}: no school ({name})."), when=slot, name=Said(cut(off.name, NAME)))
    return say(w("Moved from {when}: no school that day."), when=slot)
