"""Minutes: drafted when a meeting is over, confirmed by whoever takes the notes, and in its thread within a day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.meeting import Meeting, MeetingRole
from bot.domain.minutes import POST, REMIND, Minutes, Section
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Person, Place, Team
from bot.domain.team_permission import TeamMove
from bot.domain.vocabulary import Role
from bot.handlers.agreements import pulse
from bot.handlers.desk import answers, code_words, kept_words, scenes, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.drawing import Redraw, key
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.meetings import minutes_draft
from bot.handlers.upkeep import planning
from bot.handlers.upkeep.reminding import remind
from bot.ports import AlarmKind, Intent, Kind, Message, Work
from bot.ui.card import Card
from bot.ui.views import minutes as view
from bot.ui.views.report_form import stopped
from bot.ui.words import words


def ring(id: str, work: Work, now: datetime) -> None:
    """Draft, remind, or post what nobody confirmed, whichever is due; a bot that was off does what is still open."""
    meeting = work.meetings.get(id)
    team = work.teams.get(meeting.team) if meeting else None
    if meeting is None or team is None:
        return
    minutes = work.minutes.get(id)
    if minutes is None:
        minutes = Minutes(meeting.org, id, now, minutes_draft.draft(meeting, team, work))
        work.minutes.save(minutes)
        _ask(meeting, work)
        if now < meeting.ends + POST:  # asked days later, nobody would know which meeting is meant
            pulse.open(team, work, now)
    elif not minutes.posted and now < meeting.ends + POST:
        for person in takers(meeting, work):
            remind(person.id, work, now)
    if minutes.posted:
        return
    if now >= meeting.ends + POST:
        _post(minutes.as_draft(), meeting, work)
    else:
        due = meeting.ends + REMIND
        work.alarms.set(AlarmKind.MINUTES, id, due if now < due else meeting.ends + POST)


def open_form(request: Press, desk: Desk) -> Reply:
    meeting, team, minutes = _asked(request.subject, desk)
    return Reply(form=view.minutes_form(desk.words, minutes, _day(meeting, team, desk)))


def submit(request: Submission, desk: Desk) -> Reply:
    """Confirmed as they stand in the form; posted, or drawn anew where they are."""
    meeting, team, minutes = _asked(request.subject, desk)
    texts: dict[str, str] = {section: answers.text(request, section) for section in Section}
    code_words.refuse(texts.values(), desk.work)
    day = _day(meeting, team, desk)
    if request.version != minutes.version:
        by = desk.who(minutes.confirmed_by) if minutes.confirmed_by else None
        left = _still_told(replace(minutes, texts=texts), desk).texts
        form = view.minutes_form(desk.words, minutes, day, texts=left, meanwhile=by, changed=True)
        return Reply(form=form)
    if halt := kept_words.check(texts, _LIMITS, desk.words, cleared=kept_words.cleared(request)):
        check = stopped(desk.words, texts, halt.found, cleared=False)
        form = view.minutes_form(desk.words, minutes, day, texts=texts, errors=halt.errors, check=check)
        return Reply(form=form)
    _post(minutes.confirm(texts, desk.me().id, desk.now), meeting, desk.work)
    return Reply(line=view.confirmed(desk.words))


def posted(intent: Intent, place: Place, work: Work) -> Message | Redraw | None:
    """For everybody in the team's channel, in the thread of the meeting's agenda where that was posted there."""
    meeting, minutes = work.meetings.get(intent.subject), work.minutes.get(intent.subject)
    team = work.teams.get(meeting.team) if meeting else None
    if meeting is None or minutes is None or team is None or place.team != team.id or not minutes.posted:
        return None
    scene = scenes.of_team(place, team, work)
    by = scene.who(minutes.confirmed_by) if minutes.confirmed_by else None
    card = view.minutes_card(minutes, view.day(scene.w, meeting, team.time_zone), scene.w, by=by)
    shown, agenda = (work.postings.get(place.id, meeting.id, kind) for kind in (Kind.MINUTES, Kind.AGENDA))
    message = Message(key(intent), card=card, thread=agenda.ref if agenda else None)
    return Redraw(shown.ref, message) if shown else message


def due_card(meeting_id: str, place: Place, work: Work) -> Card | None:
    """To whoever takes the notes, as long as nobody has confirmed them."""
    meeting, minutes = work.meetings.get(meeting_id), work.minutes.get(meeting_id)
    team = work.teams.get(meeting.team) if meeting else None
    if meeting is None or minutes is None or team is None or minutes.posted:
        return None
    w = words(scenes.language(place, None, work))
    day = view.day(w, meeting, team.time_zone)
    return view.due(minutes, team.name, day, w)


def _still_told(typed: Minutes, desk: Desk) -> Minutes:
    """Without the lines about what was erased since the form was opened."""
    w = desk.words
    for number in typed.numbers():
        row = desk.work.challenges.numbered(number)
        if row is not None and row.erased:
            typed = typed.without(number, (), w("words erased"))
    return typed


_LIMITS: Mapping[str, int] = dict.fromkeys(Section, view.TEXT)


def _asked(meeting_id: str, desk: Desk) -> tuple[Meeting, Team, Minutes]:
    meeting, minutes = desk.work.meetings.get(meeting_id), desk.work.minutes.get(meeting_id)
    team = desk.work.teams.get(meeting.team) if meeting else None
    if meeting is None or minutes is None or team is None:
        raise Refusal(Why.NOT_FOUND)
    whose_team.require(TeamMove.MINUTES, team, desk)
    return meeting, team, minutes


def _day(meeting: Meeting, team: Team, desk: Desk) -> str:
    return view.day(desk.words, meeting, team.time_zone)


def _post(minutes: Minutes, meeting: Meeting, work: Work) -> None:
    work.minutes.save(minutes)
    work.alarms.clear(AlarmKind.MINUTES, meeting.id)
    for place in planning.places(meeting, work):
        work.outbox.put(Intent(Kind.MINUTES, meeting.id, place.id))


def takers(meeting: Meeting, work: Work) -> Sequence[Person]:
    """Whoever takes the notes, or stands in; without either, the leads."""
    named = (meeting.holder(MeetingRole.NOTE_TAKER), meeting.backup(MeetingRole.NOTE_TAKER))
    found = next((person for id in named if id and (person := work.people.get(id)) and person.present), None)
    return [found] if found else [lead for lead in work.teams.members(meeting.team, Role.LEAD) if lead.present]


def _ask(meeting: Meeting, work: Work) -> None:
    for person in takers(meeting, work):
        private = work.places.personal(person.id)
        if private is not None and private.gone is None:
            work.outbox.put(Intent(Kind.MINUTES_DUE, meeting.id, private.id, 1))
