"""Which challenges a message shows, and how: it must be the same once it has gone out as when it was drawn."""

from collections.abc import Sequence

from bot.domain.challenge import Challenge
from bot.domain.review import Month
from bot.handlers.meetings import review_outgoing
from bot.handlers.people import handed_over
from bot.ports import Intent, Kind, Work

Shown = tuple[object, ...]
"""Empty for what shows no challenge, or is drawn again at every change."""


def shows(intent: Intent, work: Work, *, hold: bool = False) -> Shown:
    """`hold`: nobody else changes what it shows before this transaction ends."""
    if intent.kind is Kind.MINUTES_DUE:
        minutes = work.minutes.get(intent.subject, hold=hold)
        return (minutes.version,) if minutes else ()
    found = _rows(intent, work)
    rows = [work.challenges.get(row.id, hold=True) or row for row in found] if hold else found
    return tuple((row.id, row.erased, row.visibility) for row in rows)


def _rows(intent: Intent, work: Work) -> Sequence[Challenge]:
    match intent.kind:
        case Kind.HEARD:
            team = work.teams.get(intent.subject)
            return review_outgoing.removed_in(team, Month.at(intent.seq), work) if team else ()
        case Kind.HANDED_OVER:
            return handed_over.rows(intent, work)
        case Kind.LINE | Kind.STATUS | Kind.OWED | Kind.ASK:
            row = work.challenges.get(intent.subject)
            return (row,) if row else ()
        case _:
            return ()
