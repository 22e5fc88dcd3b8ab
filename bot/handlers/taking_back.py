"""Messages that were sent before and show what may not be shown any more: erased words, or who reported it."""

from bot.domain.challenge import Challenge
from bot.domain.changes import Event
from bot.domain.vocabulary import Move, Role, Visibility
from bot.handlers import planning
from bot.ports import Intent, Kind, Posting, Work
from bot.ui.views.thread_line import OWN
from bot.ui.words import words

_PRIVATE = frozenset({Kind.STATUS, Kind.OWED, Kind.ASK})
"""Cards for one person that quote what was reported; a digest quotes nothing."""
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
    erased = after.erased and not before.erased
    if erased:
        wordy = {event.seq for event in work.challenges.history(after.id) if event.change.kind in _QUOTES}
        shown = [one for one in work.postings.about(after.id) if one.kind in _PRIVATE or one.seq in wordy]
    elif after.visibility is not before.visibility and after.visibility is not Visibility.NAMED:
        named = {event.seq for event in work.challenges.history(after.id) if _named(event)}
        shown = [one for one in work.postings.about(after.id) if one.seq in named and not _theirs(one, before, work)]
    else:
        return
    for posting in shown:
        draw_again(posting, work)
    _from_meetings(after, work, erased=erased)


def _from_meetings(row: Challenge, work: Work, *, erased: bool) -> None:
    """Agendas of meetings that are over are drawn once more; of the minutes go the lines that told of the row."""
    team = work.teams.get(row.team)
    w = words(team.language if team else work.organization.language)
    for meeting in planning.took_place_since(row.reported_at, row.team, work):
        if meeting.posts:
            planning.draw(meeting, work)
        minutes = work.minutes.get(meeting.id) if erased else None
        left = minutes.without(row.number, w("words erased")) if minutes else None
        if left is not None and left is not minutes:
            work.minutes.save(left)
            for place in planning.places(meeting, work) if left.posted else ():
                work.outbox.put(Intent(Kind.MINUTES, meeting.id, place.id))


def draw_again(posting: Posting, work: Work) -> None:
    if posting.kind in _PRIVATE | {Kind.LINE}:
        work.outbox.put(Intent(Kind.ERASED, posting.subject, posting.place, posting.turn))


def _named(event: Event) -> bool:
    """Whether a message about it may have said who reported it: as who did it, or as who owed the next move."""
    return event.change.kind in OWN | {Move.NOTE} or (event.owed is not None and event.owed.role == Role.REPORTER)


def _theirs(posting: Posting, row: Challenge, work: Work) -> bool:
    place = work.places.get(posting.place)
    return place is not None and place.person is not None and place.person == row.reporter
