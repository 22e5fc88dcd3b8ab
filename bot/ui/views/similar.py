"""Before a report is filed: what looks like it, and where it should go when several teams could take it."""

import json
from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.ui.card import Act, Block, Button, Card, Item, Items, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.limits import ACT, BUTTON_LABEL, BUTTONS, LINE, cut
from bot.ui.text import Plain, Said, plain
from bot.ui.views.buttons import help_button
from bot.ui.words import Words

CARRIED = ACT - 200
"""Characters of words that a button can take along, once encoded; longer ones go through the form."""
SHOWN = 300


def portable(words: str) -> bool:
    return len(json.dumps(words, ensure_ascii=False)) < CARRIED


def similar(w: Words, *, words: str, rows: Sequence[Challenge], team: str, link: str = "", once: str = "") -> Card:
    """For the reporter alone: nothing is stored yet. `words` must be `portable`; `once` marks the card, so that a
    second press files nothing."""
    return Card(
        w("Is it one of these?"),
        (
            Paragraph(plain(w("You wrote:"))),
            Quote((Said(words),)),
            Paragraph(plain(w("Nothing is saved yet. These open challenges look similar:"))),
            Items(
                tuple(
                    Item(
                        (Plain(f"#{row.number} ", strong=True), Said(cut(row.summary, SHOWN))),
                        Button(
                            w("This affects me too"),
                            Act("affects_me", row.id, row.version),
                            spoken=w("Challenge #{number} affects me too", number=row.number),
                        ),
                    )
                    for row in rows
                )
            ),
        ),
        buttons=(
            Button(
                w("Report it as new"), Act("report_anyway", team, 0, carried(words, link, once)), style=Style.PRIMARY
            ),
            Button(w("Use the form"), Act("report", team, 0, carried(words, link)), opens=True),
        ),
        language=w.language,
    )


def carried(words: str, link: str = "", once: str = "") -> tuple[tuple[str, str], ...]:
    """What a button takes along."""
    kept = {"words": words, "link": link if portable(words + link) else "", "once": once}
    return tuple((name, value) for name, value in kept.items() if value)


def which_team(w: Words, *, words: str, teams: Sequence[tuple[str, str]], link: str = "", once: str = "") -> Card:
    """For the reporter alone: nothing is stored yet. At most as many teams as a card has buttons."""
    return Card(
        w("Where is it?"),
        (
            Paragraph(plain(w("You wrote:"))),
            Quote((Said(words),)),
            Paragraph(plain(w("Nothing is saved yet. Choose the team that should look at it."))),
        ),
        buttons=tuple(
            Button(cut(name, BUTTON_LABEL), Act("report_to", id, 0, carried(words, link, once)))
            for id, name in teams[:BUTTONS]
        ),
        language=w.language,
    )


def offer(w: Words, words: str) -> Button:
    """The other reading of a line that was taken for a command: the form, with the words in it."""
    return Button(w("Report these words"), Act("report", args=carried(words) if portable(words) else ()), opens=True)


def report_it(w: Words, *, words: str, link: str = "") -> Card:
    """After a sentence said in private: nothing is stored, and one tap opens the form with the words in it."""
    kept = portable(words)
    body: list[Block] = [Quote((Said(cut(words, LINE)),)), Paragraph(plain(w("Nothing is saved yet.")))]
    if not kept:
        body.append(Paragraph(plain(w("That is too long for a button to take along, so copy it into the form."))))
    return Card(
        w("Is something in the way?"),
        tuple(body),
        buttons=(
            Button(
                w("Report it"),
                Act("report", args=carried(words, link) if kept else ()),
                style=Style.PRIMARY,
                opens=True,
                spoken=w("Report these words"),
            ),
            help_button(w),
        ),
        language=w.language,
    )


def counted_in(w: Words, row: Challenge) -> Card:
    return Card(
        w("You now follow #{number}", number=row.number),
        (
            Quote((Said(cut(row.summary, SHOWN)),)),
            Paragraph(plain(w("You will hear of every change, and be asked at the end whether it is gone."))),
        ),
        buttons=(Button(w("Show #{number}", number=row.number), Act("show", row.id)),),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    words = "Laptops in room 14 are empty before noon"
    rows = (sample.row(), sample.hostile(), sample.longest())
    yield "similar", similar(w, words=words, rows=rows[:1], team="t-lincoln")
    yield "similar-hostile", similar(w, words=sample.HOSTILE, rows=rows, team="t-lincoln", link="https://x.example/p1")
    yield "similar-longest", similar(w, words=sample.LONG[: CARRIED - 1], rows=rows, team="t-lincoln")
    teams = (("t-lincoln", "Lincoln SLT"), ("t-cedar", "Cedar SLT"), ("t-district", sample.LONG[:90]))
    yield "which-team", which_team(w, words=words, teams=teams)
    yield "report-it", report_it(w, words=words)
    yield "report-it-hostile", report_it(w, words=sample.HOSTILE, link="https://x.example/p1")
    yield "report-it-longest", report_it(w, words=sample.LONG * 3)
    yield "counted-in", counted_in(w, sample.row())
