"""The clock's own move: a duty whose time has come is asked about or reminded of, once for each ring."""

from datetime import datetime

from bot.domain import life
from bot.domain.changes import Woken
from bot.handlers.announce import announce
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
    after, event = life.move(row, Woken(row.owed.what), team=team, actor=None, platform=None, now=now)
    work.challenges.save(after, event)
    announce(row, after, event, work)
    return True
