"""Messages that were sent before and show what may not be shown any more: erased words, or who reported it."""

from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.changes import HandedOver
from bot.domain.event import Event
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.review import Month
from bot.domain.vocabulary import Move, Role, Visibility
from bot.handlers.upkeep import planning
from bot.ports import Intent, Kind, Posting, Work
from bot.ui.limits import cut
from bot.ui.views.thread_line import OWN, QUOTED
from bot.ui.words import words

_PRIVATE = frozenset({Kind.STATUS, Kind.OWED, Kind.ASK})
"""Cards for one person that quote what was reported; a digest quotes nothing."""
_QUOTES = frozenset(
    {
        Move.ASK,
        Move.ANSWER,
        Move.NOTE,
        Move.WAIT,
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
    hidden = after.visibility is not before.visibility and after.visibility is not Visibility.NAMED
    if not (erased or hidden):
        return
    history, about = work.challenges.history(after.id), work.postings.about(after.id)
    if erased:
        wordy = {event.seq for event in history if event.change.kind in _QUOTES}
        shown = [one for one in about if one.kind in _PRIVATE or one.seq in wordy]
    else:
        named = {event.seq for event in history if _named(event)}
        shown = [one for one in about if one.seq in named and not _theirs(one, before, work)]
    here = {place.id for place in work.places.triage(after.team)}
    for posting in shown:
        if posting.kind in _PRIVATE | {Kind.LINE}:
            draw_again(posting, work)
    for posting in about:
        if posting.kind is Kind.CARD and posting.place not in here:
            draw_again(posting, work)
    meetings = planning.shown_since(after.reported_at, after.team, work)
    _draw_over(meetings, work)
    changed = _without_words(meetings, before, work) if erased else frozenset()
    months = _removed_in(after, history, work) if erased else frozenset()
    for posting in work.postings.of_team(after.team):
        if _left_standing(posting, meetings, changed, months, here, work):
            draw_again(posting, work)
    for posting in _handed_over(history, work) if erased else ():
        draw_again(posting, work)


def draw_again(posting: Posting, work: Work) -> None:
    """That message as it may be read now, or that it was erased."""
    work.outbox.put(Intent(Kind.ERASED, posting.subject, posting.place, posting.turn))


def _draw_over(meetings: Sequence[Meeting], work: Work) -> None:
    """Agendas of meetings that are over are drawn once more; those to come are drawn at every change."""
    for meeting in meetings:
        if meeting.state is MeetingState.OVER and meeting.posts:
            planning.draw(meeting, work)


def _without_words(meetings: Sequence[Meeting], before: Challenge, work: Work) -> frozenset[str]:
    """Out of the minutes go the lines about the row, and its words; returns the ids of meetings that had any."""
    team = work.teams.get(before.team)
    w = words(team.language if team else work.organization.language)
    changed = set()
    for meeting in meetings:
        minutes = work.minutes.get(meeting.id)
        left = minutes.without(before.number, _words(before), w("words erased")) if minutes else None
        if left is None or left is minutes:
            continue
        changed.add(meeting.id)
        work.minutes.save(left)
        for place in planning.places(meeting, work) if left.posted else ():
            work.outbox.put(Intent(Kind.MINUTES, meeting.id, place.id))
    return frozenset(changed)


def _words(row: Challenge) -> Iterator[str]:
    """What people wrote in it, whole and as a line quotes it."""
    for text in (
        *(row.summary, row.tried, row.affected, row.idea, row.question, row.answer, row.removal),
        *(step.text for step in row.steps),
        *(note.text for note in row.notes),
        *(answer.comment for answer in row.answers),
        *((row.waiting.text,) if row.waiting else ()),
    ):
        yield from (text, cut(text, QUOTED))


def _removed_in(row: Challenge, history: Sequence[Event], work: Work) -> frozenset[int]:
    """The turns of the months in which it was reported as removed: the team read of them what changed."""
    team = work.teams.get(row.team)
    zone = team.time_zone if team else work.organization.time_zone
    removals = (event.at for event in history if event.change.kind is Move.REPORT_REMOVAL)
    return frozenset(Month.of(at, zone).turn for at in removals)


def _left_standing(
    posting: Posting,
    meetings: Sequence[Meeting],
    changed: frozenset[str],
    months: frozenset[int],
    here: set[str],
    work: Work,
) -> bool:
    """Whether it may quote the row, and nothing else draws it again."""
    meeting = next((one for one in meetings if one.id == posting.subject), None)
    elsewhere = meeting is not None and posting.place not in {one.id for one in planning.places(meeting, work)}
    match posting.kind:
        case Kind.AGENDA:
            return meeting is not None and (elsewhere or posting.seq != meeting.posts)
        case Kind.MINUTES:
            return posting.subject in changed and elsewhere
        case Kind.MINUTES_DUE:
            return posting.subject in changed
        case Kind.REVIEW:
            return posting.place not in here
        case Kind.HEARD:
            return posting.seq in months
        case _:
            return False


def _handed_over(history: Sequence[Event], work: Work) -> Iterator[Posting]:
    for event in history:
        if isinstance(event.change, HandedOver):
            told = work.postings.of(event.change.person, Kind.HANDED_OVER)
            yield from (one for one in told if one.seq == int(event.at.timestamp()))


def _named(event: Event) -> bool:
    """Whether a message about it may have said who reported it: as who did it, or as who owed the next move."""
    return event.change.kind in OWN | {Move.NOTE} or (event.owed is not None and event.owed.role == Role.REPORTER)


def _theirs(posting: Posting, row: Challenge, work: Work) -> bool:
    place = work.places.get(posting.place)
    return place is not None and place.person is not None and place.person == row.reporter
