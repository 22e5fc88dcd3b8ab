"""The report form: under two minutes, with visibility explained before sending."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.challenge import Challenge
from bot.domain.student_data import Find, FindKind
from bot.domain.vocabulary import Visibility
from bot.ui.card import Card, Heading, Paragraph, Quote
from bot.ui.form import ChecksField, ChoiceField, Field, Form, Option, Passage, TextField
from bot.ui.limits import OPTION_LABEL, OPTIONS, cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views import visibility
from bot.ui.words import Words

MOST = {"summary": 3000, "school": 150, "practice": 200, "tried": 1500, "affected": 500, "idea": 1500}
"""Characters that each answer may have; all of them fit on one card."""
TEXTS = tuple(MOST)
NEW = "new"
NOT_STUDENT = "not_student"
AROUND = 80


def report_form(
    w: Words,
    *,
    values: Mapping[str, str],
    visible: Visibility,
    teams: Sequence[tuple[str, str]] = (),
    many_schools: bool = False,
    link: str = "",
    found: Mapping[str, tuple[Find, ...]] | None = None,
    cleared: bool = False,
    similar: Sequence[Challenge] = (),
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    """`values` by field id. `teams` are (id, name) pairs to choose from when there are several, `many_schools` whether
    one of them is for more than one school. `found` is what looks like student data, by field; `cleared` says that the
    reporter already ticked that it is none."""
    where: tuple[Field, ...] = ()
    if len(teams) > 1:
        offered = tuple(Option(id, cut(name, OPTION_LABEL)) for id, name in teams[:OPTIONS])
        where = (ChoiceField("team", w("Where is it?"), offered, required=True, value=values.get("team", "")),)
        if many_schools:
            where += (text("school", w("Which school?"), values, hint=w("If that does not say it yet.")),)
    elif many_schools:
        where = (text("school", w("Where is it?"), values, hint=w("The school or office.")),)
    return Form(
        name="report",
        title=w("Report a barrier"),
        fields=(
            *stopped(w, values, found or {}, cleared=cleared),
            *_similar(w, similar),
            text(
                "summary",
                w("What is in the way?"),
                values,
                required=True,
                multiline=True,
                hint=w("One sentence is enough. Leave out student names and anything that points to one student."),
            ),
            *where,
            *details(w, values),
            visibility.choice(w, value=visible),
        ),
        submit=w("Send"),
        cancel=w("Cancel"),
        language=w.language,
        args=(("link", link),) if link else (),
        errors=errors,
    )


def details(w: Words, values: Mapping[str, str]) -> tuple[Field, ...]:
    """What helps a team to act, none of it needed."""
    return (
        text("practice", w("Which practice does it get in the way of?"), values, hint=w("For example a screener.")),
        text("tried", w("What has been tried?"), values, multiline=True),
        text("affected", w("Who is affected, and how much?"), values, multiline=True, hint=w("Groups, not names.")),
        text("idea", w("Do you have an idea?"), values, multiline=True),
    )


def text(
    id: str, label: str, values: Mapping[str, str], *, required: bool = False, multiline: bool = False, hint: str = ""
) -> TextField:
    most = MOST[id]
    return TextField(
        id, label, required, multiline=multiline, max_length=most, hint=hint, value=values.get(id, "")[:most]
    )


def stopped(
    w: Words, values: Mapping[str, str], found: Mapping[str, tuple[Find, ...]], *, cleared: bool
) -> tuple[Field, ...]:
    """What the check stopped at, and the box that says it is no student; nothing when it found nothing."""
    if not any(found.values()):
        return ()
    quotes = tuple(Quote(marked(values.get(id, ""), finds)) for id, finds in found.items() if finds)
    kinds = dict.fromkeys(find.kind for finds in found.values() for find in finds)
    return (
        Passage(
            (
                Heading(w("This may point to one student")),
                *quotes,
                Paragraph(
                    plain(
                        w(
                            "It looks like {kinds}. Nothing has been saved. Write it without the marked words, "
                            "or say below that it is not about a student.",
                            kinds=", ".join(kind_name(kind, w) for kind in kinds),
                        )
                    )
                ),
            )
        ),
        ChecksField(
            NOT_STUDENT,
            w("The marked words"),
            (Option("yes", w("This is not about a student")),),
            value=("yes",) if cleared else (),
        ),
    )


def marked(text: str, finds: Sequence[Find]) -> Line:
    """The stretches of `text` around the finds, which stand out."""
    line: list[Said | Plain] = []
    at = 0
    for find in finds:
        start = max(at, find.start - AROUND)
        if start > at:
            line += [Said(text[at : min(at + AROUND, start)])] if at and start - at > AROUND else []
            line.append(Plain(" … " if at else "… "))
        line.append(Said(text[start : find.start]))
        line.append(Said(text[find.start : find.end], marked=True))
        at = find.end
    line.append(Said(text[at : at + AROUND]))
    if at + AROUND < len(text):
        line.append(Plain(" …"))
    return tuple(span for span in line if span.text)


def kind_name(kind: FindKind, w: Words) -> str:
    match kind:
        case FindKind.student_name:
            return w("a student's name")
        case FindKind.id_number:
            return w("an ID number")
        case FindKind.birth_date:
            return w("a birth date")
        case FindKind.email:
            return w("an email address")
        case FindKind.phone:
            return w("a phone number")


def _similar(w: Words, rows: Sequence[Challenge]) -> tuple[Field, ...]:
    if not rows:
        return ()
    return (
        ChoiceField(
            "same",
            w("Is it one of these?"),
            (
                *(Option(row.id, cut(f"#{row.number} {_one_line(row.summary)}", OPTION_LABEL)) for row in rows),
                Option(NEW, w("None of these, mine is new")),
            ),
            required=True,
            hint=w("If you choose one, you join it: I keep who you are and tell you how it goes."),
            open_list=True,
        ),
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.student_data import finds
    from bot.ui.views import sample

    words = "Chromebooks of student Maria Lopez and others won't hold a charge in room 12"
    teams = (("t-lincoln", "Lincoln SLT"), ("t-cedar", "Cedar SLT"))
    yield "report-form", report_form(w, values={}, visible=Visibility.CONFIDENTIAL, teams=teams)
    yield (
        "report-form-stopped",
        report_form(
            w,
            values={"summary": words, "team": "t-cedar", "idea": "A charging cart"},
            visible=Visibility.NAMED,
            teams=teams,
            found={"summary": finds(words)},
        ),
    )
    yield (
        "report-form-similar",
        report_form(
            w,
            values={"summary": words},
            visible=Visibility.UNLINKED,
            many_schools=True,
            similar=(sample.row(), sample.hostile()),
        ),
    )
    yield (
        "report-form-longest",
        report_form(
            w,
            values={id: sample.LONG[: MOST[id]] for id in TEXTS},
            visible=Visibility.NAMED,
            many_schools=True,
            similar=(sample.longest(),),
            errors=(("summary", w("Write what is in the way.")),),
        ),
    )
