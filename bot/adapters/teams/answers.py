"""Our replies inside the answer to an invoke: what a pressed card turns into, and what a dialog shows next."""

import secrets
from dataclasses import dataclass
from typing import Final

from bot.adapters.teams import cards, forms
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.turn import InvokeAnswer
from bot.handlers.desk.requests import Reply
from bot.ui.form import Form
from bot.ui.limits import FORM_TITLE
from bot.ui.text import Line, Plain
from bot.ui.words import words

MESSAGE: Final = "application/vnd.microsoft.activity.message"
CLOSED = InvokeAnswer(200)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, and what has to be sent beside it because it does not fit in there."""

    answer: InvokeAnswer
    beside: Reply | None = None


def to_action(reply: Reply, surface: Surface, language: str, *, form_sent: bool, thread: str | None) -> Answered:
    """To Action.Execute. Teams shows the card in the answer to the person who pressed and to nobody else.

    A card that replaces nothing is sent beside it, for them alone, and its title is the short message that Teams puts
    under the pressed card; so they see that something happened, and the card they pressed stays. No dialog can be
    opened from here: a form is sent as a card. A form that was sent is always replaced, so that it is not sent twice.
    """
    if reply.form:
        if form_sent:
            return Answered(_card(inline(reply.form, surface, thread)))
        return Answered(_message(reply.form.title), reply)
    if reply.card:
        if reply.replace or form_sent:
            return Answered(_card(cards.card(reply.card, surface)))
        return Answered(_message(reply.card.title), reply)
    if reply.line:
        if form_sent:
            return Answered(_card(cards.line_card(reply.line, language, surface)))
        ours = own_words(reply.line)
        return Answered(_message(ours)) if ours else Answered(_message(""), reply)
    return Answered(_message(""))


def to_dialog(reply: Reply, language: str, *, sent: bool, thread: str | None) -> InvokeAnswer:
    """To task/… and composeExtension/…: what the dialog shows next. `sent`: a form was, so it may close."""
    if reply.form:
        form = reply.form
        return _shows(form.title, forms.card(form, Surface.DIALOG, token=token(), thread=thread))
    if reply.card:
        title = reply.card.title
        w = words(reply.card.language)
        return _shows(title if len(title) <= FORM_TITLE else w("Barrier"), cards.card(reply.card, Surface.DIALOG))
    w = words(language)
    if reply.line:
        ours = own_words(reply.line)
        return (
            _task("message", ours)
            if ours
            else _shows(w("Barrier"), cards.line_card(reply.line, language, Surface.DIALOG))
        )
    # Nothing to say: done before, by the same event or the same form.
    return CLOSED if sent else _task("message", w("That was already done."))


def inline(form: Form, surface: Surface, thread: str | None) -> JSON:
    return forms.card(form, surface, token=token(), thread=thread)


def token() -> str:
    """A new name for one drawing of a form."""
    return secrets.token_hex(8)


def own_words(line: Line) -> str:
    """The line as text, if every word of it is ours: it goes where Teams may read Markdown or HTML into it."""
    return (
        "".join(span.text for span in line if isinstance(span, Plain))
        if all(isinstance(span, Plain) for span in line)
        else ""
    )


def _card(content: JSON) -> InvokeAnswer:
    return InvokeAnswer(200, {"statusCode": 200, "type": cards.CONTENT_TYPE, "value": content})


def _message(text: str) -> InvokeAnswer:
    return InvokeAnswer(200, {"statusCode": 200, "type": MESSAGE, "value": text})


def _shows(title: str, content: JSON) -> InvokeAnswer:
    return _task("continue", {"title": title, "height": "medium", "width": "medium", "card": cards.attachment(content)})


def _task(kind: str, value: object) -> InvokeAnswer:
    return InvokeAnswer(200, {"task": {"type": kind, "value": value}})
