"""Buttons for moves: the same label, spoken label and question wherever the move is offered."""

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Move
from bot.ui.card import Act, Button, Confirm, Style
from bot.ui.limits import SPOKEN_LABEL, cut
from bot.ui.views import labels
from bot.ui.words import Words

AT_ONCE = frozenset({Move.AFFECTS_ME, Move.CLOSE, Move.WITHDRAW})
"""Moves that need no form."""


def move_button(move: Move, row: Challenge, w: Words, *, style: Style = Style.DEFAULT, code: str = "") -> Button:
    """`code`: of an unlinked report, whose reporter makes the move with it."""
    label = labels.move(move, w)
    verb, args = (f"code_{move.value}", (("code", code),)) if code else (move.value, ())
    return Button(
        label,
        Act(verb, row.id, row.version, args),
        style=style,
        opens=move not in AT_ONCE,
        confirm=question(move, w) if move in AT_ONCE else None,
        spoken=cut(w("{label}: challenge #{number}", label=label, number=row.number), SPOKEN_LABEL),
    )


def show_button(row: Challenge, w: Words) -> Button:
    return Button(
        w("Show all of it"), Act("show", row.id), spoken=w("Show all of challenge #{number}", number=row.number)
    )


def help_button(w: Words) -> Button:
    return Button(w("Help"), Act("help"), spoken=w("What you can type"))


def log_button(w: Words) -> Button:
    return Button(w("Show the log"), Act("log"))


def question(move: Move, w: Words) -> Confirm | None:
    """What is asked before a move that cannot be undone."""
    match move:
        case Move.CLOSE:
            return Confirm(
                w("Close it?"),
                w("It leaves the list of open challenges. Everyone who follows it is told."),
                w("Close it"),
                w("Not yet"),
            )
        case Move.WITHDRAW:
            return Confirm(
                w("Take it back?"),
                w(
                    "The words are erased from the log, from the team's card and thread, and from the messages that "
                    "I sent about it. People may remember what they have read."
                ),
                w("Take it back"),
                w("Keep it"),
            )
        case Move.REDIRECT:
            return Confirm(
                w("Redirect it?"),
                w(
                    "The words are erased for good; only the kind is counted. The person who reported it is told "
                    "where it belongs. My lines and messages about it are erased as well."
                ),
                w("Redirect"),
                w("Keep it"),
            )
        case _:
            return None
