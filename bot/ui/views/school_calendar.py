"""The school calendar: what is coming, what was understood, and the form to add days."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.known_days import Address, DayKind, Days, Origin, Trouble
from bot.ui.card import Act, Block, Button, Card, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Code, Line, Plain, Said, plain
from bot.ui.views.scene import say
from bot.ui.words import Words

PAGE = 12
NAME = 80
SHOWN = 20
"""Days that were understood from one line and are shown back."""


def calendar(w: Words, coming: Sequence[Days], *, page: int, pages: int, address: Address | None = None) -> Card:
    """What is coming within a year, a page of it. `address`: where the district's own calendar is read every day."""
    body: list[Block] = []
    if coming:
        body.append(Items(tuple(Item(_entry(days, w)) for days in coming)))
        if pages > 1:
            body.append(Paragraph(plain(w("Page {page} of {pages}.", page=page, pages=pages))))
    else:
        body.append(Paragraph(plain(w("I know of no days off in the next 12 months, so I count Monday to Friday."))))
    body.append(
        Paragraph(
            say(
                w("Add days here, or type for example {line}."),
                line=Code(w("/agenda no school Dec 22 to Jan 2")),
            ),
            quiet=True,
        )
    )
    if address and address.trouble:
        body.append(Paragraph(plain(w("The district's calendar cannot be read at the moment; what was read holds."))))
    elif address:
        body.append(Paragraph(plain(w("The district's calendar is read every day.")), quiet=True))
    turn = []
    if page > 1:
        turn.append(Button(w("Earlier"), Act("calendar", args=(("page", str(page - 1)),))))
    if page < pages:
        turn.append(Button(w("Later"), Act("calendar", args=(("page", str(page + 1)),))))
    sources = (
        Button(w("Public holidays"), Act("calendar_holidays"), opens=True),
        Button(w("District's calendar"), Act("calendar_source"), opens=True),
    )
    return Card(
        w("School calendar"),
        tuple(body),
        (*turn, _add(w), *sources),
        more=(stop(w),) if address else (),
        language=w.language,
    )


def saved(w: Words, said: Sequence[Days], replaced: Sequence[Days] = (), *, version: int) -> Card:
    """What was understood and kept, day by day in full, and what was typed before for these days; with a way back."""
    lines = _listed(said, w)
    if replaced:
        lines.append(Paragraph(plain(w("For the days that are in both, it replaces what was typed before:"))))
        lines += _listed(replaced, w)
    lines.append(Paragraph(plain(w("Every date that I count in school days follows this from now on."))))
    return Card(w("School calendar saved"), tuple(lines), (undo(w, version), show(w)), language=w.language)


def _listed(days: Sequence[Days], w: Words) -> list[Block]:
    lines: list[Block] = [Items(tuple(Item(_in_full(one, w)) for one in days[:SHOWN]))]
    if len(days) > SHOWN:
        lines.append(Paragraph(plain(w("And {count} more.", count=len(days) - SHOWN))))
    return lines


def undone(w: Words) -> Card:
    return Card(
        w("Undone"),
        (Paragraph(plain(w("The school calendar is as it was before."))),),
        (show(w),),
        language=w.language,
    )


def nothing_to_undo(w: Words) -> Card:
    return Card(
        w("Nothing was changed"),
        (Paragraph(plain(w("The school calendar has changed since, so I left it as it is now."))),),
        (show(w),),
        language=w.language,
    )


def unread(w: Words, phrase: str, *, past: date | None = None) -> Card:
    """Days that were not understood are asked for, never guessed."""
    if past:
        asked = say(w("{day} has passed, so nothing was changed."), day=w.day(past))
    else:
        asked = say(w("I did not understand “{phrase}”, so nothing was changed."), phrase=Said(cut(phrase, 200)))
    return _asked_for(asked, w)


def named_student(w: Words) -> Card:
    """A day's name that points to one student is not kept: everybody reads it."""
    found = w("The name of these days may point to one student, and everybody reads it. So nothing was changed.")
    return _asked_for(plain(found), w)


def _asked_for(why: Line, w: Words) -> Card:
    examples = (
        w("/agenda no school Dec 22 to Jan 2: Winter break"),
        w("/agenda half day Friday"),
        w("/agenda school on Jan 5"),
    )
    return Card(
        w("Which days?"),
        (
            Paragraph(why),
            Paragraph(plain(w("Choose the days in the form, or type for example:"))),
            Items(tuple(Item((Code(line),)) for line in examples)),
        ),
        (_add(w), show(w)),
        language=w.language,
    )


