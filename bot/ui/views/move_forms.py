"""A form for every move: what is known is filled in, and what was typed stays when it is drawn again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.student_data import Find, FindKind
from bot.domain.vocabulary import Move, Status
from bot.ui.card import Block, Card, Paragraph, Quote
from bot.ui.form import Field, Form, Option, Passage
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said
from bot.ui.views import move_fields as fields
from bot.ui.views.move_fields import EMPTY, NO_CHOICES, Choices, MoveDraft, Picked
from bot.ui.views.report_form import stopped
from bot.ui.words import Words

SHOWN = 500


def move_form(
    move: Move,
    row: Challenge,
    w: Words,
    *,
    draft: MoveDraft = EMPTY,
    choices: Choices = NO_CHOICES,
    errors: Mapping[str, str] | None = None,
    notice: Line = (),
    check: tuple[Field, ...] = (),
) -> Form:
    """`notice` is told above the fields; `check` below them, where words may be about a student."""
    title, submit, asked = _parts(move, row, w, draft, choices)
    above: list[Block] = [Paragraph(notice)] if notice else []
    if row.summary:
        above.append(Quote((Said(cut(row.summary, SHOWN)),)))
    return Form(
        name=move.value,
        title=title,
        fields=(*((Passage(tuple(above)),) if above else ()), *asked, *check),
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
        Move.SUSTAIN: "gone",
        Move.CONVERSATION: "verdict",
        Move.STEP_DONE: "step",
    }.get(move, "text")


def _parts(
    move: Move, row: Challenge, w: Words, draft: MoveDraft, choices: Choices
) -> tuple[str, str, tuple[Field, ...]]:
    number = row.number
    match move:
        case Move.TRIAGE:
            return w("Triage #{number}", number=number), w("Save"), fields.triage(w, draft, choices)
        case Move.ASSIGN:
            return w("Assign #{number}", number=number), w("Assign"), fields.assign(w, draft, choices)
        case Move.ADD_STEP:
            return w("A step for #{number}", number=number), w("Add it"), fields.step(w, draft, choices)
        case Move.STEP_DONE:
            return w("Done in #{number}", number=number), w("It is done"), (fields.open_steps(row, w, draft),)
        case Move.NOTE:
            hint = w("Everybody who can open the log can read it. No student names.")
            return (
                w("A note for #{number}", number=number),
                w("Add it"),
                (fields.words("text", w("Note"), draft, hint),),
            )
        case Move.WAIT:
            hint = w("Everybody who can open the log can read it. In a week you are asked whether it is still so.")
            text = (
                draft
                if draft.texts.get("text") or not row.waiting
                else replace(draft, texts={"text": row.waiting.text})
            )
            said = (fields.words("text", w("Waiting on"), text, hint),)
            return w("#{number} is waiting", number=number), w("Save"), said
        case Move.ASK:
            hint = w("The reporter gets it in private; the team sees it on the card.")
            return (
                w("Ask about #{number}", number=number),
                w("Ask"),
                (fields.words("question", w("Question"), draft, hint),),
            )
        case Move.ANSWER:
            hint = w("The team reads it. No student names.")
            said = (fields.words("text", w("Your answer"), draft, hint),)
            above = (Passage((Quote((Said(cut(row.question, SHOWN)),)),)),) if row.question else ()
            return w("Answer #{number}", number=number), w("Answer"), (*above, *said)
        case Move.MERGE:
            return w("Merge #{number}", number=number), w("Merge"), fields.merge(w, draft, choices)
        case Move.REDIRECT:
            return w("Redirect #{number}", number=number), w("Redirect"), fields.redirect(w, draft)
        case Move.REPORT_REMOVAL:
            hint = w("The person who reported it reads this, and is asked later whether it is gone.")
            said = (fields.words("text", w("What changed?"), draft, hint),)
            return w("#{number} is removed", number=number), w("Report it removed"), said
        case Move.VERDICT:
            return w("Is #{number} gone?", number=number), w("Answer"), fields.verdict(w, draft)
        case Move.SUSTAIN:
            return w("Is #{number} still gone?", number=number), w("Answer"), fields.sustain(w, draft)
        case Move.CONVERSATION:
            return w("Talk about #{number}", number=number), w("Record it"), fields.conversation(w, draft)
        case _:
            raise ValueError(f"{move} has no form here")


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    choices = Choices(
        people=(Option("p-kim", "Kim Doyle"), Option("p-lee", "Lee Park")),
        types=("technology", "staffing", sample.HOSTILE),
        similar=(sample.row(), sample.hostile()),
    )
    draft = MoveDraft(
        {"type": "staffing", "reach": "external", "nature": "adaptive", "driver": "leadership", "level": "district",
         "practice": "Reading block", "text": sample.HOSTILE, "verdict": "partly", "question": "Which cart?",
         "step": "3"},
        {"assignee": Picked("p-lee", "U0LEE"), "owner": Picked("p-kim")},
        {"target": date(2026, 12, 18), "due": date(2026, 12, 7)},
    )  # fmt: skip
    row = stage.in_progress()
    for move in FORMS:
        yield f"form-{move.value}", move_form(move, row, w, draft=draft, choices=choices)
    long = MoveDraft({"text": sample.LONG, "comment": sample.LONG}, {}, {})
    yield "form-note-longest", move_form(Move.NOTE, stage.longest(), w, draft=long)
    asked = replace(stage.hostile(), status=Status.NEEDS_INFORMATION)
    yield "form-answer-hostile", move_form(Move.ANSWER, asked, w, draft=draft)
    late: Line = (Plain(w("Check it and send it again.")),)
    yield "form-assign-late", move_form(Move.ASSIGN, row, w, draft=draft, choices=choices, notice=late)
    words = "Our student Maria Lopez has no charger"
    found = {"text": (Find(12, 23, FindKind.student_name),)}
    check = stopped(w, {"text": words}, found, cleared=False)
    yield "form-note-student", move_form(Move.NOTE, row, w, draft=MoveDraft({"text": words}, {}, {}), check=check)


FORMS = (
    Move.TRIAGE,
    Move.ASSIGN,
    Move.ADD_STEP,
    Move.STEP_DONE,
    Move.NOTE,
    Move.WAIT,
    Move.ASK,
    Move.ANSWER,
    Move.MERGE,
    Move.REDIRECT,
    Move.REPORT_REMOVAL,
    Move.VERDICT,
    Move.SUSTAIN,
    Move.CONVERSATION,
)
"""Every move that has a form here."""
