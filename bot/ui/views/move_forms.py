"""A form for every move: what is known is filled in, and what was typed stays when it is drawn again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.student_data import Find, FindKind
from bot.domain.vocabulary import Driver, Level, Move, Nature, Reach, Redirect, Status, Verdict
from bot.ui.card import Block, Card, Paragraph, Quote
from bot.ui.form import ChoiceField, DayField, Field, Form, Option, Passage, PersonField, TextField
from bot.ui.limits import OPTION_LABEL, OPTION_VALUE, cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views import labels
from bot.ui.views.report_form import stopped
from bot.ui.words import Words

NOTE = 3000
STEP = 300
PRACTICE = 200
TYPE = 75
SHOWN = 500
NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Picked:
    """A person chosen in a form: our own id, and their id on the platform the form is for."""

    id: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields."""

    texts: Mapping[str, str]
    people: Mapping[str, Picked]
    days: Mapping[str, date]

    def text(self, field: str, most: int = NOTE) -> str:
        return cut(self.texts.get(field, ""), most)


EMPTY = Draft({}, {}, {})


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers beside the domain's own terms."""

    people: tuple[Option, ...] = ()
    types: tuple[str, ...] = ()
    similar: Sequence[Challenge] = ()


def move_form(
    move: Move,
    row: Challenge,
    w: Words,
    *,
    draft: Draft = EMPTY,
    choices: Choices = Choices(),
    errors: Mapping[str, str] | None = None,
    notice: Line = (),
    check: tuple[Field, ...] = (),
) -> Form:
    """`notice` is told above the fields; `check` below them, where words may be about a student."""
    title, submit, fields = _parts(move, row, w, draft, choices)
    above: list[Block] = [Paragraph(notice)] if notice else []
    if row.summary:
        above.append(Quote((Said(cut(row.summary, SHOWN)),)))
    return Form(
        name=move.value,
        title=title,
        fields=(*((Passage(tuple(above)),) if above else ()), *fields, *check),
        submit=submit,
        cancel=w("Cancel"),
        subject=row.id,
        version=row.version,
        language=w.language,
        args=(("own", "yes"),) if draft.texts.get("own") else (),
        errors=tuple((errors or {}).items()),
    )


def first_field(move: Move) -> str:
    """Where a fault of the whole form is shown."""
    return {
        Move.TRIAGE: "type",
        Move.ASSIGN: "assignee",
        Move.ASK: "question",
        Move.MERGE: "number",
        Move.REDIRECT: "reason",
        Move.VERDICT: "verdict",
        Move.CONVERSATION: "verdict",
        Move.STEP_DONE: "step",
    }.get(move, "text")


def _parts(move: Move, row: Challenge, w: Words, draft: Draft, choices: Choices) -> tuple[str, str, tuple[Field, ...]]:
    number = row.number
    match move:
        case Move.TRIAGE:
            return w("Triage #{number}", number=number), w("Save"), _triage(w, draft, choices)
        case Move.ASSIGN:
            return w("Assign #{number}", number=number), w("Assign"), _assign(w, draft, choices)
        case Move.ADD_STEP:
            return w("A step for #{number}", number=number), w("Add it"), _step(w, draft, choices)
        case Move.STEP_DONE:
            return w("Done in #{number}", number=number), w("It is done"), (_open_steps(row, w, draft),)
        case Move.NOTE:
            hint = w("Everybody who can read the log reads it. No student names.")
            return w("A note for #{number}", number=number), w("Keep it"), (_words("text", w("Note"), draft, hint),)
        case Move.ASK:
            hint = w("The reporter gets it in private; a triage card shows it to the team.")
            return w("Ask about #{number}", number=number), w("Ask"), (_words("question", w("Question"), draft, hint),)
        case Move.ANSWER:
            hint = w("The team reads it. No student names.")
            said = (_words("text", w("Your answer"), draft, hint),)
            above = (Passage((Quote((Said(cut(row.question, SHOWN)),)),)),) if row.question else ()
            return w("Answer #{number}", number=number), w("Answer"), (*above, *said)
        case Move.MERGE:
            return w("Merge #{number}", number=number), w("Merge"), _merge(w, draft, choices)
        case Move.REDIRECT:
            return w("Redirect #{number}", number=number), w("Redirect"), _redirect(w, draft)
        case Move.REPORT_REMOVAL:
            hint = w("Whoever reported it reads this, and is asked later whether it is gone.")
            said = (_words("text", w("What changed?"), draft, hint),)
            return w("#{number} is removed", number=number), w("Report it removed"), said
        case Move.VERDICT:
            return w("Is #{number} gone?", number=number), w("Answer"), _verdict(w, draft)
        case Move.CONVERSATION:
            return w("A talk about #{number}", number=number), w("Record it"), _conversation(w, draft)
        case _:
            raise ValueError(f"{move} has no form here")


