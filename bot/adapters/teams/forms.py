"""Forms as cards with inputs, in a dialog or in the conversation, and what was filled in as plain values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from bot.adapters.clean import clean
from bot.adapters.teams.acts import About, Malformed, encode_about
from bot.adapters.teams.cards import Surface, blocks, runs, text_block, unlinked, whole
from bot.adapters.teams.checks import JSON
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Option, Passage, PersonField, TextField
from bot.ui.limits import TooLarge
from bot.ui.speech import read_form
from bot.ui.text import plain
from bot.ui.words import Words, words

Value = str | tuple[str, ...] | Handle | tuple[Handle | str, ...]
Values = dict[str, Value]
Input = TextField | ChoiceField | ChecksField | DayField | PersonField

KNOWN: Final = "id:"
"""Before one of our own person ids; without it a value is an id of the directory."""
# An input's id begins with how its value is read: Teams sends every value back as a string.
TEXT, CHECKS, PERSON, PEOPLE = "t_", "c_", "p_", "m_"
_DIRECTORY_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def card(form: Form, surface: Surface, *, token: str, thread: str | None = None) -> JSON:
    """The form as a card. `token` is new for each drawing; `thread`: ref of the message whose button opened it.

    A dialog carries the title in its frame, and closes by its own cross.
    """
    errors = dict(form.errors)
    w = words(form.language)
    body: list[JSON] = []
    if surface is not Surface.DIALOG:
        body.append(text_block(form.title, style="heading", size="Large", weight="Bolder"))
    inputs: list[str] = []
    for field in form.fields:
        if isinstance(field, Passage):
            body += blocks(field.blocks, surface)
            continue
        if error := errors.get(field.id):
            body.append(_words(f"⚠ {error}", weight="Bolder", color="Attention"))
        inputs.append(_input_id(field))
        body.append(_input(field, w))
        if field.hint.strip():
            body.append(_words(field.hint, isSubtle=True, size="Small") | {"spacing": "Small"})
    about = About(form.name, token, form.subject, form.version, dict(form.args), thread, tuple(inputs))
    body.append({"type": "ActionSet", "actions": [_send(form, about, surface)]})
    return whole(body, read_form(form), form.language, surface)


def parse(data: Mapping[str, object], about: About, workspace: str) -> Values:
    """What was filled in, under the fields' ids; raises Malformed for what no form of ours sends."""
    values: Values = {}
    for name in about.inputs:
        value = data.get(name)
        if not isinstance(value, str | None):
            raise Malformed("value")
        kind, id = name[:2], name[2:]
        given = [part.strip() for part in (value or "").split(",") if part.strip()]
        match kind:
            case _ if not id:
                raise Malformed("input")
            case "t_":
                values[id] = clean(value or "")
            case "c_":
                values[id] = tuple(clean(part) for part in given)
            case "p_":
                values[id] = _person(given[0], workspace) if given else ""
            case "m_":
                values[id] = tuple(_person(part, workspace) for part in given)
            case _:
                raise Malformed("input")
    return values


def _person(value: str, workspace: str) -> Handle | str:
    if not _DIRECTORY_ID.fullmatch(value.removeprefix(KNOWN)):
        raise Malformed("person")
    return value.removeprefix(KNOWN) if value.startswith(KNOWN) else Handle(Platform.TEAMS, workspace, value)


def _input_id(field: Input) -> str:
    match field:
        case TextField() | ChoiceField() | DayField():
            return TEXT + field.id
        case ChecksField():
            return CHECKS + field.id
        case PersonField(many=many):
            return (PEOPLE if many else PERSON) + field.id
        case _:
            assert_never(field)


def _input(field: Input, w: Words) -> JSON:
    drawn: JSON = {"id": _input_id(field), "label": field.label}
    if not isinstance(field, ChecksField) and field.required:
        drawn |= {"isRequired": True, "errorMessage": w("This is required.")}
    return drawn | dict(_kind(field))


def _kind(field: Input) -> Iterator[tuple[str, object]]:
    match field:
        case TextField(multiline=multiline, max_length=most, value=value):
            yield from {"type": "Input.Text", "isMultiline": multiline, "maxLength": most}.items()
            if value:
                yield "value", value
        case ChoiceField(options=options, value=value, open_list=open_list):
            yield from _choices(_options(options, described=open_list), value, expanded=open_list)
        case ChecksField(options=options, value=values):
            yield from _choices(_options(options, described=True), ",".join(values), expanded=True)
            yield "isMultiSelect", True
        case DayField(value=day):
            yield "type", "Input.Date"
            if day:
                yield "value", day.isoformat()
        case PersonField(known=known, many=many):
            yield from _choices(_options(known, described=False, mark=KNOWN), _chosen(field), expanded=False)
            # The whole directory, not "?scope=currentContext": in a chat with the bot that is the person alone.
            yield "choices.data", {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
            if many:
                yield "isMultiSelect", True
        case _:
            assert_never(field)


def _choices(options: list[JSON], value: str, *, expanded: bool) -> Iterator[tuple[str, object]]:
    yield "type", "Input.ChoiceSet"
    yield "choices", options
    yield "style", "expanded" if expanded else "compact"
    yield "wrap", True
    if value:
        yield "value", value


def _options(options: Sequence[Option], *, described: bool, mark: str = "") -> list[JSON]:
    drawn: list[JSON] = []
    for option in options:
        if "," in option.value:
            raise TooLarge("a comma in a choice's value: Teams joins chosen values with commas")
        # In the choice itself, so that a screen reader says it before the choice is made.
        text = f"{option.label}: {option.description}" if described and option.description else option.label
        drawn.append({"title": unlinked(text), "value": mark + option.value})
    return drawn


def _chosen(field: PersonField) -> str:
    here = [one for one in field.handle.split(",") if one]
    known = [KNOWN + one for one in field.value.split(",") if one and one in {option.value for option in field.known}]
    chosen = [*here, *known] if field.many else (here or known)[:1]
    return ",".join(chosen)


def _send(form: Form, about: About, surface: Surface) -> JSON:
    submit: JSON = {"type": "Action.Submit", "title": form.submit, "data": encode_about(about)}
    if surface is Surface.DIALOG:
        return submit
    return {**submit, "type": "Action.Execute", "verb": form.name, "fallback": submit}


def _words(text: str, **more: object) -> JSON:
    return {"type": "RichTextBlock", "inlines": runs(plain(text), **more)}
