"""Forms of the group agreements: to word them out of the proposals, and to say a concern."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.agreement import EVERY, MOST, GroupAgreement, Proposal, TeamAgreements, clustered
from bot.domain.student_data import Find
from bot.ui.card import Block, Card, Heading, Paragraph
from bot.ui.form import ChoiceField, Field, Form, Option, Passage, TextField
from bot.ui.limits import TEXT_VALUE
from bot.ui.text import plain
from bot.ui.views.agreement_buttons import agreed_blocks
from bot.ui.views.report_form import stopped
from bot.ui.words import Words

WORDS = 300
HEADING = 60
CONCERN = 1500
NAMED, UNNAMED = "named", "unnamed"
BESIDE = 12
"""Proposals in sight while wording, each with so many characters; all of them have pages of their own."""
SHOWN = 150

Found = Mapping[str, tuple[Find, ...]]
Errors = Mapping[str, str]


def word_form(
    it: TeamAgreements,
    w: Words,
    *,
    values: Mapping[str, str],
    proposals: Sequence[Proposal] = (),
    present: Sequence[GroupAgreement] = (),
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    """`values` by field id, as `rows` makes them. `present`: what somebody else wrote meanwhile."""
    return Form(
        "agreements_word",
        w("Word the agreements"),
        (
            Passage((*meanwhile(w, present), *_beside(w, proposals))),
            *stopped(w, values, found or {}, cleared=False),
            *(field for number in range(1, MOST + 1) for field in _row(w, number, values)),
            ChoiceField(
                "months",
                w("When do we look at them again?"),
                tuple(Option(str(months), _every(months, w)) for months in EVERY),
                required=True,
                value=values.get("months", str(it.months)),
            ),
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=it.team,
        version=it.version,
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def rows(agreements: Sequence[GroupAgreement]) -> dict[str, str]:
    """What the form's fields hold for these agreements."""
    words = {f"words_{number}": one.words for number, one in enumerate(agreements[:MOST], start=1)}
    return words | {f"heading_{number}": one.heading for number, one in enumerate(agreements[:MOST], start=1)}


def concern_form(
    it: TeamAgreements,
    w: Words,
    *,
    values: Mapping[str, str] | None = None,
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    said = values or {}
    told = w(
        "The leads of your team read your words; nobody else does. I keep that they are yours, so that you can take "
        "them back. Without your name, I tell that to nobody."
    )
    return Form(
        "concern",
        w("A concern"),
        (
            Passage((*agreed_blocks(it.asks, shown=SHOWN), Paragraph(plain(told)))),
            *stopped(w, said, found or {}, cleared=False),
            TextField(
                "words",
                w("What would not work for you?"),
                required=True,
                multiline=True,
                hint=w("Say what would make it work, if you can. At most {limit} characters.", limit=CONCERN),
                value=said.get("words", "")[:TEXT_VALUE],
            ),
            ChoiceField(
                "named",
                w("Do the leads read whose concern it is?"),
                (
                    Option(NAMED, w("With my name"), w("They can talk with you about it.")),
                    Option(UNNAMED, w("Without my name"), w("They read the words alone.")),
                ),
                required=True,
                value=said.get("named", ""),
                open_list=True,
            ),
        ),
        submit=w("Send"),
        cancel=w("Cancel"),
        subject=it.team,
        version=it.round,
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def _row(w: Words, number: int, values: Mapping[str, str]) -> tuple[Field, ...]:
    words, heading = f"words_{number}", f"heading_{number}"
    hint = w("Begin with “We”, and say what you do, not what you do not.") if number == 1 else ""
    first = w("The value it serves, as “We are engaged”.") if number == 1 else ""
    return (
        TextField(
            heading,
            w("Value {number}", number=number),
            max_length=HEADING,
            hint=first,
            value=values.get(heading, "")[:HEADING],
        ),
        TextField(
            words,
            w("Agreement {number}", number=number),
            required=number == 1,
            multiline=True,
            max_length=WORDS,
            hint=hint,
            value=values.get(words, "")[:WORDS],
        ),
    )


def meanwhile(w: Words, present: Sequence[GroupAgreement | Proposal]) -> tuple[Block, ...]:
    """What somebody else made of them while the form was filled; nothing where nobody did."""
    if not present:
        return ()
    told = w("Somebody else was at it while you wrote. What you wrote is below; this is how it stands now:")
    return (Heading(w("Somebody was faster")), Paragraph(plain(told)), *agreed_blocks(present, shown=SHOWN))


def _beside(w: Words, proposals: Sequence[Proposal]) -> tuple[Block, ...]:
    told = w("Few are kept: a handful is enough. Everyone on the team is asked before they hold.")
    if not proposals:
        return (Paragraph(plain(told)),)
    rest = len(proposals) - BESIDE
    more = w.many(
        "{count} more has no room here; close this and press “Show the proposals”.",
        "{count} more have no room here; close this and press “Show the proposals”.",
        count=rest,
    )
    return (
        Paragraph(plain(told)),
        Heading(w("What was proposed")),
        *agreed_blocks(clustered(proposals)[:BESIDE], shown=SHOWN),
        *((Paragraph(plain(more)),) if rest > 0 else ()),
    )


def _every(months: int, w: Words) -> str:
    return {4: w("After a term, four months"), 6: w("After half a year"), 12: w("After a year")}[months]


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import agreement_stage as stage
    from bot.ui.views import sample, starters

    begun = rows(starters.agreements(starters.TEACHERS, w))
    yield "agreements-word-form", word_form(stage.none(), w, values=begun)
    longest = stage.longest()
    yield (
        "agreements-word-form-longest",
        word_form(longest, w, values=rows(longest.wording), proposals=stage.proposals(), present=longest.wording),
    )
    yield "agreements-word-form-hostile", word_form(stage.hostile(), w, values=rows(stage.hostile().wording))
    yield "concern-form", concern_form(stage.asked(), w)
    yield "concern-form-longest", concern_form(longest, w, values={"words": sample.LONG, "named": UNNAMED})