def _words(id: str, label: str, draft: Draft, hint: str = "", *, required: bool = True) -> TextField:
    return TextField(id, label, required, multiline=True, max_length=NOTE, hint=hint, value=draft.text(id))


def _person(id: str, label: str, draft: Draft, choices: Choices, *, required: bool = False, hint: str = "") -> Field:
    chosen = draft.people.get(id, Picked())
    return PersonField(
        id, label, known=choices.people, required=required, value=chosen.id, handle=chosen.handle, hint=hint
    )


def _triage(w: Words, draft: Draft, choices: Choices) -> tuple[Field, ...]:
    kinds = tuple(dict.fromkeys(cut(kind, min(OPTION_LABEL, OPTION_VALUE)) for kind in choices.types))
    type_: Field = (
        ChoiceField("type", w("Type"), tuple(Option(k, k) for k in kinds), True, _among(kinds, draft.text("type")))
        if kinds
        else TextField("type", w("Type"), True, max_length=TYPE, value=draft.text("type", TYPE))
    )
    reach = (
        Option(Reach.INTERNAL, labels.reach(Reach.INTERNAL, w), w("The district itself can remove it.")),
        Option(Reach.EXTERNAL, labels.reach(Reach.EXTERNAL, w), w("It is caused beyond the district: region, state.")),
    )
    nature = (
        Option(
            Nature.TECHNICAL,
            labels.nature(Nature.TECHNICAL, w),
            w("We agree what is wrong, and the way to fix it is known."),
        ),
        Option(
            Nature.ADAPTIVE,
            labels.nature(Nature.ADAPTIVE, w),
            w("Views differ, the way is unclear, people need to learn or change."),
        ),
    )
    driver = (
        Option(Driver.COMPETENCY, labels.driver(Driver.COMPETENCY, w), w("Selection, training, coaching, fidelity.")),
        Option(Driver.ORGANIZATION, labels.driver(Driver.ORGANIZATION, w), w("Data, administration, systems.")),
        Option(Driver.LEADERSHIP, labels.driver(Driver.LEADERSHIP, w), w("Direction, priorities, decisions.")),
    )
    levels = tuple(Option(level, labels.level(level, w)) for level in Level)
    return (
        type_,
        ChoiceField("reach", w("Within our control?"), reach, True, draft.text("reach"), open_list=True),
        ChoiceField("nature", w("Technical or adaptive?"), nature, True, draft.text("nature"), open_list=True),
        ChoiceField("driver", w("What does it hang on?"), driver, True, draft.text("driver"), open_list=True),
        ChoiceField("level", w("Which level can remove it?"), levels, True, draft.text("level")),
        TextField(
            "practice",
            w("Practice it stands in the way of"),
            max_length=PRACTICE,
            value=draft.text("practice", PRACTICE),
        ),
    )


def _assign(w: Words, draft: Draft, choices: Choices) -> tuple[Field, ...]:
    return (
        _person("assignee", w("Who removes it?"), draft, choices, required=True),
        _person("decision_maker", w("Who has the authority to decide?"), draft, choices),
        DayField("target", w("Gone by"), value=draft.days.get("target"), hint=w("A day to aim for.")),
    )


def _step(w: Words, draft: Draft, choices: Choices) -> tuple[Field, ...]:
    return (
        TextField("text", w("What is to be done?"), True, max_length=STEP, value=draft.text("text", STEP)),
        _person("owner", w("By whom?"), draft, choices),
        DayField("due", w("By when?"), value=draft.days.get("due")),
    )


def _open_steps(row: Challenge, w: Words, draft: Draft) -> ChoiceField:
    options = tuple(
        Option(str(number), cut(f"{number}. {step.text}", OPTION_LABEL))
        for number, step in enumerate(row.steps, 1)
        if step.done_at is None
    )[:100]
    return ChoiceField("step", w("Which step?"), options, True, _among([o.value for o in options], draft.text("step")))


