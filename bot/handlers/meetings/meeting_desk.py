"""What every verb about meetings needs first: the team, the rights, and the meeting as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.local_day import local_day
from bot.domain.meeting import Meeting, Series
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove, may_for_team
from bot.handlers.desk import scenes, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.upkeep import planning
from bot.ui.views import meeting_cards as view
from bot.ui.views.scene import Scene


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with what it belongs to."""

    meeting: Meeting
    series: Series
    team: Team


def may(desk: Desk, team: Team, move: TeamMove = TeamMove.SCHEDULE) -> bool:
    return may_for_team(move, whose_team.held(team, desk))


def require(desk: Desk, team: Team, move: TeamMove = TeamMove.SCHEDULE) -> None:
    whose_team.require(move, team, desk)


def held(request: Press | Submission, desk: Desk, move: TeamMove = TeamMove.SCHEDULE) -> Held | Reply:
    """The meeting a button or form is about, for somebody who may change it; or how it stands, when somebody was
    faster."""
    meeting = desk.work.meetings.get(request.subject)
    series = desk.work.meetings.series(meeting.series) if meeting else None
    team = desk.work.teams.get(meeting.team) if meeting else None
    if meeting is None or series is None or team is None:
        raise Refusal(Why.NOT_FOUND)
    require(desk, team, move)
    if request.version != meeting.edits or not (meeting.live or meeting.skipped_by):
        return Reply(card=view.state(series, meeting, scene(desk, team), by_others=True))
    return Held(meeting, series, team)


def coming(desk: Desk, team: Team) -> Sequence[view.Coming]:
    """The team's series, the soonest first. Nothing is planned for having looked."""
    found = [view.Coming(series, _next(series, desk)) for series in desk.work.meetings.series_of(team.id)]
    return sorted(found, key=lambda one: (one.meeting is None, one.meeting.at if one.meeting else one.series.made_at))


def scene(desk: Desk, team: Team) -> Scene:
    """For the caller, on the team's clock."""
    own = scenes.of_desk(desk)
    return Scene(own.w, own.who, own.number, team.time_zone)


def today(desk: Desk, team: Team) -> date:
    return local_day(desk.now, team.time_zone)


def saved(meeting: Meeting, it: Held, desk: Desk) -> Meeting | None:
    """Save what a person changed, and let the clock look at it next; returns what is next in the series."""
    desk.work.meetings.save(meeting)
    if meeting.posts:
        planning.draw(meeting, desk.work)
    return planning.replan(it.series, it.team, desk.work, desk.now)


def _next(series: Series, desk: Desk) -> Meeting | None:
    meeting = desk.work.meetings.next(series.id)
    return meeting if meeting and meeting.ends > desk.now else None
