"""The standing item of a team's meeting, "Implementation challenges": what is talked about, in order, with its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.agenda import Part, Sorted
from bot.domain.agreement import GroupAgreement
from bot.domain.challenge import Challenge
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.success import Success
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Item, Items, Paragraph
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views import successes
from bot.ui.views.agenda_row import row_line
from bot.ui.views.agreements import on_agenda
from bot.ui.views.meeting_roles import roles
from bot.ui.views.reviews import start_button
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

SHOWN = {Part.DUE: 7, Part.NEW: 4, Part.REMOVED: 3, Part.SPREAD: 3}
"""Entries of a part on the card; the rest are behind "Show all"."""
NAME = 80
PAGE = 10


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that the card shows of one meeting."""

    meeting: Meeting
    team: str
    rows: Sorted
    calendar: SchoolCalendar
    minutes: Mapping[Part, int]
    now: datetime
    agreed: tuple[GroupAgreement, ...] = ()
    """What the team agreed on."""
    focus: GroupAgreement | None = None
    """The one of them that this meeting looks at."""
    told: tuple[Success, ...] = ()


def agenda_card(agenda: Agenda, scene: Scene) -> Card:
    w, meeting = scene.w, agenda.meeting
    body: list[Block] = [Paragraph(_when(agenda, scene)), *(Paragraph(line) for line in _notices(agenda, scene))]
    if meeting.state is MeetingState.SKIPPED:
        return _card(w, body, ())
    body += on_agenda(agenda.agreed, agenda.focus, w)
    body.append(Facts(tuple(roles(meeting, scene))))
    for part, count, items in _parts(agenda, scene):
        body += [Heading(_heading(part, agenda, w)), Items(items)]
        if more := count - len(items):
            body.append(
                Paragraph(plain(w.many("{count} more under “Show all”.", "{count} more under “Show all”.", count=more)))
            )
    if not (agenda.rows.due or agenda.rows.new):
        body.append(
            Paragraph(
                plain(w("Nothing still in the way is overdue or new. Is there anything that nobody has reported?"))
            )
        )
    if on_time := len(agenda.rows.on_time):
        body.append(
            Paragraph(
                plain(
                    w.many(
                        "{count} other challenge is open and on time.",
                        "{count} other challenges are open and on time.",
                        count=on_time,
                    )
                )
            )
        )
    return _card(w, body, _buttons(meeting, w) if meeting.live else ())


