"""What travels in a card through Teams and comes back: a button's act, or what a form is about; all of it forgeable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.adapters.clean import clean
from bot.adapters.teams.checks import JSON
from bot.ui.card import Act

ACT: Final = "act"
FORM: Final = "form"
_LONGEST_NAME = 64
_LONGEST_SUBJECT = 200
_LONGEST_ARG = 8000
_MOST_ARGS = 20
_MOST_INPUTS = 40
_HIGHEST_VERSION = 2**31


class Malformed(Exception):
    """Not what a card of ours sends. The argument is a fixed code of ours, for the log."""


@dataclass(frozen=True, slots=True)
class About:
    """What a drawn form is about. `token` is new each time it is drawn: a form sent twice has the same one."""

    form: str
    token: str
    subject: str = ""
    version: int = 0
    args: Mapping[str, str] = field(default_factory=dict)
    thread: str | None = None
    """Ref of the message whose button opened it."""
    inputs: tuple[str, ...] = ()


def encode(act: Act) -> JSON:
    return {ACT: {"v": act.verb, "s": act.subject, "n": act.version, "a": dict(act.args)}}


def decode(data: Mapping[str, object]) -> Act:
    match data.get(ACT):
        case {"v": str(verb), "s": str(subject), "n": version, "a": dict(args)}:
            return Act(_name(verb), _subject(subject), _version(version), tuple(_args(args).items()))
    raise Malformed("act")


def encode_about(about: About) -> JSON:
    return {
        FORM: {
            "f": about.form,
            "k": about.token,
            "s": about.subject,
            "n": about.version,
            "a": dict(about.args),
            "t": about.thread,
            "i": list(about.inputs),
        }
    }


def decode_about(data: Mapping[str, object]) -> About:
    match data.get(FORM):
        case {
            "f": str(form),
            "k": str(token),
            "s": str(subject),
            "n": version,
            "a": dict(args),
            "t": str() | None as thread,
            "i": list(inputs),
        } if len(thread or "") <= _LONGEST_ARG and len(inputs) <= _MOST_INPUTS:
            names = tuple(_name(one) for one in inputs if isinstance(one, str))
            return About(
                _name(form), _name(token), _subject(subject), _version(version), _args(args), thread or None, names
            )
    raise Malformed("form")


def _name(text: str) -> str:
    if not (0 < len(text) <= _LONGEST_NAME and text.isprintable()):
        raise Malformed("name")
    return text


def _subject(text: str) -> str:
    if len(text) > _LONGEST_SUBJECT or (text and not text.isprintable()):
        raise Malformed("subject")
    return text


def _version(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _HIGHEST_VERSION:
        raise Malformed("version")
    return value


def _args(args: Mapping[object, object]) -> dict[str, str]:
    plain = {_name(key): clean(value) for key, value in args.items() if isinstance(key, str) and isinstance(value, str)}
    if len(plain) != len(args) or len(plain) > _MOST_ARGS or any(len(value) > _LONGEST_ARG for value in plain.values()):
        raise Malformed("args")
    return plain
