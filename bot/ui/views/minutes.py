"""The minutes of a meeting: the draft for whoever takes the notes, the form to put it right, and what all read."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import assert_never

from bot.domain.local_day import local_day
from bot.domain.meeting import Meeting
from bot.domain.minutes import Minutes, Section
from bot.ui.card import Act, Block, Button, Card, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Field, Form, Passage, TextField
from bot.ui.limits import cut
from bot.ui.text import Line, Said, Who, plain
from bot.ui.views.scene import say
from bot.ui.words import Words

TEXT = 2000
"""Characters of one section: the four of them fit on a card."""
POINTS = 15
"""Lines of a section that are listed one by one; Teams would find a card with more too heavy."""


def minutes_form(
    w: Words,
    minutes: Minutes,
    day: str,
    *,
    texts: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    check: tuple[Field, ...] = (),
    changed: bool = False,
    meanwhile: Who | None = None,
) -> Form:
    """`texts`: what was typed so far. `changed`: they were posted or confirmed (by `meanwhile`) since it was opened."""
    about: list[Block] = [Paragraph(plain(w("Of the meeting on {day}. No student names.", day=day)))]
    if changed and meanwhile:
        about.append(Paragraph(say(w("{who} confirmed them in the meantime. Check, and send again."), who=meanwhile)))
    elif changed and minutes.posted:
        about.append(Paragraph(plain(w("They were posted as a draft in the meantime. Check, and send again."))))
    elif changed:
        erased = w("Words that stood in them were erased in the meantime. Check, and send again.")
        about.append(Paragraph(plain(erased)))
    return Form(
        name="minutes",
        title=w("Minutes"),
        fields=(
            Passage(tuple(about)),
            *(_field(section, (minutes.texts if texts is None else texts).get(section, ""), w) for section in Section),
            *check,
        ),
        submit=w("Confirm and post"),
        cancel=w("Cancel"),
        subject=minutes.meeting,
        version=minutes.version,
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def minutes_card(minutes: Minutes, day: str, w: Words, *, by: Who | None) -> Card:
    """`by`: who confirmed them; without, they are posted as a draft."""
    if by is not None:
        told = say(w("Confirmed by {who}."), who=by)
    else:
        told = plain(w("A draft from the log: nobody has confirmed it yet."))
    correct = Button(w("Correct"), Act("minutes", minutes.meeting, minutes.version), opens=True)
    return Card(
        w("Minutes: {day}", day=day),
        (*_sections(minutes, w), Paragraph(told)),
        buttons=(correct,),
        language=w.language,
    )


def due(minutes: Minutes, team: str, day: str, w: Words) -> Card:
    """To whoever takes the notes."""
    lead = say(w("This is what the log says of the meeting of {team} on {day}."), team=Said(team), day=day)
    then = w("Put it right where it is wrong, and confirm it. Otherwise it is posted as a draft within a day.")
    act = Act("minutes", minutes.meeting, minutes.version)
    return Card(
        w("Minutes to confirm"),
        (Paragraph(lead), *_sections(minutes, w), Paragraph(plain(then))),
        buttons=(Button(w("Check and confirm"), act, style=Style.PRIMARY, opens=True),),
        language=w.language,
    )


def confirmed(w: Words) -> Line:
    return plain(w("Confirmed. The minutes are in the team's channel."))


def day(w: Words, meeting: Meeting, time_zone: str) -> str:
    return w.day(local_day(meeting.at, time_zone))


def heading(section: Section, w: Words) -> str:
    match section:
        case Section.DECIDED:
            return w("Decided")
        case Section.TO_DO:
            return w("Who does what by when")
        case Section.DONE:
            return w("Done and removed")
        case Section.TO_TELL:
            return w("Who tells whom")
        case _:
            assert_never(section)


def _field(section: Section, text: str, w: Words) -> TextField:
    return TextField(section, heading(section, w), multiline=True, max_length=TEXT, value=cut(text, TEXT))


def _sections(minutes: Minutes, w: Words) -> Iterator[Block]:
    if not minutes.texts:
        yield Paragraph(plain(w("Nothing was decided, assigned or finished.")))
    for section in Section:
        if text := minutes.texts.get(section):
            yield Heading(heading(section, w))
            yield Items(tuple(Item((Said(line),)) for line in _lines(text)))


def _lines(text: str) -> list[str]:
    """A point a line; what comes after the most that is listed stands together in the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [*lines[: POINTS - 1], *filter(None, (" ".join(lines[POINTS - 1 :]),))]


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    held = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    texts: dict[str, str] = {
        Section.DECIDED: "#12: Ana Torres triaged it as technology.\n#9: Ana Torres closed it.",
        Section.TO_DO: "#12: Lee Park does it: Order chargers. By Monday, December 7.",
        Section.TO_TELL: "#9: Lee Park tells the person who reported it.",
    }
    drafted = Minutes("o-7", "m-5", held, texts, version=3)
    hostile = Minutes("o-7", "m-6", held, {Section.DECIDED: sample.HOSTILE, Section.DONE: sample.HOSTILE}, version=2)
    longest = Minutes("o-7", "m-7", held, dict.fromkeys(Section, "Each\n" * 40 + sample.LONG[: TEXT - 200]), version=2)
    friday = w.day(held.date())
    yield "minutes", minutes_card(drafted, friday, w, by=Who("Kim Doyle", "U0KIM"))
    yield "minutes-draft", minutes_card(drafted, friday, w, by=None)
    yield "minutes-nothing", minutes_card(Minutes("o-7", "m-8", held, version=2), friday, w, by=Who("Kim Doyle"))
    yield "minutes-hostile", minutes_card(hostile, friday, w, by=Who(sample.HOSTILE))
    yield "minutes-longest", minutes_card(longest, friday, w, by=Who("Kim Doyle"))
    yield "minutes-due", due(drafted, "Lincoln SLT", friday, w)
    yield "minutes-due-hostile", due(hostile, sample.HOSTILE, friday, w)
    yield "minutes-due-longest", due(longest, "Lincoln SLT", friday, w)
    yield "minutes-form", minutes_form(w, drafted, friday)
    yield (
        "minutes-form-longest",
        minutes_form(w, longest, friday, errors={Section.DONE: w("It is empty. Write a few words.")}),
    )
    yield "minutes-form-meanwhile", minutes_form(w, hostile, friday, changed=True, meanwhile=Who("Kim Doyle"))
    yield "minutes-form-posted", minutes_form(w, drafted, friday, changed=True)
