"""The form in which days without school are added."""

from collections.abc import Iterator, Mapping

from bot.domain.known_days import DayKind
from bot.domain.local_day import read_iso
from bot.ui.card import Card
from bot.ui.form import ChoiceField, DayField, Field, Form, Option, TextField
from bot.ui.views.school_calendar import NAME
from bot.ui.words import Words


def days_form(
    w: Words,
    *,
    errors: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    check: tuple[Field, ...] = (),
) -> Form:
    """`check`: what the check for student data stopped at."""
    given = values or {}
    kinds = (
        Option(DayKind.OFF, w("No school")),
        Option(DayKind.HALF, w("Half day"), w("There is school, so clocks go on.")),
        Option(DayKind.SCHOOL, w("There is school after all"), w("Takes days off back, wherever they came from.")),
    )
    return Form(
        name="calendar_days",
        title=w("School calendar"),
        fields=(
            DayField("first", w("First day"), required=True, value=read_iso(given.get("first", ""))),
            DayField(
                "last", w("Last day"), value=read_iso(given.get("last", "")), hint=w("Leave it empty for one day.")
            ),
            ChoiceField(
                "kind", w("What is it?"), kinds, required=True, value=given.get("kind") or DayKind.OFF, open_list=True
            ),
            TextField(
                "name", w("Name"), max_length=NAME, hint=w("For example Winter break."), value=given.get("name", "")
            ),
            *check,
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    yield "calendar-days-form", days_form(w)
    wrong = {"last": w("The last day comes before the first.")}
    given = {"first": "2026-12-21", "last": "2026-12-20", "kind": DayKind.HALF.value, "name": sample.HOSTILE[:NAME]}
    yield "calendar-days-form-hostile", days_form(w, errors=wrong, values=given)
    yield "calendar-days-form-longest", days_form(w, values={"name": sample.LONG[:NAME]})
