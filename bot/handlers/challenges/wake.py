"""The clock's own move: a duty whose time has come is asked about or reminded of, once for each ring.

A clock may have been set before its day was known to be without school: it then waits for the next school day.
"""

from datetime import datetime

from bot.domain import life
from bot.domain.changes import Woken
from bot.handlers.challenges.announce import announce
from bot.ports import Session


def wake(org_row: tuple[str, str], session: Session, now: datetime) -> bool:
    """Wake one challenge, (organization, id), and say whether it was; one that is not due (any more) stays as it is."""
    org, id = org_row
    work = session.work(org)
    row = work.challenges.get(id)
    if row is None or row.owed is None or row.owed.next_at > now:
        return False
    team = work.teams.get(row.team)
    if team is None:
        return False
    calendar, at = work.calendar(), row.owed.next_at
    at_once = at <= row.updated_at  # a clock of no days waits for nothing
    change = Woken(row.owed.what, put_off=not at_once and calendar.opening(at, team.time_zone) > now)
    after, event = life.move(row, change, team=team, calendar=calendar, actor=None, platform=None, now=now)
    work.challenges.save(after, event)
    announce(row, after, event, work)
    return True
