"""Cards and forms of every kind, with nothing in them that looks like a default."""

from datetime import date

from hypothesis import strategies as st

from bot.domain.team import Handle
from bot.ui.card import Act, Button, Card, Confirm, Divider, Facts, Heading, Item, Items, Paragraph, Quote, Style
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Option, Passage, PersonField, TextField
from bot.ui.text import Code, Line, Link, Plain, Said, Who

ANY_WORDS = st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip()))
CLEAN_WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=300)
"""What a keyboard can type on one line: the edges take nothing else out."""
HOSTILE = (
    "<!channel> <@U0LEAD> <http://evil.example|Home> [x](https://evil.example) {{DATE(2026-01-01)}} *bold* _x_ ~y~ `c` "
    ":tada: &amp; & <b>hi</b> <at>Lee</at> \u202eabc 👩🏽‍🏫\nsecond line"
)
SURE = Confirm("Close challenge 41?", "Its reporter said that it is gone.", "Yes, close it", "Not yet")


def said(words: str) -> Line:
    return (Said(words),)


def card(words: str = "The carts in room 12 are empty") -> Card:
    """A card of every kind of block, with a person's words wherever they may stand."""
    return Card(
        title="Challenge 41",
        body=(
            Paragraph((Plain("Reported by "), Who("Tess Okoro", "U0TEACHER"), Plain(": "), Said(words))),
            Paragraph(said(words), quiet=True),
            Heading("What was said"),
            Quote((Said(words, marked=True), Plain(" "), Code("K4-RIVER"), Link("The row", "https://example.org/41"))),
            Facts((("School", said(words)), ("Assignee", (Who("Kim Doyle"),)), ("By", (Who(words),)))),
            Items((Item(said(words)), Item((Plain("Order chargers", strong=True),))), numbered=True),
            Divider(),
            Items(
                (
                    Item(said(words), Button("Step 3 is done", Act("done", "c-41", 23, (("step", "3"),)))),
                    Item((Who("Lee Park", "U0LEAD"), Said(words)), Button("Show 17", Act("show", "c-17", 5))),
                )
            ),
        ),
        buttons=(
            Button("Assign", Act("assign", "c-41", 17), Style.PRIMARY, opens=True, spoken="Assign challenge 41"),
            Button("Note it", Act("note", "c-42", 18, (("words", words[:150]), ("two", "7")))),
            Button("Close it", Act("close", "c-43", 19), Style.DANGER, confirm=SURE),
        ),
        more=(
            Button("Merge", Act("merge", "c-44", 20), opens=True),
            Button("Redirect", Act("redirect", "c-45", 21)),
            Button("Take back", Act("withdraw", "c-46", 22)),
        ),
    )


MENUS = {
    "one": (Button("Merge", Act("merge", "c-44", 31)),),
    "one that asks first": (
        Button("Merge", Act("merge", "c-44", 31)),
        Button("Take back", Act("withdraw", "c-46", 32), Style.DANGER, confirm=SURE),
    ),
    "one that carries much": (
        Button("Merge", Act("merge", "c-44", 31, (("words", "Chargers, carts and shelves " * 20),))),
        Button("Redirect", Act("redirect", "c-45", 32)),
    ),
    "as many as there may be": tuple(
        Button(f"Move {n}", Act("merge", f"c-{n}", n, (("n", str(n)),))) for n in range(5)
    ),
}
"""Rare moves, as each platform may have to draw them differently."""


def menu(name: str) -> Card:
    return Card("Challenge 41", (Paragraph((Plain("Since Monday."),)),), more=MENUS[name])


def form(words: str = "The carts in room 12 are empty", *, person: Handle | None = None) -> Form:
    """A form of every kind of field, filled in by half."""
    ways = (Option("inside", "Internal", "Within the district"), Option("outside", "External", "Beyond it"))
    known = (Option("p-7", "Ana Torres"), Option("p-8", "Bo Finch"))
    return Form(
        name="triage",
        title="Triage",
        fields=(
            Passage((Heading("As reported"), Quote(said(words)))),
            TextField("summary", "What is in the way", required=True, multiline=True, value=words),
            TextField("idea", "An idea"),
            ChoiceField("reach", "Reach", ways, required=True, value="outside", open_list=True),
            ChoiceField("practice", "Practice", ways),
            ChecksField("drivers", "Drivers", (*ways, Option("both", "Both")), value=("outside",)),
            DayField("target", "Target", value=date(2026, 12, 18), hint="A school day"),
            PersonField("assignee", "Assignee", known=known, handle=person.user if person else ""),
            PersonField("helpers", "Helpers", known=known, many=True),
        ),
        submit="Save",
        cancel="Back",
        subject="c-41",
        version=29,
        args=(("from", "card"), ("code", "k7fm-2wqx")),
    )


def beyond() -> Form:
    """More than either platform takes, though every part of it is within the limits."""
    noise = "".join(chr(0x4E00 + n * n % 20000) for n in range(6000))
    passages = tuple(Passage((Quote(said(noise[n : n + 2900])),)) for n in range(20))
    return Form("triage", "Triage", passages, submit="Save", cancel="Back", args=(("words", noise),))