def all_rows(agenda: Agenda, scene: Scene, *, page: int) -> Card:
    """Every open challenge of the team in the agenda's order, a page at a time."""
    w = scene.w
    rows = (*agenda.rows.due, *agenda.rows.new, *agenda.rows.on_time, *agenda.rows.removed)
    entries: tuple[Challenge | Success, ...] = (*rows, *agenda.told)
    pages = max(1, -(-len(entries) // PAGE))
    page = min(max(page, 1), pages)
    shown = entries[(page - 1) * PAGE : page * PAGE]
    body: list[Block] = [Items(tuple(_item(one, agenda, scene) for one in shown))] if shown else []
    if not rows:
        body.append(Paragraph(plain(w("Nothing is open."))))
    count = w.many("{count} challenge", "{count} challenges", count=len(rows))
    body.append(Paragraph(plain(w("{count}. Page {page} of {pages}.", count=count, page=page, pages=pages))))
    id = agenda.meeting.id
    buttons = []
    if page > 1:
        buttons.append(Button(w("Previous page"), Act("agenda_all", id, args=(("page", str(page - 1)),))))
    if page < pages:
        buttons.append(Button(w("Next page"), Act("agenda_all", id, args=(("page", str(page + 1)),))))
    return Card(w("All of the agenda"), tuple(body), buttons=tuple(buttons), language=w.language)


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


def when(at: datetime, w: Words, zone: str) -> str:
    """ "Tuesday, December 8, 2026 at 3:30 PM"."""
    local = at.astimezone(ZoneInfo(zone))
    return w("{day} at {time}", day=w.day(local.date()), time=w.clock(local.time()))


def _when(agenda: Agenda, scene: Scene) -> Line:
    return say(
        scene.w("{team}: {when}, {minutes} minutes"),
        team=Said(cut(agenda.team, NAME)),
        when=when(agenda.meeting.at, scene.w, scene.time_zone),
        minutes=str(agenda.meeting.minutes),
    )


def _notices(agenda: Agenda, scene: Scene) -> Iterator[Line]:
    w, meeting = scene.w, agenda.meeting
    if meeting.state is MeetingState.SKIPPED:
        yield say(
            w("{who} skipped this meeting. What is open stays for the next one."), who=scene.who(meeting.skipped_by)
        )
        return
    if meeting.state is MeetingState.OVER:
        yield plain(w("This meeting is over."))
    if moved := _moved(meeting, scene, agenda.calendar):
        yield moved
    day = meeting.at.astimezone(ZoneInfo(scene.time_zone)).date()
    if not agenda.calendar.is_school_day(day):
        yield plain(w("There is no school that day."))
    elif half := agenda.calendar.half_day_on(day):
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
    off = calendar.break_on(meeting.scheduled.astimezone(ZoneInfo(scene.time_zone)).date())
    if off and off.name:
        return say(w("Moved from {when}: no school ({name})."), when=slot, name=Said(cut(off.name, NAME)))
    return say(w("Moved from {when}: no school that day."), when=slot)


def _heading(part: Part, agenda: Agenda, w: Words) -> str:
    title = {
        Part.DUE: w("Overdue and follow-ups"),
        Part.NEW: w("New since the last meeting"),
        Part.REMOVED: w("Removed"),
        Part.SPREAD: w("Worth spreading"),
    }[part]
    minutes = agenda.minutes.get(part)
    return w("{title} ({minutes} min)", title=title, minutes=minutes) if minutes else title


def _parts(agenda: Agenda, scene: Scene) -> Iterator[tuple[Part, int, tuple[Item, ...]]]:
    """Each part that has entries: how many there are, and those that are shown."""
    entries: Mapping[Part, Sequence[Challenge | Success]] = {
        Part.DUE: agenda.rows.due,
        Part.NEW: agenda.rows.new,
        Part.REMOVED: agenda.rows.removed,
        Part.SPREAD: agenda.told,
    }
    for part, found in entries.items():
        if found:
            yield part, len(found), tuple(_item(one, agenda, scene) for one in found[: SHOWN[part]])


def _item(row: Challenge | Success, agenda: Agenda, scene: Scene) -> Item:
    w = scene.w
    if isinstance(row, Success):
        return successes.item(row, scene)
    show = Button(w("Show"), Act("show", row.id), spoken=w("Show challenge #{number}", number=row.number))
    return Item(row_line(row, scene, calendar=agenda.calendar, now=agenda.now), show)


def _buttons(meeting: Meeting, w: Words) -> tuple[Button, ...]:
    return (
        start_button(w, meeting.team),
        Button(w("Show all"), Act("agenda_all", meeting.id), spoken=w("Show every challenge of this agenda")),
        Button(w("Change roles"), Act("agenda_roles", meeting.id, meeting.edits), opens=True),
        Button(w("Move the meeting"), Act("agenda_move", meeting.id, meeting.edits), opens=True),
        skip_button(meeting, w),
        successes.tell_button(w),
    )


def skip_button(meeting: Meeting, w: Words) -> Button:
    return Button(w("Skip the meeting"), Act("agenda_skip", meeting.id, meeting.edits))


def _card(w: Words, body: list[Block], buttons: tuple[Button, ...]) -> Card:
    return Card(w("Agenda: implementation challenges"), tuple(body), buttons=buttons, language=w.language)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.ui.views import agenda_stage, stage

    scene = stage.scene(w)
    for name, agenda in agenda_stage.agendas():
        yield f"agenda-card-{name}", agenda_card(agenda, scene)
    full = dict(agenda_stage.agendas())["full"]
    yield "agenda-all", all_rows(full, scene, page=2)
    yield "agenda-all-empty", all_rows(replace(full, rows=Sorted()), scene, page=1)
