"""What we heard, what we did: a team's month, told to everybody in its channel."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.heard import Heard
from bot.domain.review import Month
from bot.domain.vocabulary import Status, Verdict
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.words import Words

SHOWN = 12
CHANGE = 300


def heard_card(heard: Heard, w: Words) -> Card:
    """The words in it are those of whoever removed something; no report is quoted, and nobody is named."""
    figures = (
        (w("New reports"), heard.reported),
        (w("Removed"), len(heard.removed)),
        (w("Being worked on"), heard.working),
        (w("Waiting for somebody to take it on"), heard.waiting),
        (w("Belonged somewhere else"), heard.elsewhere),
    )
    body: list[Block] = [Facts(tuple((label, plain(str(count))) for label, count in figures if count))]
    if heard.removed:
        body += [Heading(w("What changed")), Items(tuple(Item(_line(row, w)) for row in heard.removed[:SHOWN]))]
    if left_out := len(heard.removed[SHOWN:]):
        body.append(
            Paragraph(plain(w.many("{count} more is in the log.", "{count} more are in the log.", count=left_out)))
        )
    body.append(Paragraph(plain(w("Is something else in the way? Type /barrier and one sentence."))))
    return Card(
        w("What we heard, what we did: {month}", month=w.month(heard.month.first)),
        tuple(body),
        buttons=(
            Button(w("Report a barrier"), Act("report"), style=Style.PRIMARY, opens=True),
            Button(w("Show the log"), Act("log")),
        ),
        language=w.language,
    )


def _line(row: Challenge, w: Words) -> Line:
    """ "#12 · New batteries are in · The person who reported it says it is gone" """
    sure = row.verdict is not None and row.verdict.verdict is Verdict.SUFFICIENT
    told = w("the person who reported it says it is gone") if sure else w("not confirmed yet")
    return (Plain(f"#{row.number}", strong=True), Plain(" · "), Said(cut(row.removal, CHANGE)), Plain(f" · {told}"))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import stage

    november = Month(2026, 11)
    rows = (stage.removed(), replace(stage.closed(), number=9), replace(stage.hostile(), status=Status.REMOVED))
    yield "heard", heard_card(Heard(november, 5, rows, 1, 2, 9), w)
    yield "heard-quiet", heard_card(Heard(november, 0, (), 0, 0, 3), w)
    yield "heard-longest", heard_card(Heard(november, 412, (stage.longest(),) * 40, 31, 17, 209), w)
