"""The clock's work on a series: plan its next meeting, post the agenda in time, bring it to mind, and go on."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.meeting import (
    SOON,
    Meeting,
    MeetingState,
    Series,
    beyond,
    changed,
    edited,
    eve,
    following,
    held_at,
    staffed,
)
from bot.domain.team import Place, Team
from bot.handlers.desk.desk import new_id
from bot.ports import AlarmKind, Intent, Kind, Work

LOOK_BACK = timedelta(days=62)
"""A slot this old may still have a meeting to come: the first school day of a month, after a long summer."""
MANY = 200
"""Meetings of one team that are looked through: four years of a weekly one."""
COALESCE = timedelta(seconds=5)
"""Changes to rows within this time are one redraw of the agenda."""


def ring(subject: str, work: Work, now: datetime) -> None:
    """Do what is due for one series and set its alarm for what comes next. Doing it twice does nothing more."""
    series = work.meetings.series(subject)
    team = work.teams.get(series.team) if series else None
    if series is None or team is None or series.cancelled:
        return
    meeting = upcoming(series, team, work, now)
    if meeting is None:
        return
    meeting = _in_time(meeting, team, work, now)
    again = max(_next_moment(meeting, team, work), now + COALESCE)  # an alarm set for now would ring for ever
    work.alarms.set(AlarmKind.SERIES, series.id, again)


def upcoming(series: Series, team: Team, work: Work, now: datetime) -> Meeting | None:
    """The next meeting, planned if it is not yet; what is over is put away first. None when the series has ended."""
    meeting = work.meetings.next(series.id)
    while meeting is not None and meeting.ends <= now:
        _put_away(meeting, work)
        meeting = work.meetings.next(series.id)
    if meeting is None:
        return _planned(series, team, work, now)
    return _by_calendar(meeting, series, team, work, now)


def replan(series: Series, team: Team, work: Work, now: datetime) -> Meeting | None:
    """After a person changed something: plan anew, and let the clock look at it next."""
    meeting = None if series.cancelled else upcoming(series, team, work, now)
    if meeting is None:
        work.alarms.clear(AlarmKind.SERIES, series.id)
    else:
        work.alarms.set(AlarmKind.SERIES, series.id, max(now, _next_moment(meeting, team, work)))
    return meeting


def change(series: Series, team: Team, work: Work, now: datetime) -> Meeting | None:
    """Give a series another rhythm. What nobody has seen yet is planned anew; what was posted or moved stays."""
    work.meetings.save_series(series)
    for meeting in _of(series, team, work):
        if not meeting.stays:
            work.meetings.remove(meeting)
        elif meeting.state is MeetingState.POSTED:
            work.meetings.save(changed(meeting, kept=True))
    return replan(series, team, work, now)


def staying(series: Series, team: Team, work: Work, now: datetime) -> Sequence[Meeting]:
    """The meetings to come that another rhythm would leave where they are, the earliest first."""
    ahead = [it for it in _of(series, team, work) if it.stays and it.live and it.ends > now]
    return sorted(ahead, key=lambda it: it.at)


def free_after(series: Series, team: Team, work: Work, now: datetime) -> datetime:
    """The moment from which on another rhythm of the series is free to name its meetings."""
    stays = [it.scheduled for it in _of(series, team, work) if it.stays]
    return max([now - LOOK_BACK, *([beyond(max(stays), team.time_zone)] if stays else [])])


def replan_all(work: Work, now: datetime) -> None:
    """After the calendar changed: a meeting may be on another day now, and its agenda due earlier."""
    for series in work.meetings.all_series():
        team = work.teams.get(series.team)
        if team is not None:
            replan(series, team, work, now)


def post(meeting: Meeting, work: Work, now: datetime) -> Meeting:
    """Post the agenda, as a new message."""
    last = before(meeting, work.meetings.of_team(meeting.team, MeetingState.OVER, limit=MANY))
    members = [person.id for person in work.teams.members(meeting.team) if person.present]
    meeting = staffed(meeting, members, last.facilitator if last else None)
    soon = now >= meeting.at - SOON
    meeting = changed(meeting, state=MeetingState.POSTED, posts=meeting.posts + 1, reminded=meeting.reminded or soon)
    work.meetings.save(meeting)
    draw(meeting, work)
    return meeting


def before(meeting: Meeting, meetings: Iterable[Meeting]) -> Meeting | None:
    """Of the team's `meetings`, newest first, the one of the same series that was held last, this one aside."""
    over = (it for it in meetings if it.series == meeting.series and it.state is MeetingState.OVER)
    return next((it for it in over if it.at < meeting.at), None)


