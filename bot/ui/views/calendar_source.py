"""The district's own calendar and public holidays: where they come from, what was found, and what is kept of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.known_days import DayKind, Days, Found, Origin, Trouble
from bot.ui.card import Act, Button, Card, Paragraph, Style
from bot.ui.form import ChecksField, ChoiceField, Form, Option, Passage, TextField
from bot.ui.limits import OPEN_OPTIONS, OPTION_DESCRIPTION, OPTION_LABEL, TEXT_VALUE, cut
from bot.ui.text import plain
from bot.ui.views import school_calendar
from bot.ui.words import Words

MOST_NAMES = 120
"""As many as a Teams card of 40 KB holds with their days, in either language."""
MOST_DAYS = 400
ADDRESS = 2000


def choice(found: Iterable[Found]) -> tuple[Found, ...]:
    """As many as a form can hold, those that sound like no school first; then in order of their days."""
    best = sorted(found, key=lambda it: (not it.likely, it.days))[:MOST_DAYS]
    names = set(list(dict.fromkeys(it.days.name for it in best))[:MOST_NAMES])
    return tuple(sorted((it for it in best if it.days.name in names), key=lambda it: it.days))


def names(found: Iterable[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(it.days.name for it in found))


def source_form(w: Words, *, address: str = "", content: str = "", errors: Mapping[str, str] | None = None) -> Form:
    return Form(
        name="calendar_source",
        title=w("District's calendar"),
        fields=(
            TextField(
                "address",
                w("Address of the calendar"),
                max_length=ADDRESS,
                hint=w("It begins with https:// and often ends with .ics. I read it every day."),
                value=address[:ADDRESS],
            ),
            TextField(
                "content",
                w("Or the content of an .ics file"),
                multiline=True,
                max_length=TEXT_VALUE,
                hint=w("A longer file: paste it to me as a message in private."),
                value=content[:TEXT_VALUE],
            ),
        ),
        submit=w("Read it"),
        cancel=w("Cancel"),
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def holidays_form(
    w: Words, countries: Sequence[str], given: Mapping[str, str], *, errors: Mapping[str, str] | None = None
) -> Form:
    options = sorted((Option(code, cut(w.country(code), OPTION_LABEL)) for code in countries), key=lambda it: it.label)
    country = given.get("country", "")
    return Form(
        name="calendar_holidays",
        title=w("Public holidays"),
        fields=(
            ChoiceField(
                "country",
                w("Country"),
                tuple(options),
                required=True,
                value=country if country in countries else "",
            ),
            TextField(
                "region",
                w("State or province"),
                max_length=school_calendar.NAME,
                hint=w("For example MI or Michigan. Leave it empty for the whole country."),
                value=given.get("region", "")[: school_calendar.NAME],
            ),
        ),
        submit=w("Next"),
        cancel=w("Cancel"),
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def choose_form(
    w: Words,
    found: Sequence[Found],
    *,
    mark: str,
    name: str = "calendar_choose",
    args: tuple[tuple[str, str], ...] = (),
) -> Form:
    """Every name once, with its days; ticked where it sounds like no school."""
    listed = list(enumerate(names(found)))
    parts = [listed[at : at + OPEN_OPTIONS] for at in range(0, len(listed), OPEN_OPTIONS)]
    groups = [[it for it in found if it.days.name == one] for _, one in listed]
    fields = [
        ChecksField(
            f"part{number}",
            w("On these days there is no school") if number == 0 else w("And on these"),
            tuple(
                Option(str(index), cut(one, OPTION_LABEL), cut(_when(groups[index], w), OPTION_DESCRIPTION))
                for index, one in part
            ),
            value=tuple(str(index) for index, _ in part if any(it.likely for it in groups[index])),
        )
        for number, part in enumerate(parts)
    ]
    return Form(
        name=name,
        title=w("Which mean no school?"),
        fields=(
            Passage((Paragraph(plain(w("Tick the names that mean no school, or a half day, in your district."))),)),
            *fields,
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        language=w.language,
        args=(*args, ("of", mark)),
    )


def reading(w: Words) -> Card:
    return Card(
        w("Reading the calendar"),
        (Paragraph(plain(w("I tell you in private what I found. Nothing changes before you have chosen."))),),
        language=w.language,
    )


def found(w: Words, days: Sequence[Found]) -> Card:
    count = len(names(days))
    return Card(
        w("The calendar was read"),
        (
            Paragraph(plain(w.many("It names {count} kind of day.", "It names {count} kinds of days.", count=count))),
            Paragraph(plain(w("Choose which of them mean no school. Nothing changes before that."))),
        ),
        (Button(w("Choose the days"), Act("calendar_choose"), style=Style.PRIMARY, opens=True),),
        language=w.language,
    )


def failed(w: Words, trouble: Trouble, *, kept: bool) -> Card:
    """`kept`: it could be read before, and what was read then goes on to hold."""
    after = (
        w("The days I read before still hold, and I try again every day. I tell you when it works again.")
        if kept
        else w("Nothing was changed.")
    )
    again = Button(w("Give another"), Act("calendar_source"), style=Style.PRIMARY, opens=True)
    return Card(
        w("The calendar cannot be read"),
        (Paragraph(plain(_why(trouble, w))), Paragraph(plain(after))),
        (again, *((school_calendar.stop(w),) if kept else ())),
        language=w.language,
    )


def works_again(w: Words) -> Card:
    return Card(
        w("The calendar can be read again"),
        (Paragraph(plain(w("The school calendar is up to date."))),),
        (school_calendar.show(w),),
        language=w.language,
    )


def stopped(w: Words) -> Card:
    return Card(
        w("I read it no more"),
        (Paragraph(plain(w("The days I have read so far stay in the school calendar."))),),
        (school_calendar.show(w),),
        language=w.language,
    )


def _when(group: Sequence[Found], w: Words) -> str:
    """ "Tue, Dec 22 to Sat, Jan 2; Mon, Feb 15; 3 more" """
    shown = [_span(it.days, w) for it in group[:2]]
    rest = len(group) - len(shown)
    return "; ".join((*shown, *((w("{count} more", count=rest),) if rest else ())))


def _span(days: Days, w: Words) -> str:
    first, last = w.short_day(days.first), w.short_day(days.last)
    span = first if days.first == days.last else w("{first} to {last}", first=first, last=last)
    return w("{days} (half day)", days=span) if days.kind is DayKind.HALF else span


def _why(trouble: Trouble, w: Words) -> str:
    return {
        Trouble.UNREACHABLE: w("Nobody answers at this address. Check it letter by letter."),
        Trouble.SLOW: w("It took too long: more than 10 seconds."),
        Trouble.NOT_HTTPS: w("The address, or one it leads to, does not begin with https://."),
        Trouble.INNER: w("The address lies within a private network, where I do not go."),
        Trouble.REFUSED: w("The address answers with an error. Is the calendar public?"),
        Trouble.REDIRECTS: w("The address leads on and on to others."),
        Trouble.TOO_LARGE: w("The calendar is larger than 5 megabytes."),
        Trouble.NOT_A_CALENDAR: w("What is there is not a calendar in the .ics format, but perhaps a web page."),
        Trouble.BROKEN: w("The calendar file is broken. Export it anew."),
        Trouble.TOO_MANY: w("The calendar has more than 5,000 events."),
        Trouble.TOO_OFTEN: w("Something in the calendar repeats more often than once a day."),
        Trouble.NOTHING: w("The calendar has no whole days in the next 18 months."),
    }[trouble]


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    day = date(2026, 12, 21)
    several = (
        Found(Days(day, date(2027, 1, 1), name="Winter break", origin=Origin.ADDRESS), likely=True),
        Found(Days(date(2027, 2, 15), date(2027, 2, 15), DayKind.HALF, "Conferences", Origin.ADDRESS), likely=True),
        Found(Days(date(2027, 3, 1), date(2027, 3, 1), name=sample.HOSTILE[:80], origin=Origin.ADDRESS), likely=False),
        *(Found(Days(date(2027, month, 3), date(2027, month, 3), name="Board"), likely=False) for month in (3, 4, 5)),
    )
    many = choice(
        Found(Days(day, day, name=f"{number} {sample.LONG}"[:80]), likely=number % 2 == 0) for number in range(300)
    )
    yield "calendar-source-form", source_form(w)
    yield (
        "calendar-source-form-hostile",
        source_form(
            w,
            address="http://" + "x" * 90,
            content=sample.HOSTILE,
            errors={"address": w("The address must begin with https://.")},
        ),
    )
    yield "calendar-holidays-form", holidays_form(w, ("US", "MX"), {"country": "US", "region": sample.HOSTILE})
    yield "calendar-choose-form", choose_form(w, several, mark="4711")
    yield "calendar-choose-form-many", choose_form(w, many, mark="4711")
    yield "holidays-choose-form", choose_form(w, several[:1], mark="4711", name="holidays_chosen")
    yield "calendar-reading", reading(w)
    yield "calendar-found", found(w, several)
    yield "calendar-found-one", found(w, several[:1])
    for trouble in Trouble:
        yield f"calendar-failed-{trouble.value.replace('_', '-')}", failed(w, trouble, kept=trouble is Trouble.SLOW)
    yield "calendar-works-again", works_again(w)
    yield "calendar-stopped", stopped(w)
