"""What followers of a challenge, and those who owe something of it, read as it goes: few messages, drawn again.

A message that is drawn again makes no sound, neither on Slack nor on Teams.
"""

from datetime import datetime, timedelta

from bot.domain.challenge import Challenge
from bot.domain.changes import Assigned, Change
from bot.domain.event import Event
from bot.domain.life import ASKING
from bot.domain.team import Place
from bot.domain.vocabulary import Duty, Move, Role, Verdict
from bot.handlers.desk.drawing import Redraw, key
from bot.ports import Intent, Kind, Message, Work
from bot.ui.views.scene import Scene
from bot.ui.views.status_message import owed_message, passed_on, status_message

_ASKS_OR_ENDS = frozenset({Move.ASK, Move.REPORT_REMOVAL, Move.MERGE, Move.REDIRECT, Move.WITHDRAW, Move.CLOSE})
_HEARD = frozenset({Move.VERDICT, Move.CONVERSATION})
JUST_TOLD = timedelta(hours=1)


def message(
    event: Event, row: Challenge, intent: Intent, place: Place, scene: Scene, work: Work, now: datetime
) -> Message | Redraw | None:
    """None when the reader follows it no more, has read of something later, or hears it otherwise: they did it, or are
    asked about it."""
    if not scene.held & {Role.REPORTER, Role.AFFECTED}:
        return None
    last = work.postings.get(place.id, row.id, Kind.STATUS)
    if last and last.seq > event.seq:
        return None
    drawn = Message(key(intent), card=status_message(event, row, scene))
    if event.change.kind is Move.WAKE or event.actor == place.person or _asked_now(row, now):
        return Redraw(last.ref, drawn) if last else None
    if last and not _matters(event, row, place) and _same_day(last.seq, event, scene, work):
        return Redraw(last.ref, drawn)
    return drawn


def owed(
    event: Event, row: Challenge, intent: Intent, place: Place, scene: Scene, work: Work
) -> Message | Redraw | None:
    """Steps follow an assignment at once: who was just told that it waits for them reads of a step there. Who has it
    no more reads so where they were told that it waits for them, and nowhere else."""
    if not row.open:
        return None
    drawn = Message(key(intent), card=owed_message(event, row, scene))
    last = work.postings.get(place.id, row.id, Kind.OWED)
    if isinstance(event.change, Assigned) and (passed_on(event, row, scene) or not _names(event.change, place)):
        return Redraw(last.ref, drawn) if last and last.seq <= event.seq else None
    if last and event.change.kind is Move.ADD_STEP:
        told = work.challenges.event(row.id, last.seq)
        if event.at - told.at < JUST_TOLD and (not isinstance(told.change, Assigned) or _names(told.change, place)):
            return Redraw(last.ref, drawn)
    return drawn


def _names(change: Change, place: Place) -> bool:
    """Whether it is an assignment to whoever reads there, or names them to decide."""
    return isinstance(change, Assigned) and place.person in {change.assignee, change.decision_maker}


def _matters(event: Event, row: Challenge, place: Place) -> bool:
    """Whether something is asked of the reader, ended, or goes on although it was said to be gone."""
    kind = event.change.kind
    if kind is Move.CLOSE:  # as it follows from what they said themselves
        said = next((answer for answer in reversed(row.answers) if answer.person == place.person), None)
        return said is None or said.verdict is not Verdict.SUFFICIENT
    return kind in _ASKS_OR_ENDS or (kind in _HEARD and row.reopened > 0 and row.status not in ASKING)


def _asked_now(row: Challenge, now: datetime) -> bool:
    """The question is due with the news of the removal: it tells the same, and a second message would only be noise."""
    owed = row.owed
    return row.status in ASKING and owed is not None and owed.what is Duty.VERDICT and owed.next_at <= now


def _same_day(seq: int, event: Event, scene: Scene, work: Work) -> bool:
    """Whether the message last told of the day of `event`."""
    told = work.challenges.event(event.challenge, seq)
    return scene.day(told.at) == scene.day(event.at)