def draw(meeting: Meeting, work: Work, *, due: datetime | None = None) -> None:
    """Queue the agenda's card wherever it belongs; where it is there already it is redrawn."""
    for place in places(meeting, work):
        work.outbox.put(Intent(Kind.AGENDA, meeting.id, place.id, meeting.posts), due=due)


def say(kind: Kind, meeting: Meeting, work: Work) -> None:
    """Queue one line in the agenda's thread, about this version of the meeting."""
    for place in places(meeting, work):
        work.outbox.put(Intent(kind, meeting.id, place.id, meeting.version))


def redraw(team: str, work: Work, now: datetime) -> None:
    """Something that the team's agendas show has changed: they are drawn again, once for all that changes together."""
    for meeting in work.meetings.of_team(team, MeetingState.POSTED):
        draw(meeting, work, due=now + COALESCE)


def shown_since(at: datetime, team: str, work: Work) -> Sequence[Meeting]:
    """A team's meetings whose agenda may show, or have shown, what was reported at `at`."""
    return [meeting for meeting in work.meetings.of_team(team, limit=MANY) if meeting.ends > at]


def places(meeting: Meeting, work: Work) -> Sequence[Place]:
    """Where its agenda goes: the team's places that the series names and that can be posted to."""
    series = work.meetings.series(meeting.series)
    named = series.places if series else ()
    found = work.places.triage(meeting.team)
    return [place for place in found if place.id in named] or found


def _of(series: Series, team: Team, work: Work) -> Sequence[Meeting]:
    return [it for it in work.meetings.of_team(team.id, limit=MANY) if it.series == series.id]


def _planned(series: Series, team: Team, work: Work, now: datetime) -> Meeting | None:
    last = work.meetings.last(series.id)
    after = max([now - LOOK_BACK, *([beyond(last.scheduled, team.time_zone)] if last else [])])
    found = following(series, team.time_zone, work.calendar(), after=after, now=now)
    if found is None:
        return None
    meeting = Meeting(series.org, new_id(), series.id, team.id, *found, series.minutes)
    work.meetings.save(meeting)
    return meeting


def _by_calendar(meeting: Meeting, series: Series, team: Team, work: Work, now: datetime) -> Meeting:
    """The meeting where the calendar has it by now; what a person moved stays, and nothing moves into the past."""
    at = held_at(series, meeting.scheduled, team.time_zone, work.calendar())
    if meeting.moved_by is not None or meeting.kept or at is None or at == meeting.at or at <= now:
        return meeting
    meeting = edited(meeting, at=at)
    work.meetings.save(meeting)
    if meeting.state is MeetingState.POSTED:
        draw(meeting, work)
        say(Kind.AGENDA_CHANGED, meeting, work)
    return meeting


def _in_time(meeting: Meeting, team: Team, work: Work, now: datetime) -> Meeting:
    if meeting.state is MeetingState.PLANNED and now >= eve(meeting.at, team.time_zone, work.calendar()):
        return post(meeting, work, now)
    if meeting.state is MeetingState.POSTED and not meeting.reminded and now >= meeting.at - SOON:
        meeting = changed(meeting, reminded=True)
        work.meetings.save(meeting)
        draw(meeting, work)
        say(Kind.AGENDA_SOON, meeting, work)
    return meeting


def _next_moment(meeting: Meeting, team: Team, work: Work) -> datetime:
    if meeting.state is MeetingState.PLANNED:
        return eve(meeting.at, team.time_zone, work.calendar())
    return meeting.ends if meeting.reminded else meeting.at - SOON


def _put_away(meeting: Meeting, work: Work) -> None:
    """It is over, whether or not the bot was there; its card is drawn a last time."""
    was_shown = meeting.state is MeetingState.POSTED
    meeting = changed(meeting, state=MeetingState.OVER)
    work.meetings.save(meeting)
    if was_shown:
        draw(meeting, work)
        work.alarms.set(AlarmKind.MINUTES, meeting.id, meeting.ends)
