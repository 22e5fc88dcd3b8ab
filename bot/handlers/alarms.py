"""What is done about each kind of alarm, once its time has come."""

from collections.abc import Callable
from datetime import datetime

from bot.handlers.agreements import agreement_changes, pulse
from bot.handlers.calendar import public_holidays
from bot.handlers.meetings import minutes
from bot.handlers.people import rosters
from bot.handlers.reminders import digests
from bot.handlers.upkeep import months, planning
from bot.ports import Alarm, AlarmKind, Session, Work

Ringer = Callable[[str, Work, datetime], None]
"""Gets the subject's id. It runs whole inside one transaction, and sets the alarm again when it wants it again."""

RINGERS: dict[AlarmKind, Ringer] = {
    AlarmKind.DIGEST: digests.ring,
    AlarmKind.HOLIDAYS: public_holidays.refresh,
    AlarmKind.MINUTES: minutes.ring,
    AlarmKind.MONTH: months.ring,
    AlarmKind.ROSTER: rosters.ring,
    AlarmKind.SERIES: planning.ring,
    AlarmKind.AGREEMENTS: agreement_changes.look,
    AlarmKind.PULSE: pulse.close,
}


def ring(alarm: Alarm, session: Session, now: datetime) -> bool:
    """Ring one alarm and say whether it was rung; one that another replica was faster with stays as it is."""
    if not session.ringing.take(alarm, now):
        return False
    RINGERS[alarm.kind](alarm.subject, session.work(alarm.org), now)
    return True
