"""The receipt: what was stored, who sees it, who has it now and by when; and what the reporter can still change."""

from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.life import moves
from bot.domain.vocabulary import Move, Visibility
from bot.ui.card import Act, Block, Button, Card, Facts, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.text import Code, Line, Link, Plain, Said, Who, plain, weave
from bot.ui.views import owing, visibility
from bot.ui.views.buttons import move_button
from bot.ui.words import Words


def receipt(
    row: Challenge,
    w: Words,
    *,
    team: str,
    leads: Sequence[Who],
    next_move: Line,
    code: str = "",
    further: Sequence[tuple[int, str]] = (),
    title: str = "",
) -> Card:
    """For the reporter alone. `next_move`: who does what by when. `code` is shown here once, for an unlinked report.

    `further`: numbers and codes of other reports of theirs that lost their link along with it.
    """
    body: list[Block] = [Quote((Said(row.summary),))]
    if facts := given(row, w):
        body.append(Facts(facts))
    body.append(Facts((*who_has_it(w, team, leads, next_move), (w("Who sees what"), plain(seen(row, w))))))
    if code:
        body += code_passage(code, w)
    for number, own in further:
        line = w("Challenge {number} is no longer linked to you either. Its own code: {code}")
        body.append(Paragraph(weave(line, number=Plain(f"#{number}"), code=Code(own))))
    return Card(
        title or w("Saved as challenge #{number}", number=row.number),
        tuple(body),
        buttons=own_buttons(row, w, code),
        language=w.language,
    )


def seen(row: Challenge, w: Words) -> str:
    return visibility.who_sees(row.visibility, w)


def given(row: Challenge, w: Words) -> tuple[tuple[str, Line], ...]:
    """What the reporter said beside the challenge itself, word for word."""
    said = (
        (w("Where"), row.school),
        (w("Practice"), row.practice),
        (w("Tried"), row.tried),
        (w("Affected"), row.affected),
        (w("Idea"), row.idea),
    )
    facts: list[tuple[str, Line]] = [(label, (Said(words),)) for label, words in said if words]
    if row.link.startswith("https://"):
        facts.append((w("From"), (Link(w("the message it was reported from"), row.link),)))
    return tuple(facts)


def who_has_it(w: Words, team: str, leads: Sequence[Who], next_move: Line) -> tuple[tuple[str, Line], ...]:
    names: list[Said | Plain | Who] = []
    for who in leads:
        names += [Plain(", "), who] if names else [who]
    having: Line = (Said(team), Plain(" ("), *names, Plain(")")) if names else (Said(team),)
    rows: tuple[tuple[str, Line], ...] = ((w("Has it now"), having),)
    return (*rows, (w("Next"), next_move)) if next_move else rows


def code_passage(code: str, w: Words) -> list[Block]:
    """How an unlinked reporter comes back."""
    return [
        Paragraph(
            weave(
                w("Your code: {code}. It is shown only this once, so write it down."),
                code=Code(code),
            )
        ),
        Paragraph(
            weave(
                w("To see how it goes, add details and say whether it is gone, type {line} to me in private."),
                line=Code(f"/barrier code {code}"),
            )
        ),
    ]


def own_buttons(row: Challenge, w: Words, code: str = "") -> tuple[Button, ...]:
    """What a reporter may do with their own report; an unlinked one acts by the code alone."""
    changes_who_sees = not code and row.visibility is not Visibility.UNLINKED
    own = (Move.ADD_DETAILS, *((Move.SET_VISIBILITY,) if changes_who_sees else ()), Move.WITHDRAW)
    style = {Move.WITHDRAW: Style.DANGER}
    allowed = [move for move in own if move in moves(row)]
    return tuple(move_button(move, row, w, style=style.get(move, Style.DEFAULT), code=code) for move in allowed)


def taken_back(row: Challenge, w: Words) -> Card:
    return Card(
        w("Challenge #{number} is taken back", number=row.number),
        (
            Paragraph(
                plain(
                    w(
                        "Its words are erased from the log, from the team's card and thread, and from the messages "
                        "that I sent about it. What somebody asked me to show them may still stand there. Nobody "
                        "has to do anything about it any more."
                    )
                )
            ),
        ),
        buttons=(Button(w("Report something else"), Act("report"), opens=True),),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.ui.views import sample, stage

    leads = (Who("Lee Park", "U0LEE"), Who("Kim Doyle"))
    friday = owing.owes(sample.row(), stage.scene(w))
    yield "receipt", receipt(sample.row(), w, team="Lincoln SLT", leads=leads, next_move=friday)
    unlinked = replace(sample.row(), visibility=Visibility.UNLINKED, reporter=None)
    yield (
        "receipt-unlinked",
        receipt(unlinked, w, team="Lincoln SLT", leads=leads, next_move=friday, code="k7fm-2wqx-9hdp"),
    )
    yield (
        "receipt-unlinked-with-others",
        receipt(
            unlinked,
            w,
            team="Lincoln SLT",
            leads=leads,
            next_move=friday,
            code="k7fm-2wqx-9hdp",
            further=((4711, "zz8p-4kfd-h7mm"), (12, "q3wn-6vxa-t9cd")),
        ),
    )
    yield "receipt-hostile", receipt(sample.hostile(), w, team=sample.HOSTILE, leads=(), next_move=friday)
    yield "receipt-longest", receipt(sample.longest(), w, team="Lincoln SLT", leads=leads, next_move=friday)
    yield "receipt-taken-back", taken_back(sample.row(), w)
