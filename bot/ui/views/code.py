"""An unlinked report, opened with its code: how it stands, and what its reporter may still do."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.challenge import Challenge
from bot.domain.life import moves
from bot.domain.student_data import Find
from bot.domain.vocabulary import Move, Outcome, Status, Verdict
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Paragraph, Quote, Style
from bot.ui.form import ChoiceField, Field, Form, Option, Passage, TextField
from bot.ui.limits import cut
from bot.ui.text import Line, Said, Who, plain
from bot.ui.views import labels, owing
from bot.ui.views.buttons import move_button
from bot.ui.views.receipt import own_buttons, seen, who_has_it
from bot.ui.views.report_form import stopped
from bot.ui.words import Words

SHOWN = 1500
COMMENT = 1500
ANSWER = 3000
LIMITS = {"comment": COMMENT, "text": ANSWER}
"""Characters that may be typed, by field."""


def opened(
    row: Challenge,
    w: Words,
    *,
    code: str,
    team: str,
    leads: Sequence[Who],
    next_move: Line,
    done: str = "",
    goes_on: tuple[int, str] | None = None,
) -> Card:
    """`done` says what was just done, if something was; `goes_on`: number and standing of what it was merged into."""
    body: list[Block] = [Paragraph(plain(done, strong=True))] if done else []
    if row.summary:
        body.append(Quote((Said(row.summary),)))
    rows: list[tuple[str, Line]] = [(w("Status"), plain(labels.standing(row, w)))]
    if goes_on:
        rows.append((w("Continues as"), plain(f"#{goes_on[0]}: {goes_on[1]}")))
    if row.open:
        rows += who_has_it(w, team, leads, next_move)
    body.append(Facts((*rows, (w("Who sees what"), plain(seen(row, w))))))
    if row.status is Status.NEEDS_INFORMATION and row.question:
        body += [Heading(w("The team asks you")), Quote((Said(cut(row.question, SHOWN)),))]
    if row.removal and Move.VERDICT in moves(row):
        body += [Heading(w("What changed")), Quote((Said(cut(row.removal, SHOWN)),))]
    return Card(w("Challenge #{number}", number=row.number), tuple(body), _buttons(row, w, code), language=w.language)


def _buttons(row: Challenge, w: Words, code: str) -> tuple[Button, ...]:
    asked = [move for move in (Move.ANSWER, Move.VERDICT) if move in moves(row)]
    buttons = [move_button(move, row, w, style=Style.PRIMARY, code=code) for move in asked]
    if not (row.open or buttons):
        buttons.append(Button(w("Report something else"), Act("report"), opens=True))
    return (*buttons, *own_buttons(row, w, code))


def answer_form(
    row: Challenge,
    w: Words,
    *,
    code: str,
    text: str = "",
    found: Mapping[str, tuple[Find, ...]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return _form(
        "code_answer",
        w("Answer"),
        row,
        w,
        code,
        Passage((Quote((Said(row.question),)),)),
        *stopped(w, {"text": text}, found or {}, cleared=False),
        TextField(
            "text",
            w("Your answer"),
            required=True,
            multiline=True,
            max_length=ANSWER,
            hint=w("No student names."),
            value=text[:ANSWER],
        ),
        errors=errors,
    )


def verdict_form(
    row: Challenge,
    w: Words,
    *,
    code: str,
    verdict: str = "",
    comment: str = "",
    found: Mapping[str, tuple[Find, ...]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return _form(
        "code_verdict",
        w("Is it gone?"),
        row,
        w,
        code,
        Passage((Quote((Said(row.removal or row.summary or "…"),)),)),
        ChoiceField(
            "verdict",
            w("Is it gone?"),
            (
                Option(Verdict.SUFFICIENT, w("Yes, it is gone"), w("It can be closed.")),
                Option(Verdict.PARTLY, w("Partly"), w("The work goes on.")),
                Option(Verdict.NO, w("No, it is still there"), w("The work goes on.")),
            ),
            required=True,
            value=verdict,
            open_list=True,
        ),
        *stopped(w, {"comment": comment}, found or {}, cleared=False),
        TextField(
            "comment",
            w("Anything to add?"),
            multiline=True,
            max_length=COMMENT,
            hint=w("No student names."),
            value=comment[:COMMENT],
        ),
        errors=errors,
    )


def _form(
    name: str,
    title: str,
    row: Challenge,
    w: Words,
    code: str,
    *fields: Field,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return Form(
        name,
        title,
        fields,
        submit=w("Send"),
        cancel=w("Cancel"),
        subject=row.id,
        version=row.version,
        language=w.language,
        args=(("code", code),),
        errors=tuple((errors or {}).items()),
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.domain.vocabulary import Visibility
    from bot.ui.views import sample, stage

    def unlinked(row: Challenge) -> Challenge:
        return replace(row, visibility=Visibility.UNLINKED, reporter=None)

    code, leads = "k7fm-2wqx-9hdp", (Who("Lee Park", "U0LEE"),)
    friday = owing.owes(sample.row(), stage.scene(w))
    asked = replace(unlinked(sample.row()), status=Status.NEEDS_INFORMATION, question="Which cart is it?")
    removed = replace(unlinked(sample.hostile()), status=Status.REMOVED, removal=sample.HOSTILE)
    yield "code-asked", opened(asked, w, code=code, team="Lincoln SLT", leads=leads, next_move=friday)
    yield "code-removed", opened(removed, w, code=code, team="Lincoln SLT", leads=leads, next_move=friday)
    merged = replace(unlinked(sample.row()), status=Status.CLOSED, outcome=Outcome.MERGED, merged_into="c-4714")
    yield (
        "code-merged",
        opened(merged, w, code=code, team="Lincoln SLT", leads=leads, next_move=(), goes_on=(7, w("In progress"))),
    )
    long = unlinked(sample.longest())
    yield "code-longest", opened(long, w, code=code, team=sample.LONG[:90], leads=(), next_move=friday)
    yield "code-answer-form", answer_form(asked, w, code=code)
    yield "code-verdict-form", verdict_form(removed, w, code=code)
