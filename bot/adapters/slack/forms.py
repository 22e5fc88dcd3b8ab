"""Forms as Slack's modals, and what was filled in as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, assert_never

from bot.adapters.clean import clean
from bot.adapters.slack.acts import About, encode_about
from bot.adapters.slack.cards import VIEW_BLOCKS, Json, body, named, plain, strong
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Where
from bot.ui.form import ChecksField, ChoiceField, DayField, Field, Form, Option, Passage, PersonField, TextField
from bot.ui.limits import TooLarge
from bot.ui.words import Words, words

KNOWN = ".known"
"""After a person field's id: the second list, with people who are not on Slack."""

Values = dict[str, str | tuple[str, ...] | Handle | tuple[Handle | str, ...]]


def modal(form: Form, where: Where | None) -> Json:
    """The view of `form`, its errors drawn as text above their fields; raises TooLarge when Slack would refuse it."""
    errors = dict(form.errors)
    w = words(form.language)
    numbers = count()
    drawn: list[Json] = []
    for field in form.fields:
        if isinstance(field, Passage):
            drawn += body(field.blocks, most=VIEW_BLOCKS, numbers=numbers)
            continue
        if error := errors.get(field.id):
            drawn.append(strong(f"⚠ {error}"))
        drawn += _inputs(field, form.name, w)
    if len(drawn) > VIEW_BLOCKS:
        raise TooLarge(f"blocks of a form: {len(drawn)} > {VIEW_BLOCKS}")
    return {
        "type": "modal",
        "callback_id": form.name,
        "title": plain(form.title),
        "submit": plain(form.submit),
        "close": plain(form.cancel),
        "private_metadata": encode_about(About(form.subject, form.version, dict(form.args), where)),
        "blocks": named(drawn),
    }


def field_errors(form: Form, shown: Mapping[str, Any], where: Where | None) -> dict[str, str] | None:
    """Errors for Slack to show inside the view as it stands; None when it must be drawn again.

    Slack shows them only at input blocks, and keeps the view otherwise: it must be the very view that `form` draws.
    """
    bare = modal(replace(form, errors=()), where)
    inputs = {block["block_id"] for block in bare["blocks"] if block["type"] == "input"}
    errors = {_block_id(form.name, field): text for field, text in form.errors}
    if not errors or not errors.keys() <= inputs or _shape(bare) != _shape(shown):
        return None
    return errors


def parse(view: Mapping[str, Any], workspace: str) -> Values:
    """What was filled in, under the fields' ids."""
    given: Values = {}
    second: dict[str, object] = {}
    first_shown = _first_shown(view)
    for block in view.get("state", {}).get("values", {}).values():
        for name, state in block.items():
            value = _value(state, workspace)
            if name.endswith(KNOWN):
                second[name.removesuffix(KNOWN)] = value
            else:
                given[name] = value
    for name, known in second.items():
        picked = given.get(name, "")
        if isinstance(known, tuple):
            given[name] = (*(picked if isinstance(picked, tuple) else ()), *known)
        elif isinstance(known, str) and known and (not picked or _unchanged(picked, name, first_shown)):
            given[name] = known
    return given


def _inputs(field: Field, form: str, w: Words) -> Iterator[Json]:
    match field:
        case Passage():
            return
        case TextField():
            element: Json = {"type": "plain_text_input", "multiline": field.multiline, "max_length": field.max_length}
            yield _input(field, form, element | ({"initial_value": field.value} if field.value else {}))
        case ChoiceField(open_list=open_list):
            element = {"type": "radio_buttons" if open_list else "static_select"}
            element |= _choices(field.options, [field.value], many=False, described=open_list)
            yield _input(field, form, element)
        case ChecksField():
            element = {"type": "checkboxes"} | _choices(field.options, field.value, many=True, described=True)
            yield _input(field, form, element)
        case DayField(value=day):
            yield _input(field, form, {"type": "datepicker"} | ({"initial_date": day.isoformat()} if day else {}))
        case PersonField(known=known, many=many):
            yield _input(field, form, _people(field), required=field.required and not known)
            if known:
                element = {"type": "multi_static_select" if many else "static_select"}
                chosen = field.value.split(",") if many else [] if field.handle else [field.value]
                element |= _choices(known, chosen, many=many, described=False)
                also = {"label": plain(w("Or somebody who is not on Slack")), "optional": True}
                yield _input(field, form, element, suffix=KNOWN) | also
        case _:
            assert_never(field)


