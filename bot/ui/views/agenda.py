"""What one can type after /agenda."""

from collections.abc import Iterator

from bot.ui.card import Act, Button, Card, Item, Items, Paragraph
from bot.ui.form import Form
from bot.ui.text import Code, Plain, plain
from bot.ui.views import school_calendar, series_cards
from bot.ui.views.similar import offer
from bot.ui.words import Words


def help_card(w: Words) -> Card:
    """A line for everything, with an example each."""
    lines = (
        (w("/agenda"), w("what comes next in this channel")),
        (w("/agenda every 2nd Tuesday at 3:30pm"), w("plans a meeting: its agenda comes the school day before")),
        (w("/agenda change to every 1st Monday at 8"), w("another rhythm for a series; with several, “change 2 to …”")),
        (w("/agenda skip"), w("no meeting this once")),
        (w("/agenda move to Thursday at 4pm"), w("another day or time, this once")),
        (w("/agenda post"), w("posts the agenda now")),
        (w("/agenda cancel"), w("ends a series of meetings")),
        (w("/agenda review"), w("goes through the team's open challenges, one at a time")),
        (w("/agenda calendar"), w("the coming days off")),
        (w("/agenda no school Dec 22 to Jan 2"), w("adds days off (coordinator or administrator)")),
        (w("/agenda half day Friday"), w("adds a half day")),
        (w("/agenda school on Jan 5"), w("takes a day off back")),
    )
    return Card(
        w("What you can type after /agenda"),
        (Items(tuple(Item((Code(typed), Plain(" – " + meaning))) for typed, meaning in lines)),),
        (series_cards.meetings_button(w), school_calendar.show(w)),
        language=w.language,
    )


def unclear(w: Words, words: str) -> Card:
    """Words after /agenda that are none of its lines: they may be a report."""
    return Card(
        w("That was not understood"),
        (Paragraph(plain(w("Nothing was changed. See what you can type, or report these words as a challenge."))),),
        (Button(w("Help"), Act("agenda_help"), spoken=w("What you can type after /agenda")), offer(w, words)),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    yield "agenda-help", help_card(w)
    yield "agenda-unclear", unclear(w, sample.HOSTILE)
    yield "agenda-unclear-long", unclear(w, sample.LONG[:1500])
