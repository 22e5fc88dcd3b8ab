"""One log on both platforms: the code that joins them, and that it did."""

from collections.abc import Iterator

from bot.ui.card import Card, Paragraph
from bot.ui.form import Form
from bot.ui.text import Code, Said, plain, weave
from bot.ui.views.buttons import help_button, log_button
from bot.ui.words import Words


def connect_code(w: Words, code: str) -> Card:
    """For an administrator alone."""
    return Card(
        w("One log on both platforms"),
        (
            Paragraph(
                weave(
                    w("Within one hour, an administrator types {line} to me on the other platform."),
                    line=Code(f"/barrier connect {code}"),
                )
            ),
            Paragraph(
                plain(w("The code works once, and only if nothing has been reported on the other platform yet."))
            ),
        ),
        buttons=(help_button(w),),
        language=w.language,
    )


def connected(w: Words, district: str, teams: int) -> Card:
    body = (
        weave(w("This workspace now shares the log of {district}."), district=Said(district))
        if district
        else plain(w("This workspace now shares that log."))
    )
    return Card(
        w("Connected"),
        (
            Paragraph(body),
            Paragraph(
                plain(
                    w.many(
                        "It has {count} team. To give it another channel, type /barrier setup there.",
                        "It has {count} teams. To give one of them another channel, type /barrier setup there.",
                        count=teams,
                    )
                )
            ),
        ),
        buttons=(log_button(w),),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    yield "connect-code", connect_code(w, "k7fm-2wqx-9hdp")
    yield "connected", connected(w, "Riverbend School District", 3)
    yield "connected-hostile", connected(w, sample.HOSTILE, 1)
    yield "connected-nameless", connected(w, "", 12)
    yield "connected-longest", connected(w, sample.LONG[:150], 1)
