"""Messages that were sent before and show what may not be shown any more: erased words, or who reported it."""

from bot.domain.challenge import Challenge
from bot.domain.changes import Event
from bot.domain.vocabulary import Move, Role, Visibility
from bot.ports import Intent, Kind, Posting, Work
from bot.ui.views.thread_line import OWN

_PRIVATE = frozenset({Kind.STATUS, Kind.OWED, Kind.NUDGE, Kind.ASK})
"""Cards for one person; each quotes what was reported."""
_QUOTES = frozenset(
    {
        Move.ASK,
        Move.ANSWER,
        Move.NOTE,
        Move.ADD_STEP,
        Move.STEP_DONE,
        Move.REPORT_REMOVAL,
        Move.VERDICT,
        Move.CONVERSATION,
        Move.SUSTAIN,
    }
)
"""Moves whose line in the thread holds somebody's words."""


def take_back(before: Challenge, after: Challenge, work: Work) -> None:
    """Have drawn again what `after` no longer lets be read; cards in channels are drawn again at every change."""
    if after.erased and not before.erased:
        wordy = {event.seq for event in work.challenges.history(after.id) if event.change.kind in _QUOTES}
        shown = [one for one in work.postings.about(after.id) if one.kind in _PRIVATE or one.seq in wordy]
    elif after.visibility is not before.visibility and after.visibility is not Visibility.NAMED:
        named = {event.seq for event in work.challenges.history(after.id) if _named(event)}
        shown = [one for one in work.postings.about(after.id) if one.seq in named and not _theirs(one, before, work)]
    else:
        shown = []
    for posting in shown:
        draw_again(posting, work)


def draw_again(posting: Posting, work: Work) -> None:
    if posting.kind in _PRIVATE | {Kind.LINE}:
        work.outbox.put(Intent(Kind.ERASED, posting.subject, posting.place, posting.turn))


def _named(event: Event) -> bool:
    """Whether a message about it may have said who reported it: as who did it, or as who owed the next move."""
    return event.change.kind in OWN | {Move.NOTE} or (event.owed is not None and event.owed.role == Role.REPORTER)


def _theirs(posting: Posting, row: Challenge, work: Work) -> bool:
    place = work.places.get(posting.place)
    return place is not None and place.person is not None and place.person == row.reporter
