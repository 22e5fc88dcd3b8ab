"""A form: a Slack modal, a Teams dialog, or a card with inputs; the answers come back under the fields' ids."""

from dataclasses import dataclass
from datetime import date

from bot.ui import limits
from bot.ui.card import Block


@dataclass(frozen=True, slots=True)
class TextField:
    id: str
    label: str
    required: bool = False
    multiline: bool = False
    max_length: int = 3000
    hint: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    description: str = ""
    """One line beside the choice, read before choosing."""

    def __post_init__(self) -> None:
        limits.some("option", self.label, limits.OPTION_LABEL)
        limits.some("option value", self.value, limits.OPTION_VALUE)
        limits.at_most("option description", len(self.description), limits.OPTION_DESCRIPTION)


@dataclass(frozen=True, slots=True)
class ChoiceField:
    id: str
    label: str
    options: tuple[Option, ...]
    required: bool = False
    value: str = ""
    hint: str = ""
    open_list: bool = False
    """Radio buttons with their descriptions in sight, instead of a drop-down list."""


@dataclass(frozen=True, slots=True)
class ChecksField:
    """Any number of the options; the answer is a tuple of values."""

    id: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DayField:
    id: str
    label: str
    required: bool = False
    value: date | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PersonField:
    """Somebody of the organization: the platform's own picker, and `known` for people of the other platform.

    The answer is a value of `known`, or "slack:T…:U…" / "teams:tenant:aad-id" when picked from the platform.
    """

    id: str
    label: str
    known: tuple[Option, ...] = ()
    """Values are our own person ids."""
    required: bool = False
    value: str = ""
    handle: str = ""
    """The chosen person's id on the platform the form is for, when there is one."""
    many: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something to read between the fields."""

    blocks: tuple[Block, ...]


Field = TextField | ChoiceField | ChecksField | DayField | PersonField | Passage


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    """A name in the routes table: where the submission goes."""
    title: str
    fields: tuple[Field, ...]
    submit: str
    cancel: str
    subject: str = ""
    version: int = 0
    language: str = "en"
    args: tuple[tuple[str, str], ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    """Field id → what to do about it; drawn at the field, everything typed stays."""

    def __post_init__(self) -> None:
        limits.some("form title", self.title, limits.FORM_TITLE)
        limits.some("submit", self.submit, limits.FORM_BUTTON)
        limits.some("cancel", self.cancel, limits.FORM_BUTTON)
        limits.at_most("fields", len(self.fields), limits.FIELDS)
        for field in self.fields:
            _check(field)


def _check(field: Field) -> None:
    match field:
        case Passage(blocks):
            limits.at_most("passage", sum(block.size for block in blocks), limits.ALL_TEXT)
            return
        case TextField(value=value, max_length=most):
            limits.at_most("field value", len(value), min(most, limits.TEXT_VALUE))
        case ChoiceField(options=options, open_list=open_list):
            limits.at_most("options", len(options), limits.OPEN_OPTIONS if open_list else limits.OPTIONS)
        case ChecksField(options=options):
            limits.at_most("options", len(options), limits.OPEN_OPTIONS)
        case PersonField(known=known):
            limits.at_most("people", len(known), limits.OPTIONS)
        case DayField():
            pass
    if isinstance(field, ChoiceField | ChecksField) and not field.options:
        raise limits.TooLarge("a choice without options")
    limits.some("label", field.label, limits.LABEL)
    limits.at_most("hint", len(field.hint), limits.LABEL)
