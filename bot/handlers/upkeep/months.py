"""A team's month: its leads hear what is missing before it ends, and how it ended is written down once."""

from datetime import datetime

from bot.domain.review import Month, Tally, in_session, settles_at, warns_at
from bot.domain.team import Team
from bot.domain.vocabulary import Role
from bot.ports import AlarmKind, Intent, Kind, Work

LOOK_BACK = 12
"""Months. What a bot that was off for longer did not write down stays unwritten."""


def watch(id: str, work: Work, now: datetime) -> None:
    """From a team's first report on its months are looked after; told again, nothing changes."""
    team = work.teams.get(id) if work.alarms.at(AlarmKind.MONTH, id) is None else None
    if team is not None:
        _set(team, work, now)


def ring(id: str, work: Work, now: datetime) -> None:
    """Whatever the time has come for. A bot that was off writes down every month that it missed, and posts nothing that
    is out of date."""
    team = work.teams.get(id)
    if team is None:
        return
    month, calendar = Month.of(now, team.time_zone), work.calendar()
    for past in _unsettled(team, month.before, work):
        if settles_at(past, calendar, team.time_zone) <= now:
            work.reviews.settle(team.id, tally(team, past, work), now)
            if past == month.before:
                _tell_team(team, past, work)
    if in_session(month, calendar) and warns_at(month, calendar, team.time_zone) <= now:
        _tell_leads(team, month, work)
    _set(team, work, now)


def tally(team: Team, month: Month, work: Work) -> Tally:
    """What needs the month's stamp: what is open at its end and was reported before the leads heard what is missing."""
    zone = team.time_zone
    warned = warns_at(month, work.calendar(), zone)
    return work.reviews.tally(team.id, month, reported_before=warned, open_at=month.ends(zone))


def _unsettled(team: Team, last: Month, work: Work) -> list[Month]:
    """Months in session up to `last` that nothing is written about, since the team's log began; the oldest first."""
    known = work.reviews.settled(team.id, limit=1)
    began = None if known else work.reviews.began(team.id)
    since = known[0].month.next if known else Month.of(began, team.time_zone) if began else None
    found: list[Month] = []
    month = last
    while since is not None and since <= month and len(found) < LOOK_BACK:
        found.append(month)
        month = month.before
    return [month for month in reversed(found) if in_session(month, work.calendar())]


def _set(team: Team, work: Work, now: datetime) -> None:
    """To the next school day's beginning: what is due at one by then may change with the calendar."""
    work.alarms.set(AlarmKind.MONTH, team.id, work.calendar().ring(now, 1, team.time_zone))


def _tell_leads(team: Team, month: Month, work: Work) -> None:
    if tally(team, month, work).reviewed:
        return
    for lead in work.teams.members(team.id, Role.LEAD):
        private = work.places.personal(lead.id) if lead.present else None
        if private is not None and private.gone is None:
            work.outbox.put(Intent(Kind.UNREVIEWED, team.id, private.id, month.turn))


def _tell_team(team: Team, month: Month, work: Work) -> None:
    for place in work.places.triage(team.id) if team.monthly else ():
        work.outbox.put(Intent(Kind.HEARD, team.id, place.id, month.turn))
