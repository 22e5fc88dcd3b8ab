"""The fields of the moves' forms, with what is known in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Driver, Level, Nature, Reach, Redirect, Verdict
from bot.ui.card import Paragraph
from bot.ui.form import ChoiceField, DayField, Field, Option, Passage, PersonField, TextField
from bot.ui.limits import OPTION_LABEL, OPTION_VALUE, cut
from bot.ui.text import plain
from bot.ui.views import labels
from bot.ui.words import Words

NOTE = 3000
STEP = 300
PRACTICE = 200
TYPE = 75
NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Picked:
    """A person chosen in a form: our own id, and their id on the platform the form is for."""

    id: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """What stands in the fields."""

    texts: Mapping[str, str]
    people: Mapping[str, Picked]
    days: Mapping[str, date]

    def text(self, field: str, most: int = NOTE) -> str:
        return cut(self.texts.get(field, ""), most)


EMPTY = MoveDraft({}, {}, {})


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers beside the domain's own terms."""

    people: tuple[Option, ...] = ()
    types: tuple[str, ...] = ()
    similar: Sequence[Challenge] = ()


NO_CHOICES = Choices()


def words(id: str, label: str, draft: MoveDraft, hint: str = "", *, required: bool = True) -> TextField:
    return TextField(id, label, required, multiline=True, max_length=NOTE, hint=hint, value=draft.text(id))


def _person(
    id: str, label: str, draft: MoveDraft, choices: Choices, *, required: bool = False, hint: str = ""
) -> Field:
    chosen = draft.people.get(id, Picked())
    return PersonField(
        id, label, known=choices.people, required=required, value=chosen.id, handle=chosen.handle, hint=hint
    )


def _kind(value: str, label: str, description: str = "") -> Option:
    return Option(value, labels.capital(label), description)


def triage(w: Words, draft: MoveDraft, choices: Choices) -> tuple[Field, ...]:
    kinds = tuple(dict.fromkeys(cut(kind, min(OPTION_LABEL, OPTION_VALUE)) for kind in choices.types))
    type_: Field = (
        ChoiceField("type", w("Type"), tuple(Option(k, k) for k in kinds), True, _among(kinds, draft.text("type")))
        if kinds
        else TextField("type", w("Type"), True, max_length=TYPE, value=draft.text("type", TYPE))
    )
    reach = (
        Option(
            Reach.INTERNAL, labels.capital(labels.reach(Reach.INTERNAL, w)), w("The district itself can remove it.")
        ),
        Option(
            Reach.EXTERNAL,
            labels.capital(labels.reach(Reach.EXTERNAL, w)),
            w("The cause is beyond the district: region, state."),
        ),
    )
    technical = w("We agree what is wrong, and the way to fix it is known.")
    adaptive = w("Views differ, the way is unclear, people need to learn or change.")
    nature = (
        _kind(Nature.TECHNICAL, labels.nature(Nature.TECHNICAL, w), technical),
        _kind(Nature.ADAPTIVE, labels.nature(Nature.ADAPTIVE, w), adaptive),
    )
    driver = (
        Option(
            Driver.COMPETENCY,
            labels.capital(labels.driver(Driver.COMPETENCY, w)),
            w("Selection, training, coaching, fidelity."),
        ),
        Option(
            Driver.ORGANIZATION,
            labels.capital(labels.driver(Driver.ORGANIZATION, w)),
            w("Data, administration, systems."),
        ),
        Option(
            Driver.LEADERSHIP,
            labels.capital(labels.driver(Driver.LEADERSHIP, w)),
            w("Direction, priorities, decisions."),
        ),
    )
    levels = tuple(_kind(level, labels.level(level, w)) for level in Level)
    return (
        type_,
        ChoiceField("reach", w("Within our control?"), reach, True, draft.text("reach"), open_list=True),
        ChoiceField("nature", w("Technical or adaptive?"), nature, True, draft.text("nature"), open_list=True),
        ChoiceField("driver", w("What is behind it?"), driver, True, draft.text("driver"), open_list=True),
        ChoiceField("level", w("Which level can remove it?"), levels, True, draft.text("level")),
        TextField(
            "practice",
            w("Practice it gets in the way of"),
            max_length=PRACTICE,
            value=draft.text("practice", PRACTICE),
        ),
    )


