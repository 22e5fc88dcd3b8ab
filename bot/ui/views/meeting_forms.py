"""The forms of meetings: a series with its rhythm, another day for one meeting, and who has which role."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.meeting import USUAL_MINUTES, Meeting, MeetingRole
from bot.domain.team import Person, Place
from bot.ui.card import Card, Paragraph
from bot.ui.form import ChecksField, ChoiceField, DayField, Field, Form, Option, Passage, PersonField, TextField
from bot.ui.limits import OPEN_OPTIONS, OPTION_LABEL, OPTIONS, cut
from bot.ui.text import Said, weave
from bot.ui.views.agenda_lines import when
from bot.ui.views.meeting_roles import role_name
from bot.ui.words import Words

RHYTHM = 200
CLOCK = 40
LENGTHS = (15, 20, 30, 45, 60, 75, 90, 120)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form of a series shows: as it was understood, or as it was typed."""

    rhythm: str = ""
    clock: str = ""
    starts: date | None = None
    ends: date | None = None
    minutes: int = USUAL_MINUTES
    places: tuple[str, ...] = ()


def series_form(
    w: Words,
    typed: Typed,
    *,
    team: str,
    series: str = "",
    change: bool = False,
    places: Sequence[Place] = (),
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    """`series`: the id of the one it is about; with `change` it is there already.
    `places` are the team's; where there is only one, nothing is asked."""
    named = tuple(Option(place.id, cut(place.name or place.key, OPTION_LABEL)) for place in places)[:OPEN_OPTIONS]
    which = (ChecksField("places", w("Where is the agenda posted?"), named, value=typed.places),)
    lengths = sorted({*LENGTHS, typed.minutes})
    return Form(
        name="agenda_series",
        title=w("Change the meetings") if change else w("A meeting"),
        fields=(
            TextField(
                "rhythm",
                w("How often do you meet?"),
                required=True,
                max_length=RHYTHM,
                hint=w("For example: every 2nd Tuesday; first and third Monday; last school day of the month."),
                value=typed.rhythm[:RHYTHM],
            ),
            TextField(
                "clock",
                w("At what time?"),
                required=True,
                max_length=CLOCK,
                hint=w("For example 3:30 PM, in the team's time zone."),
                value=typed.clock[:CLOCK],
            ),
            ChoiceField(
                "minutes",
                w("For how long?"),
                tuple(Option(str(n), w.many("{count} minute", "{count} minutes", count=n)) for n in lengths),
                required=True,
                value=str(typed.minutes),
            ),
            DayField("starts", w("From"), value=typed.starts, hint=w("Empty: from today.")),
            DayField("ends", w("Until"), value=typed.ends, hint=w("Empty: with no end.")),
            *(which if len(named) > 1 else ()),
        ),
        submit=w("Next"),
        cancel=w("Cancel"),
        subject=team,
        language=w.language,
        args=(("series", series),) if series else (),
        errors=errors,
    )


def move_form(
    w: Words,
    meeting: Meeting,
    *,
    zone: str,
    day: date | None = None,
    clock: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    at = meeting.at.astimezone(ZoneInfo(zone))
    return Form(
        name="agenda_move",
        title=w("Move the meeting"),
        fields=(
            Passage((Paragraph(weave(w("It is planned for {when}."), when=Said(when(meeting.at, w, zone)))),)),
            DayField("day", w("New day"), required=True, value=day or at.date()),
            TextField("clock", w("New time"), required=True, max_length=CLOCK, value=clock or w.clock(at.time())),
        ),
        submit=w("Move it"),
        cancel=w("Cancel"),
        subject=meeting.id,
        version=meeting.edits,
        language=w.language,
        errors=errors,
    )


def roles_form(
    w: Words, meeting: Meeting, *, people: Sequence[Person], users: Mapping[str, str], members: Sequence[Person]
) -> Form:
    """`people` are those of the other platform, whom this one's picker does not know; `users` are this one's users by
    person id; `members` are on the team."""
    named = {person.id: person for person in (*people, *members) if person.name.strip()}
    known = tuple(Option(id, cut(person.name, OPTION_LABEL)) for id, person in named.items() if id not in users)
    fields: list[Field] = []
    for role in MeetingRole:
        for id, label, held in (
            (role.value, role_name(role, w), meeting.holder(role)),
            (f"{role.value}_backup", w("{role}, stand-in", role=role_name(role, w)), meeting.backup(role)),
        ):
            fields.append(
                PersonField(
                    id,
                    label,
                    known[:OPTIONS],
                    value="" if held in users else held or "",
                    handle=users.get(held or "", ""),
                )
            )
    return Form(
        name="agenda_roles",
        title=w("Who does what?"),
        fields=tuple(fields),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=meeting.id,
        version=meeting.edits,
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.team import Handle
    from bot.domain.vocabulary import Platform
    from bot.ui.views import agenda_stage, sample

    slack = Place("o-7", "place-1", Platform.SLACK, "T1", "a", "k", sample.HOSTILE)
    twin = Place("o-7", "place-2", Platform.TEAMS, "t", "a", "k2", "Lincoln SLT")
    yield "series-form", series_form(w, Typed(), team="t-lincoln")
    typed = Typed(sample.HOSTILE, "25:99", date(2027, 1, 12), date(2027, 6, 4), 50, ("place-2",))
    yield "series-form-long", series_form(w, Typed(sample.LONG[:RHYTHM], sample.LONG[:CLOCK]), team="t-lincoln")
    errors = (("rhythm", w("I did not understand this. Say it like the example below.")),)
    yield "series-form-hostile", series_form(w, typed, team="t-lincoln", places=(slack, twin), errors=errors)
    yield "meeting-move-form", move_form(w, agenda_stage.meeting(), zone=agenda_stage.ZONE)
    yield "series-form-change", series_form(w, typed, team="t-lincoln", series="s-31", change=True)
    lee = Person("o-7", "p-lee", "Lee Park", handles=(Handle(Platform.TEAMS, "tenant", "aad-lee"),))
    evil = Person("o-7", "p-evil", sample.HOSTILE[:80])
    ana = Person("o-7", "p-ana", "Ana Torres")
    users = {"p-ana": "U0ANA"}
    yield "roles-form", roles_form(w, agenda_stage.meeting(), people=(lee, evil), users=users, members=(ana, lee))
