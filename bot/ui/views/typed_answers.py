"""Questions back to somebody who typed a move: which day, which person, or the form with all that was understood."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Move, Redirect
from bot.ui.card import Act, Block, Button, Card, Paragraph, Quote, Style
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Passage, PersonField, TextField
from bot.ui.limits import BUTTON_LABEL, SPOKEN_LABEL, cut
from bot.ui.text import Said, plain
from bot.ui.views import labels
from bot.ui.views.buttons import question, show_button
from bot.ui.views.report_form import NOT_STUDENT
from bot.ui.views.scene import say
from bot.ui.words import Words

Args = tuple[tuple[str, str], ...]
SHOWN = 600
CARRIED = 1400
"""Characters of typed words that a button carries; longer ones stay where they were typed."""
KNOWN = frozenset({"details", "visibility", "setup", "setup_which", "agreements_word"})
"""Forms that fill themselves with what is there already; nothing of it was just typed."""


def which_day(move: Move, row: Challenge, w: Words, phrase: str, ways: Sequence[tuple[date, Args]]) -> Card:
    asked = say(w("“{phrase}” has two meanings. Which day is it?"), phrase=Said(cut(phrase, 80)))
    buttons = tuple(Button(w.day(day), Act(move.value, row.id, row.version, args)) for day, args in ways)
    return _card(row, w, (Paragraph(asked),), buttons)


def unread_day(row: Challenge, w: Words, phrase: str, *, choose: Args, without: Args) -> Card:
    """The step may have a day in it that nobody understands, or only words that sound like one."""
    asked = say(w("I cannot read “{phrase}” as a date. Is it part of the step?"), phrase=Said(cut(phrase, 80)))
    buttons = (
        Button(w("Choose the day"), _act(Move.ADD_STEP, row, choose), style=Style.PRIMARY, opens=True),
        Button(w("It is part of the step"), _act(Move.ADD_STEP, row, without)),
    )
    return _card(row, w, (Paragraph(asked),), buttons)


def which_person(row: Challenge, w: Words, ways: Sequence[tuple[str, Args]], *, more: bool) -> Card:
    buttons = [
        Button(cut(name, BUTTON_LABEL), Act(Move.ASSIGN.value, row.id, row.version, args)) for name, args in ways
    ]
    if more:
        label = w("Somebody else")
        buttons.append(Button(label, Act(Move.ASSIGN.value, row.id, row.version), opens=True))
    return _card(row, w, (Paragraph(plain(w("More than one person has that name. Who is it?"))),), tuple(buttons))


def to_confirm(move: Move, row: Challenge, w: Words, args: Args = ()) -> Card:
    """A typed move that erases words: nothing is done yet, and the button asks once more, as on the card."""
    asked = question(move, w)
    if asked is None:
        raise ValueError(f"{move} is made at once")
    label = labels.move(move, w)
    button = Button(
        label,
        Act(move.value, row.id, row.version, args),
        style=Style.DANGER,
        confirm=asked,
        spoken=cut(w("{label}: challenge #{number}", label=label, number=row.number), SPOKEN_LABEL),
    )
    kinds = [labels.redirect(Redirect(value), w) for name, value in args if name == "reason"]
    body: list[Block] = [Quote((Said(cut(row.summary, SHOWN)),))] if row.summary else []
    body += [Paragraph(plain(kind, strong=True)) for kind in kinds]
    body.append(Paragraph(plain(w("Nothing is done yet. {what}", what=asked.text))))
    return _card(row, w, tuple(body), (button, show_button(row, w)))


def to_open(form: Form, w: Words, *, clears: bool = False) -> Card:
    """The form cannot open by itself here: what is missing, and a button that opens it with all that was typed.

    `clears`: a further button says that the marked words are about no student, which its press takes for an answer.
    """
    body: list[Block] = [Paragraph(plain(fault)) for _, fault in form.errors]
    checks = [field for field in form.fields if isinstance(field, ChecksField) and field.id == NOT_STUDENT]
    if checks:
        at = form.fields.index(checks[0])
        body += [block for field in form.fields[at - 1 : at] if isinstance(field, Passage) for block in field.blocks]
    if not body:
        body.append(Paragraph(plain(w("A few things are missing."))))
    args = form.args if form.name in KNOWN else (*_filled(form), *form.args)
    opening = _pressed(form, (*args, ("open", "yes")))
    if opening.args[:-1] != args:
        body.append(Paragraph(plain(w("What you typed is too long to carry over. Copy it into the form."))))
    buttons = [Button(w("Open the form"), opening, style=Style.PRIMARY, opens=True)]
    if checks and clears:
        buttons.append(Button(checks[0].options[0].label, _pressed(form, (*args, (NOT_STUDENT, "yes")))))
    return Card(form.title, tuple(body), buttons=tuple(buttons), language=w.language)


def _act(move: Move, row: Challenge, args: Args) -> Act:
    return Act(move.value, row.id, row.version, _fitting(args))


def _pressed(form: Form, args: Args) -> Act:
    return Act(form.name, form.subject, form.version, _fitting(args))


def fits(args: Args) -> bool:
    """Whether a button can carry it; what does not fit belongs into a form."""
    return sum(len(text) for _, text in args) <= CARRIED


def _fitting(args: Args) -> Args:
    """With the typed words where they fit into a button."""
    short = tuple((name, text) for name, text in args if len(text) <= 40)
    return args if fits(args) else short


def _filled(form: Form) -> Args:
    filled: dict[str, str] = {}
    for field in form.fields:
        match field:
            case TextField(id=id, value=value) | ChoiceField(id=id, value=value) | PersonField(id=id, value=value):
                filled[id] = value
            case DayField(id=id, value=day):
                filled[id] = day.isoformat() if day else ""
            case _:
                pass
    return tuple((id, value) for id, value in filled.items() if value)


def _card(row: Challenge, w: Words, body: tuple[Block, ...], buttons: tuple[Button, ...]) -> Card:
    return Card(w("Challenge #{number}", number=row.number), body, buttons=buttons, language=w.language)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.student_data import finds
    from bot.domain.vocabulary import Visibility
    from bot.ui.views import sample, stage
    from bot.ui.views.move_fields import MoveDraft
    from bot.ui.views.move_forms import move_form
    from bot.ui.views.report_form import report_form
    from bot.ui.views.setup_form import which_form

    row = stage.in_progress()
    days = [(date(2026, 12, 4), (("target", "2026-12-04"),)), (date(2026, 12, 11), (("target", "2026-12-11"),))]
    yield "which-day", which_day(Move.ASSIGN, row, w, "by next friday", days)
    args = (("text", sample.HOSTILE),)
    yield "unread-day", unread_day(row, w, "by the usual vendor", choose=args, without=args)
    people = [("Lee Park", (("assignee", "p-lee"),)), (sample.HOSTILE, (("assignee", "p-evil"),))]
    yield "which-person", which_person(row, w, people, more=True)
    form = move_form(
        Move.ADD_STEP, row, w, draft=MoveDraft({"text": sample.LONG}, {}, {}), errors={"due": w("Choose one.")}
    )
    yield "to-confirm-withdraw", to_confirm(Move.WITHDRAW, stage.hostile(), w)
    yield "to-confirm-redirect", to_confirm(Move.REDIRECT, stage.longest(), w, (("reason", Redirect.SAFETY.value),))
    yield "to-open", to_open(form, w)
    long = move_form(Move.NOTE, row, w, draft=MoveDraft({"text": sample.LONG[: CARRIED + 1]}, {}, {}))
    yield "to-open-long", to_open(long, w)
    words = "Chromebooks of student Maria Lopez and others won't hold a charge in room 12"
    found = {"summary": finds(words)}
    report = report_form(w, values={"summary": words}, visible=Visibility.NAMED, found=found)
    yield "to-open-report", to_open(report, w)
    yield "to-open-setup", to_open(which_form(w, (("t-lincoln", "Lincoln SLT"),)), w)
