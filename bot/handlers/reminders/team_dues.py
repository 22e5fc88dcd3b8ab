"""What a team waits for from one person beside its challenges: minutes to confirm, agreements to answer about."""

from datetime import datetime, timedelta

from bot.domain.local_day import local_day
from bot.domain.meeting import MeetingState
from bot.domain.minutes import POST, REMIND
from bot.domain.team import Team
from bot.handlers.agreements import agreement_changes
from bot.handlers.meetings import minutes
from bot.ports import Work
from bot.ui.card import Act
from bot.ui.views.team_due import TeamDue


def of(person: str, work: Work, now: datetime) -> tuple[list[TeamDue], bool]:
    """All of it, and whether some of it is to be reminded of by now: never of who stopped all reminders."""
    ids = sorted({one.team for one in work.teams.memberships(person)})
    teams = [team for id in ids if (team := work.teams.get(id))]
    found = [one for team in teams for one in (*_minutes(person, team, work, now), *_consent(person, team, work, now))]
    return [due for due, _ in found], any(wanted for _, wanted in found) and not work.wishes.of(person).stopped


def _minutes(person: str, team: Team, work: Work, now: datetime) -> list[tuple[TeamDue, bool]]:
    """Drafts that nobody confirmed yet, and that are not posted as they are."""
    due = []
    over = [meeting for meeting in work.meetings.of_team(team.id, MeetingState.OVER) if meeting.ends > now - POST]
    for meeting in over:
        drafted = work.minutes.get(meeting.id)
        if drafted and not drafted.posted and person in {one.id for one in minutes.takers(meeting, work)}:
            day = local_day(meeting.at, team.time_zone)
            act = Act("minutes", meeting.id, drafted.version)
            due.append((TeamDue(team.name, act, day), now >= meeting.ends + REMIND - timedelta(minutes=1)))
    return due


def _consent(person: str, team: Team, work: Work, now: datetime) -> list[tuple[TeamDue, bool]]:
    it = work.agreements.get(team.id)
    if it.asked_at is None or person not in it.missing:
        return []
    wanted = agreement_changes.which_reminder(it, team, work, now) > 0
    return [(TeamDue(team.name, Act("agreements", team.id)), wanted)]
