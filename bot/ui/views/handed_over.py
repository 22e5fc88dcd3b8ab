"""To a lead or coordinator: what somebody who left had to do, and which team nobody leads now."""

from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.ui.card import Act, Block, Button, Card, Item, Items, Paragraph
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Plain, Said, Who, plain
from bot.ui.views import labels
from bot.ui.views.lists import PAGE, WORDS
from bot.ui.views.scene import say
from bot.ui.words import Words

NAMED = 5


def handed_over(w: Words, who: Who, rows: Sequence[Challenge], leaderless: Sequence[str]) -> Card:
    body: list[Block] = [Paragraph(say(w("{who} is no longer on the team."), who=who))]
    if rows:
        body += [
            Paragraph(
                plain(w("What they had to do here is yours now. Pass it on with “Assign” where it fits better."))
            ),
            Items(tuple(_item(row, w) for row in rows[:PAGE])),
        ]
    if len(rows) > PAGE:
        more = w.many("{count} more is in the log.", "{count} more are in the log.", count=len(rows) - PAGE)
        body.append(Paragraph(plain(more)))
    for team in leaderless[:NAMED]:
        lead = w("Nobody leads {team} now. Type “/barrier setup” in its channel to name a lead.")
        body.append(Paragraph(say(lead, team=Said(cut(team, WORDS)))))
    title = w("Handed over to you") if rows else w("A team without a lead")
    return Card(title, tuple(body), buttons=(Button(w("What I owe"), Act("todo")),), language=w.language)


def _item(row: Challenge, w: Words) -> Item:
    line = (
        Plain(f"#{row.number}", strong=True),
        Plain(" · "),
        Said(cut(row.summary, WORDS)),
        Plain(f" · {labels.standing(row, w)}"),
    )
    spoken = w("Show challenge #{number}", number=row.number)
    return Item(line, Button(w("Show"), Act("show", row.id), spoken=spoken))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    who = Who("Lee Park", "U0LEE")
    rows = (stage.in_progress(), stage.hostile())
    yield "handed-over", handed_over(w, who, rows, ("Lincoln SLT",))
    yield "handed-over-longest", handed_over(w, Who(sample.HOSTILE), (stage.longest(),) * 30, (sample.LONG[:150],) * 9)
    yield "no-lead", handed_over(w, who, (), ("Lincoln SLT",))
