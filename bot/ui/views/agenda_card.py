"""The standing item of a team's meeting, "Implementation challenges": what is talked about, in order, with its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.agenda import CLOSING, Part, Sorted
from bot.domain.agreement import GroupAgreement
from bot.domain.challenge import Challenge
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.success import Success
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Item, Items, Paragraph
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Said, plain
from bot.ui.views import successes, telling
from bot.ui.views.agenda_lines import NAME, notices, when
from bot.ui.views.agenda_row import row_line
from bot.ui.views.agreements import on_agenda
from bot.ui.views.meeting_roles import roles
from bot.ui.views.reviews import start_button
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

SHOWN = {Part.DUE: 7, Part.NEW: 4, Part.REMOVED: 3, Part.SPREAD: 3}
"""Entries of a part on the card; the rest are behind "Show all"."""
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
    review: bool = False
    """Some open challenge has no stamp of this month yet."""


def agenda_card(agenda: Agenda, scene: Scene) -> Card:
    w, meeting = scene.w, agenda.meeting
    told = notices(meeting, scene, agenda.calendar)
    body: list[Block] = [Paragraph(_when(agenda, scene)), *map(Paragraph, told)]
    if meeting.state is MeetingState.SKIPPED:
        return _card(w, body)
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
    if not meeting.live:
        return _card(w, body)
    body += telling.on_agenda((*agenda.rows.due, *agenda.rows.new, *agenda.rows.removed), CLOSING, w)
    at_hand, seldom = _buttons(agenda, w)
    return _card(w, body, at_hand, seldom)


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


def _when(agenda: Agenda, scene: Scene) -> Line:
    return say(
        scene.w("{team}: {when}, {minutes} minutes"),
        team=Said(cut(agenda.team, NAME)),
        when=when(agenda.meeting.at, scene.w, scene.time_zone),
        minutes=str(agenda.meeting.minutes),
    )


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
            yield part, len(found), tuple(_item(one, agenda, scene, brief=True) for one in found[: SHOWN[part]])


def _item(row: Challenge | Success, agenda: Agenda, scene: Scene, *, brief: bool = False) -> Item:
    """`brief`: on the card, where "Show all" leads on. A success keeps its button: it is there to be sent on."""
    w = scene.w
    if isinstance(row, Success):
        return successes.item(row, scene)
    show = Button(w("Show"), Act("show", row.id), spoken=w("Show challenge #{number}", number=row.number))
    return Item(row_line(row, scene, calendar=agenda.calendar, now=agenda.now), None if brief else show)


def _buttons(agenda: Agenda, w: Words) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """(what a meeting needs, what seldom comes)."""
    meeting = agenda.meeting
    review = (start_button(w, meeting.team),) if agenda.review else ()
    at_hand = (
        Button(w("Show all"), Act("agenda_all", meeting.id), spoken=w("Show every challenge of this agenda")),
        Button(w("Change roles"), Act("agenda_roles", meeting.id, meeting.edits), opens=True),
    )
    seldom = (
        Button(w("Move the meeting"), Act("agenda_move", meeting.id, meeting.edits), opens=True),
        skip_button(meeting, w),
        successes.tell_button(w),
    )
    return (*review, *at_hand), seldom


def skip_button(meeting: Meeting, w: Words) -> Button:
    return Button(w("Skip the meeting"), Act("agenda_skip", meeting.id, meeting.edits))


def _card(w: Words, body: list[Block], buttons: tuple[Button, ...] = (), more: tuple[Button, ...] = ()) -> Card:
    return Card(w("Agenda: implementation challenges"), tuple(body), buttons, w.language, more)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.ui.views import agenda_stage, stage

    scene = stage.scene(w)
    for name, agenda in agenda_stage.agendas():
        yield f"agenda-card-{name}", agenda_card(agenda, scene)
    full = dict(agenda_stage.agendas())["full"]
    yield "agenda-all", all_rows(full, scene, page=2)
    yield "agenda-all-empty", all_rows(replace(full, rows=Sorted()), scene, page=1)
