"""A success: something that made the work easier, told by whoever saw it, and worth spreading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.meeting import Meeting, MeetingState


@dataclass(frozen=True, slots=True)
class Success:
    org: str
    id: str
    team: str
    """Id of the team whose next agenda it is on."""
    who: str
    """Id of the person who told it."""
    words: str
    at: datetime


def span(meeting: Meeting, meetings: Iterable[Meeting]) -> tuple[datetime | None, datetime]:
    """Successes told after the first moment (None: ever) and until the second are on this meeting's agenda.

    `meetings` are the team's, of all its series. Each span begins where the one before it ends, so that a success is on
    one agenda; a meeting that was skipped, or whose agenda nobody saw, leaves its own to the next.
    """
    shown = (it for it in meetings if it.posts and it.state in {MeetingState.POSTED, MeetingState.OVER})
    before = (it.ends for it in shown if (it.at, it.id) < (meeting.at, meeting.id))
    return max(before, default=None), meeting.ends