def _merge(w: Words, draft: Draft, choices: Choices) -> tuple[Field, ...]:
    told = w("It goes on as part of the other one; whoever follows it follows that one then.")
    what = Passage((Paragraph(plain(told)),))
    number = TextField(
        "number", w("Number of the other one"), max_length=12, hint=w("As in #12."), value=draft.text("number", 12)
    )
    if not choices.similar:
        return what, number
    options = tuple(Option(str(it.number), cut(f"#{it.number} {it.summary}", OPTION_LABEL)) for it in choices.similar)
    value = _among([o.value for o in options], draft.text("into"))
    return (
        what,
        ChoiceField("into", w("Is it one of these?"), options, value=value, open_list=len(options) <= 5),
        number,
    )


def _redirect(w: Words, draft: Draft) -> tuple[Field, ...]:
    where = {
        Redirect.STUDENT_CASE: w("Goes to the student support team."),
        Redirect.SAFETY: w("Goes to the principal or the safety office, at once."),
        Redirect.HARASSMENT: w("Goes to the protected process of the district."),
        Redirect.HR: w("Goes to human resources or the union."),
        Redirect.TICKET: w("Goes to IT or facilities as a ticket."),
    }
    options = tuple(Option(kind, labels.redirect(kind, w), where[kind]) for kind in Redirect)
    what = w("The words are erased for good; only the kind is counted. Whoever reported it is told where it belongs.")
    return (
        Passage((Paragraph(plain(what)),)),
        ChoiceField("reason", w("What is it?"), options, True, draft.text("reason"), open_list=True),
    )


def _verdict(w: Words, draft: Draft) -> tuple[Field, ...]:
    options = tuple(Option(verdict, labels.verdict(verdict, w)) for verdict in Verdict)
    return (
        ChoiceField("verdict", w("Is it gone?"), options, True, draft.text("verdict"), open_list=True),
        _words("comment", w("Say more"), draft, w("The team reads it. No student names."), required=False),
    )


def _conversation(w: Words, draft: Draft) -> tuple[Field, ...]:
    options = (
        *(Option(verdict, labels.verdict(verdict, w)) for verdict in Verdict),
        Option(NO_ANSWER, w("I could not reach anybody"), w("It can then be closed without a verdict.")),
    )
    return (
        ChoiceField("verdict", w("What did they say?"), options, True, draft.text("verdict"), open_list=True),
        _words("text", w("In their words"), draft, w("The log keeps it. No student names."), required=False),
    )


def _among(values: Sequence[str], value: str) -> str:
    return value if value in values else ""


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    choices = Choices(
        people=(Option("p-kim", "Kim Doyle"), Option("p-lee", "Lee Park")),
        types=("technology", "staffing", sample.HOSTILE),
        similar=(sample.row(), sample.hostile()),
    )
    draft = Draft(
        {"type": "staffing", "reach": "external", "nature": "adaptive", "driver": "leadership", "level": "district",
         "practice": "Reading block", "text": sample.HOSTILE, "verdict": "partly", "question": "Which cart?", "step": "3"},
        {"assignee": Picked("p-lee", "U0LEE"), "owner": Picked("p-kim")},
        {"target": date(2026, 12, 18), "due": date(2026, 12, 7)},
    )  # fmt: skip
    row = stage.in_progress()
    for move in FORMS:
        yield f"form-{move.value}", move_form(move, row, w, draft=draft, choices=choices)
    long = Draft({"text": sample.LONG, "comment": sample.LONG}, {}, {})
    yield "form-note-longest", move_form(Move.NOTE, stage.longest(), w, draft=long)
    asked = replace(stage.hostile(), status=Status.NEEDS_INFORMATION)
    yield "form-answer-hostile", move_form(Move.ANSWER, asked, w, draft=draft)
    late: Line = (Plain(w("Look at it again and send it once more.")),)
    yield "form-assign-late", move_form(Move.ASSIGN, row, w, draft=draft, choices=choices, notice=late)
    words = "Our student Maria Lopez has no charger"
    found = {"text": (Find(12, 23, FindKind.student_name),)}
    check = stopped(w, {"text": words}, found, cleared=False)
    yield "form-note-student", move_form(Move.NOTE, row, w, draft=Draft({"text": words}, {}, {}), check=check)


FORMS = (
    Move.TRIAGE,
    Move.ASSIGN,
    Move.ADD_STEP,
    Move.STEP_DONE,
    Move.NOTE,
    Move.ASK,
    Move.ANSWER,
    Move.MERGE,
    Move.REDIRECT,
    Move.REPORT_REMOVAL,
    Move.VERDICT,
    Move.CONVERSATION,
)
"""Every move that has a form here."""
