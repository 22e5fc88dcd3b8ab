"""Where a payload for Slack holds which text, and cards with any words in them."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from bot.adapters.slack import acts
from bot.handlers.desk.requests import Reply
from bot.ui.card import Act, Button, Card, Confirm, Facts, Heading, Item, Items, Paragraph, Quote, Style
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Option, Passage, PersonField, TextField
from bot.ui.text import Code, Line, Link, Plain, Said, Who

Json = dict[str, Any]

HOSTILE = (
    "<!channel> <@U0LEAD> <http://evil.example|Home> *bold* _x_ ~y~ `c` :tada: &amp; & \u202eabc 👩🏽‍🏫\nsecond line"
)


def texts(node: Any, holder: str = "") -> Iterator[tuple[str, str]]:
    """(kind of the object that holds it, text) of everything readable in `blocks` or a view."""
    match node:
        case dict():
            kind = str(node.get("type", holder))
            for key, value in node.items():
                if key in ("text", "initial_value") and isinstance(value, str):
                    yield kind, value
                else:
                    yield from texts(value, kind)
        case list():
            for item in node:
                yield from texts(item, holder)


def said(words: str) -> Line:
    return (Said(words),)


def wordy(words: str) -> Card:
    """A card of every kind of block, with a person's words wherever they may stand."""
    button = Button(
        "Assign", Act("assign", "ch41", 7, (("words", words[:200]),)), Style.PRIMARY, spoken="Assign challenge 41"
    )
    return Card(
        title="Challenge 41",
        body=(
            Paragraph((Plain("Reported by "), Who("Tess", "U0TEACHER"), Plain(": "), Said(words))),
            Paragraph(said(words), quiet=True),
            Heading("What was said"),
            Quote((Said(words, marked=True), Plain(" "), Code("K4-RIVER"), Link("The row", "https://example.org/41"))),
            Facts((("School", said(words)), ("Who", (Who(words),)))),
            Items((Item(said(words)), Item((Plain("Step"),))), numbered=True),
            Items((Item(said(words), button), Item((Who("Lee", "U0LEAD"), Said(words)), button))),
        ),
        buttons=(
            button,
            Button(
                "Close", Act("close", "ch41", 7), Style.DANGER, confirm=Confirm("Close?", "It is gone?", "Yes", "No")
            ),
        ),
        more=(Button("Merge", Act("merge", "ch41", 7)), Button("Redirect", Act("redirect", "ch41", 7))),
    )


def wordy_form(words: str, **more: Any) -> Form:
    """A form of every kind of field."""
    options = (Option("inside", "Internal", "Within the district"), Option("outside", "External", "Beyond it"))
    return Form(
        name="triage",
        title="Triage",
        fields=(
            Passage((Paragraph(said(words)),)),
            TextField("summary", "What is in the way", required=True, multiline=True, value=words),
            ChoiceField("reach", "Reach", options, required=True, value="outside", open_list=True),
            ChoiceField("practice", "Practice", options),
            ChecksField("drivers", "Drivers", options, value=("inside",)),
            DayField("target", "Target", hint="A school day"),
            PersonField("assignee", "Assignee", known=(Option("p7", "Ana Teams"),), handle="U0LEAD"),
            PersonField("helpers", "Helpers", known=(Option("p7", "Ana Teams"), Option("p8", "Bo Teams")), many=True),
        ),
        submit="Save",
        cancel="Back",
        subject="ch41",
        version=7,
        args=(("from", "card"),),
        **more,
    )


ANY_WORDS = st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip()))


CARD = wordy(HOSTILE)
SMALL = Card(
    "Challenge 41 is with Lee Park", (Paragraph((Plain("By Friday."),)),), (Button("Show", Act("show", "ch41", 8)),)
)
LINE = Reply(line=(Plain("Saved as 41."),))
FORM = wordy_form("carts")
WRONG = wordy_form("carts", errors=(("target", "Choose a school day."),))
ACT = acts.encode(Act("assign", "ch41", 7))
"""What the pressed buttons carry."""
