"""What one can type, and where."""

from collections.abc import Iterator

from bot.ui.card import Act, Button, Card, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.text import Code, Line, Plain, plain
from bot.ui.views.buttons import help_button
from bot.ui.views.similar import offer
from bot.ui.views.successes import tell_button
from bot.ui.words import Words


def help_card(w: Words) -> Card:
    """A line for everything, with an example each."""
    lines = (
        ("/barrier", w("opens the form")),
        (w("/barrier Chromebooks won't hold a charge"), w("reports these words")),
        (w("/barrier home"), w("all that concerns you, on one card")),
        (w("/barrier mine"), w("what you reported")),
        (w("/barrier todo"), w("what you owe")),
        (w("/barrier log open"), w("the log; also: overdue, school Lincoln, type technology, words charger, page 2")),
        (w("/barrier success Labels save us ten minutes"), w("tells your team what works, for its next agenda")),
        ("/barrier 12", w("shows challenge #12")),
        (w("/barrier 12 assign @lee in 2 weeks"), w("assigns it to somebody")),
        (w("/barrier 12 step Order chargers @lee by Dec 1"), w("adds a step; “done 2” ticks off the second")),
        (w("/barrier 12 note Parts arrived"), w("adds a note; also: ask, answer, removed, close")),
        (
            w("/barrier 12 waiting on the vendor's quote"),
            w("no reminders for a week, then I ask whether it is still so"),
        ),
        (w("/barrier 12 later next week"), w("reminds you of it then; also: tomorrow, after the break, Dec 1")),
        (w("/barrier reminders"), w("when I remind you, and of what not; also: stop, start, 7:30 to 15:30")),
        ("/barrier code k7fm-2wqx-9hdp", w("in private: opens a report made without any link to you")),
        (w("/agenda help"), w("a team's meetings, their agendas and reviews, and the days without school")),
        ("/agreements", w("what your team agreed on; also: propose, history, help")),
        ("/barrier setup", w("in a channel: makes it a team's channel (administrators)")),
        ("/barrier connect", w("one log for Slack and Teams (administrators)")),
    )
    return Card(
        w("What you can type"),
        (
            Items(tuple(Item((Code(typed), Plain(" – " + meaning))) for typed, meaning in lines)),
            Paragraph(
                plain(
                    w(
                        "Anything else after /barrier is a report. "
                        "In a challenge's thread, mention me and leave out the number."
                    )
                ),
            ),
        ),
        buttons=(*first_buttons(w)[:2], tell_button(w)),
        language=w.language,
    )


def first_buttons(w: Words) -> tuple[Button, ...]:
    return (
        Button(w("Report a barrier"), Act("report"), style=Style.PRIMARY, opens=True),
        Button(w("My reports"), Act("mine")),
        help_button(w),
    )


def hello(w: Words) -> Card:
    """After a greeting, or a mention without words."""
    return Card(
        w("Hello"),
        (
            Paragraph(
                plain(
                    w(
                        "Tell me what stands in the way of your work, in your own words. "
                        "I bring it to the team that can remove it, and ask you at the end whether it is gone."
                    )
                )
            ),
        ),
        buttons=first_buttons(w),
        language=w.language,
    )


def in_thread(w: Words, *, number: int | None, words: str) -> Card:
    """After words in a thread that fit no move; `number` is None where the thread shows no challenge."""
    if number is None:
        return Card(
            w("This was not reported"),
            (Paragraph(plain(w("Words in a thread are not a report by themselves. One tap makes them one."))),),
            buttons=(offer(w, words), *first_buttons(w)[2:]),
            language=w.language,
        )
    examples: tuple[Line, ...] = tuple(
        (Code(line),)
        for line in (
            w("assign @lee in 2 weeks"),
            w("step Order chargers @lee by Dec 1"),
            w("done 2"),
            w("note Parts arrived"),
            w("removed New chargers are in every room"),
            w("affects me too"),
        )
    )
    return Card(
        w("What you can say about #{number}", number=number),
        (
            Paragraph(plain(w("I did not understand that, and kept nothing. Mention me and say, for example:"))),
            Items(tuple(Item(line) for line in examples)),
        ),
        buttons=(offer(w, words), *first_buttons(w)[2:]),
        language=w.language,
    )


def which_number(w: Words, *, words: str) -> Card:
    """A move was typed outside a thread without saying of which challenge."""
    return Card(
        w("Which challenge?"),
        (
            Paragraph(plain(w("Type the number first, for example:"))),
            Items((Item((Code(w("/barrier 12 assign @lee in 2 weeks")),)),)),
        ),
        buttons=(
            Button(w("Show the log"), Act("log"), style=Style.PRIMARY),
            Button(w("What I owe"), Act("todo")),
            offer(w, words),
        ),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    yield "help", help_card(w)
    yield "hello", hello(w)
    yield "in-thread", in_thread(w, number=12, words=sample.HOSTILE)
    yield "in-a-strange-thread", in_thread(w, number=None, words=sample.LONG)
    yield "which-number", which_number(w, words="done 2")
