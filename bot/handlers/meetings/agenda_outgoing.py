"""From an intent to the agenda as it is now: the card, and the lines in its thread."""

from datetime import datetime

from bot.domain.agenda import Part, sort, time_boxes
from bot.domain.agreement import focus
from bot.domain.meeting import Meeting, MeetingState, nth
from bot.domain.review import Month
from bot.domain.success import span
from bot.domain.team import Place, Team
from bot.handlers.desk import scenes
from bot.handlers.desk.drawing import Redraw, key
from bot.handlers.upkeep import planning
from bot.ports import Intent, Kind, LogFilter, Message, Work
from bot.ui.views.agenda_card import Agenda, agenda_card
from bot.ui.views.agenda_lines import changed_line, soon_line

MOST = 500
"""Open challenges of one team that an agenda reads; the log has the others."""
MOST_REMOVED = 50


def message(intent: Intent, place: Place, work: Work, now: datetime) -> Message | Redraw | None:
    meeting = work.meetings.get(intent.subject)
    team = work.teams.get(meeting.team) if meeting else None
    if meeting is None or team is None or place.team != team.id:
        return None
    posted = work.postings.get(place.id, meeting.id, Kind.AGENDA)
    scene = scenes.of_team(place, team, work)
    if intent.kind is Kind.AGENDA:
        here = posted is not None and posted.seq == meeting.posts
        if intent.seq != meeting.posts or not (here or meeting.state is MeetingState.POSTED):
            return None  # it was posted anew since, or is over before it was ever shown
        drawn = Message(key(intent), card=agenda_card(build(meeting, team, work, now), scene))
        return Redraw(posted.ref, drawn) if posted and here else drawn
    if posted is None or (intent.kind is Kind.AGENDA_SOON and (not meeting.live or now >= meeting.ends)):
        return None
    if intent.kind is Kind.AGENDA_SOON:
        line = soon_line(meeting, scene)
    else:
        line = changed_line(meeting, scene, work.calendar())
    return Message(key(intent), line=line, thread=posted.ref, language=scene.w.language)


def build(meeting: Meeting, team: Team, work: Work, now: datetime) -> Agenda:
    """What the meeting talks about, from the log as it is; once it is over, of what was known by its end."""
    now = min(now, meeting.ends)
    meetings = work.meetings.of_team(team.id, MeetingState.POSTED, MeetingState.OVER, limit=planning.MANY)
    last = planning.before(meeting, meetings)
    since = last.at if last else None
    open_rows, _ = work.challenges.find(LogFilter(open=True, teams=(team.id,)), limit=MOST)
    over = LogFilter(open=False, teams=(team.id,), changed_since=since)
    gone = work.challenges.find(over, limit=MOST_REMOVED)[0] if since else ()
    known = [row for row in (*open_rows, *gone) if row.reported_at <= now]
    rows = sort(known, since=since, now=now, zone=team.time_zone)
    told_since, told_until = span(meeting, meetings)
    told = work.successes.of_team(team.id, since=told_since, until=told_until)
    counts = (
        (Part.DUE, len(rows.due)),
        (Part.NEW, len(rows.new)),
        (Part.REMOVED, len(rows.removed)),
        (Part.SPREAD, len(told)),
    )
    series, agreed = work.meetings.series(meeting.series), work.agreements.get(team.id).agreed
    looked_at = focus(agreed, nth(meeting, series, team.time_zone)) if series else None
    boxes = time_boxes(meeting.minutes, counts)
    pending = work.reviews.pending(team.id, Month.of(now, team.time_zone))
    return Agenda(
        meeting, team.name, rows, work.calendar(), boxes, now, agreed, looked_at, tuple(told), review=bool(pending)
    )