def assign(w: Words, draft: MoveDraft, choices: Choices) -> tuple[Field, ...]:
    return (
        _person("assignee", w("Who removes it?"), draft, choices, required=True),
        _person("decision_maker", w("Who has the authority to decide?"), draft, choices),
        DayField("target", w("Gone by"), value=draft.days.get("target"), hint=w("A day to aim for.")),
    )


def step(w: Words, draft: MoveDraft, choices: Choices) -> tuple[Field, ...]:
    return (
        TextField("text", w("What needs to be done?"), True, max_length=STEP, value=draft.text("text", STEP)),
        _person("owner", w("Who does it?"), draft, choices),
        DayField("due", w("By when?"), value=draft.days.get("due")),
    )


def open_steps(row: Challenge, w: Words, draft: MoveDraft) -> ChoiceField:
    options = tuple(
        Option(str(number), cut(f"{number}. {step.text}", OPTION_LABEL))
        for number, step in enumerate(row.steps, 1)
        if step.done_at is None
    )[:100]
    return ChoiceField("step", w("Which step?"), options, True, _among([o.value for o in options], draft.text("step")))


def merge(w: Words, draft: MoveDraft, choices: Choices) -> tuple[Field, ...]:
    told = w("It continues as part of the other one, and its followers follow that one from then on.")
    what = Passage((Paragraph(plain(told)),))
    number = TextField(
        "number",
        w("Number of the other one"),
        max_length=12,
        hint=w("For example #12."),
        value=draft.text("number", 12),
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


def redirect(w: Words, draft: MoveDraft) -> tuple[Field, ...]:
    where = {
        Redirect.STUDENT_CASE: w("Belongs with the student support team."),
        Redirect.SAFETY: w("Belongs with the principal or the safety office, at once."),
        Redirect.HARASSMENT: w("Belongs in the district's protected process."),
        Redirect.HR: w("Belongs with human resources or the union."),
        Redirect.TICKET: w("Belongs in an IT or facilities ticket."),
    }
    options = tuple(Option(kind, labels.redirect(kind, w), where[kind]) for kind in Redirect)
    what = w(
        "The words are erased for good; only the kind is counted. The person who reported it is told "
        "where it belongs. My lines and messages about it are erased as well."
    )
    return (
        Passage((Paragraph(plain(what)),)),
        ChoiceField("reason", w("What is it?"), options, True, draft.text("reason"), open_list=True),
    )


def verdict(w: Words, draft: MoveDraft) -> tuple[Field, ...]:
    options = tuple(Option(verdict, labels.verdict(verdict, w)) for verdict in Verdict)
    return (
        ChoiceField("verdict", w("Is it gone?"), options, True, draft.text("verdict"), open_list=True),
        words("comment", w("Say more"), draft, w("The team reads it. No student names."), required=False),
    )


def sustain(w: Words, draft: MoveDraft) -> tuple[Field, ...]:
    options = (Option("yes", w("Yes, still gone")), Option("no", w("No, it came back")))
    return (
        ChoiceField("gone", w("Is it still gone?"), options, True, draft.text("gone"), open_list=True),
        words("comment", w("Say more"), draft, w("The team reads it. No student names."), required=False),
    )


def conversation(w: Words, draft: MoveDraft) -> tuple[Field, ...]:
    options = (
        *(Option(verdict, labels.verdict(verdict, w)) for verdict in Verdict),
        Option(NO_ANSWER, w("I could not reach anybody"), w("It can then be closed without an answer.")),
    )
    return (
        ChoiceField("verdict", w("What did they say?"), options, True, draft.text("verdict"), open_list=True),
        words("text", w("In their words"), draft, w("The log keeps it. No student names."), required=False),
    )


def _among(values: Sequence[str], value: str) -> str:
    return value if value in values else ""