def either(w: Words, options: tuple[date, date], lines: tuple[str, str]) -> Card:
    """One day that has two meanings: the person chooses."""
    return Card(
        w("Which day?"),
        (Paragraph(plain(w("That can be one of two days. Nothing is saved yet."))),),
        tuple(
            Button(w.short_day(day), Act("calendar_either", args=(("line", cut(line, 150)),)), spoken=w.day(day))
            for day, line in zip(options, lines, strict=True)
        ),
        language=w.language,
    )


def show(w: Words) -> Button:
    return Button(w("School calendar"), Act("calendar"), spoken=w("Show the school calendar"))


def undo(w: Words, version: int) -> Button:
    return Button(w("Undo"), Act("calendar_undo", version=version), spoken=w("Undo this change of the school calendar"))


def stop(w: Words) -> Button:
    return Button(w("Stop reading it"), Act("calendar_stop"), spoken=w("Stop reading the district's calendar"))


def kind(it: DayKind, w: Words) -> str:
    return {
        DayKind.OFF: w("no school"),
        DayKind.HALF: w("half day"),
        DayKind.SCHOOL: w("school after all"),
    }[it]


def _origin(origin: Origin, w: Words) -> str:
    return {
        Origin.TYPED: w("typed"),
        Origin.FILE: w("calendar file"),
        Origin.ADDRESS: w("district's calendar"),
        Origin.HOLIDAYS: w("public holidays"),
    }[origin]


def _entry(days: Days, w: Words) -> Line:
    """ "Mon, Dec 21 to Fri, Jan 1: Winter break. No school (typed)." """
    first, last = w.short_day(days.first), w.short_day(days.last)
    span = first if days.first == days.last else w("{first} to {last}", first=first, last=last)
    about = w("{kind} ({origin})", kind=kind(days.kind, w), origin=_origin(days.origin, w))
    name: Line = (Said(days.name), Plain(", ")) if days.name else ()
    return (Plain(span, strong=True), Plain(": "), *name, Plain(about))


def _in_full(days: Days, w: Words) -> Line:
    first, last = w.day(days.first), w.day(days.last)
    span = first if days.first == days.last else w("{first} to {last}", first=first, last=last)
    name: Line = (Said(days.name), Plain(", ")) if days.name else ()
    return (Plain(span, strong=True), Plain(": "), *name, Plain(kind(days.kind, w)))


def _add(w: Words) -> Button:
    return Button(w("Add days"), Act("calendar_days"), style=Style.PRIMARY, opens=True)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    winter = Days(date(2026, 12, 21), date(2027, 1, 1), name="Winter break", origin=Origin.ADDRESS)
    some = (
        Days(date(2026, 11, 26), date(2026, 11, 27), name="Thanksgiving", origin=Origin.HOLIDAYS),
        Days(date(2026, 12, 4), date(2026, 12, 4), DayKind.HALF, sample.HOSTILE[:NAME]),
        winter,
        Days(date(2027, 1, 5), date(2027, 1, 5), DayKind.SCHOOL),
    )
    long = Days(date(2027, 2, 15), date(2027, 2, 19), name=sample.LONG[:NAME], origin=Origin.FILE)
    yield "calendar", calendar(w, some, page=1, pages=1)
    yield "calendar-page", calendar(w, (long,) * PAGE, page=2, pages=3)
    address = Address("https://district.example/days.ics", "p-jo")
    yield "calendar-read-daily", calendar(w, some[:1], page=1, pages=1, address=address)
    broken = Address(address.url, address.by, Trouble.SLOW)
    yield "calendar-in-trouble", calendar(w, some[:1], page=1, pages=1, address=broken)
    yield "calendar-empty", calendar(w, (), page=1, pages=1)
    yield "calendar-saved", saved(w, some[1:3], version=7)
    yield "calendar-saved-instead", saved(w, some[1:2], some[2:4], version=9)
    yield "calendar-saved-many", saved(w, (long,) * (SHOWN + 3), (long,) * (SHOWN + 1), version=8)
    yield "calendar-undone", undone(w)
    yield "calendar-nothing-to-undo", nothing_to_undo(w)
    yield "calendar-unread", unread(w, sample.HOSTILE)
    yield "calendar-named-student", named_student(w)
    yield "calendar-past", unread(w, "Nov 20", past=date(2026, 11, 20))
    yield "calendar-either", either(w, (winter.first, winter.last), ("no school 2026-12-21", "no school 2027-01-01"))
