"""A refused form again, with everything in it that was typed, and the reason at the field it is about."""

from dataclasses import replace

from bot.domain.local_day import read_iso
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Handle
from bot.handlers import routes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Submission
from bot.ui.form import ChecksField, ChoiceField, DayField, Field, Form, Passage, PersonField, TextField
from bot.ui.limits import TEXT_VALUE
from bot.ui.views.refusals import sentence

MENDABLE = frozenset(
    {
        Why.CODE_INSIDE,
        Why.DATE_UNCLEAR,
        Why.DATE_PAST,
        Why.PERSON_UNKNOWN,
        Why.STEP_UNKNOWN,
        Why.INTO_ITSELF,
        Why.TOO_LONG,
        Why.EMPTY,
        Why.NOT_FOUND,
        Why.NO_TEAM,
    }
)
"""What the person can mend in the form itself, or send again once it is mended elsewhere."""


def again(request: Submission, refusal: Refusal, desk: Desk) -> Form | None:
    """The form drawn anew, or None where it cannot be or would not help."""
    route = routes.route(request.form)
    if refusal.why not in MENDABLE or route is None or route.press is None:
        return None
    press = Press(
        request.key, request.caller, request.where, request.form, request.subject, request.version, request.args
    )
    try:
        form = route.press(press, desk).form
    except Refusal:
        return None
    if form is None or form.name != request.form:
        return None
    form = replace(form, fields=tuple(_filled(field, request) for field in form.fields))
    inputs = [field.id for field in form.fields if not isinstance(field, Passage)]
    named = str(refusal.facts.get("field", ""))
    at = named if named in inputs else inputs[0]
    return replace(form, errors=((at, sentence(refusal, desk.words)),))


def typed(request: Submission) -> tuple[str, ...]:
    """The words that stood in the form, longest first."""
    said = [value.strip() for value in request.values.values() if isinstance(value, str) and " " in value.strip()]
    return tuple(sorted(said, key=len, reverse=True))


def _filled(field: Field, request: Submission) -> Field:
    if isinstance(field, Passage) or field.id not in request.values:
        return field
    value = request.values[field.id]
    match field, value:
        case TextField(max_length=most), str():
            return replace(field, value=value[: min(most, TEXT_VALUE)])
        case ChoiceField(options=options), str() if value in {option.value for option in options}:
            return replace(field, value=value)
        case ChecksField(), tuple():
            return replace(field, value=tuple(one for one in value if isinstance(one, str)))
        case DayField(), str() if day := read_iso(value):
            return replace(field, value=day)
        case PersonField(), _:
            picked = value if isinstance(value, tuple) else (value,)
            users = [one.user for one in picked if isinstance(one, Handle)]
            known = [one for one in picked if isinstance(one, str) and one]
            return replace(field, value=",".join(known), handle=",".join(users))
        case _:
            return field