def _people(field: PersonField) -> Json:
    chosen = [one for one in field.handle.split(",") if one]
    if field.many:
        return {"type": "multi_users_select"} | ({"initial_users": chosen} if chosen else {})
    return {"type": "users_select"} | ({"initial_user": chosen[0]} if chosen else {})


def _input(
    field: TextField | ChoiceField | ChecksField | DayField | PersonField,
    form: str,
    element: Json,
    *,
    suffix: str = "",
    required: bool | None = None,
) -> Json:
    must = (False if isinstance(field, ChecksField) else field.required) if required is None else required
    drawn: Json = {
        "type": "input",
        "block_id": _block_id(form, field.id + suffix),
        "label": plain(field.label),
        "optional": not must,
        "element": element | {"action_id": field.id + suffix},
    }
    if field.hint.strip() and not suffix:
        drawn["hint"] = plain(field.hint)
    return drawn


def _block_id(form: str, field: str) -> str:
    """Stable, so that what was typed stays when the view is drawn again; with the form's name, so that only there."""
    return f"{form}.{field}"


def _choices(options: Sequence[Option], chosen: Sequence[str], *, many: bool, described: bool) -> Json:
    drawn = {option.value: _option(option, described=described) for option in options}
    first = [drawn[value] for value in chosen if value in drawn]
    parts: Json = {"options": list(drawn.values())}
    if first:
        parts |= {"initial_options": first} if many else {"initial_option": first[0]}
    return parts


def _option(option: Option, *, described: bool) -> Json:
    drawn: Json = {"text": plain(option.label), "value": option.value}
    if option.description.strip() and described:
        drawn["description"] = plain(option.description)
    return drawn


def _shape(view: Mapping[str, Any]) -> object:
    """What makes two views the same but for what is filled in. Other blocks' ids are made from their content."""
    blocks = [
        (block.get("type"), block.get("block_id"), _offered(block.get("element") or {}))
        for block in view.get("blocks", ())
    ]
    return view.get("callback_id"), view.get("private_metadata"), blocks


def _offered(element: Mapping[str, Any]) -> object:
    return element.get("type"), [option.get("value") for option in element.get("options") or ()]


def _value(state: Mapping[str, Any], workspace: str) -> str | tuple[str, ...] | Handle | tuple[Handle | str, ...]:
    match state:
        case {"type": "plain_text_input", "value": str(text)}:
            return clean(text)
        case {"type": "static_select" | "radio_buttons", "selected_option": {"value": str(value)}}:
            return value
        case {"type": "checkboxes" | "multi_static_select"}:
            return tuple(str(option["value"]) for option in state.get("selected_options") or ())
        case {"type": "datepicker", "selected_date": str(day)}:
            return day
        case {"type": "users_select", "selected_user": str(user)}:
            return Handle(Platform.SLACK, workspace, user)
        case {"type": "multi_users_select"}:
            return tuple(Handle(Platform.SLACK, workspace, str(user)) for user in state.get("selected_users") or ())
    return ""


def _first_shown(view: Mapping[str, Any]) -> dict[str, str]:
    """Action id → the user that a picker was opened with."""
    elements = (block.get("element") or {} for block in view.get("blocks", ()))
    return {element["action_id"]: element["initial_user"] for element in elements if element.get("initial_user")}


def _unchanged(picked: object, name: str, first_shown: Mapping[str, str]) -> bool:
    return isinstance(picked, Handle) and first_shown.get(name) == picked.user
