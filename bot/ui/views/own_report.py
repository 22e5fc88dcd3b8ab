"""Forms with which reporters change their own report."""

from collections.abc import Iterator, Mapping

from bot.domain.challenge import Challenge
from bot.domain.student_data import Find
from bot.domain.vocabulary import Visibility
from bot.ui.card import Card, Paragraph
from bot.ui.form import Form, Passage
from bot.ui.text import plain
from bot.ui.views import report_form, visibility
from bot.ui.words import Words


def details_form(
    row: Challenge,
    w: Words,
    *,
    values: Mapping[str, str],
    found: Mapping[str, tuple[Find, ...]] | None = None,
    code: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    """`values`: what is in the fields, at first the row's own words. `code`: of an unlinked report."""
    return Form(
        name="code_details" if code else "details",
        title=w("Add details"),
        fields=(
            *report_form.stopped(w, values, found or {}, cleared=False),
            report_form.text(
                "summary",
                w("What is in the way?"),
                values,
                required=True,
                multiline=True,
                hint=w("Leave out student names and anything that points to one student."),
            ),
            report_form.text("school", w("Where is it?"), values, hint=w("The school or office.")),
            *report_form.details(w, values),
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=row.id,
        version=row.version,
        language=w.language,
        args=(("code", code),) if code else (),
        errors=errors,
    )


def visibility_form(row: Challenge, w: Words) -> Form:
    return Form(
        name="visibility",
        title=w("Who sees it"),
        fields=(
            visibility.choice(w, value=row.visibility),
            Passage(
                (
                    Paragraph(
                        plain(
                            w(
                                "People may remember what they have already read. My lines in the thread and my "
                                "messages to others are drawn again without your name; what they asked me to show "
                                "them, and my messages to you, stay as they are. "
                                "Removing every link to you cannot be undone: your id is erased for good."
                            )
                        )
                    ),
                )
            ),
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=row.id,
        version=row.version,
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.domain.student_data import finds
    from bot.ui.views import sample

    def values(row: Challenge) -> dict[str, str]:
        return {id: str(getattr(row, id)) for id in report_form.TEXTS}

    row, words = sample.row(), "The tutor of student Maria Lopez left"
    yield "details-form", details_form(row, w, values=values(row), code="k7fm-2wqx-9hdp")
    yield "details-form-hostile", details_form(sample.hostile(), w, values=values(sample.hostile()))
    yield "details-form-longest", details_form(sample.longest(), w, values=values(sample.longest()))
    yield (
        "details-form-stopped",
        details_form(row, w, values={**values(row), "tried": words}, found={"tried": finds(words)}),
    )
    yield "visibility-form", visibility_form(replace(row, visibility=Visibility.CONFIDENTIAL), w)
