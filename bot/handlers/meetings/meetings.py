"""Meetings by hand: what comes next, post the agenda now, skip one, move one, cancel them all, and who does what."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.local_day import read_iso
from bot.domain.meeting import SOON, Meeting, MeetingRole, MeetingState, Series, edited
from bot.domain.recurrence import moment
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Person, Team
from bot.domain.team_permission import TeamMove
from bot.handlers.desk import answers, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.meetings import agenda_outgoing
from bot.handlers.meetings.meeting_desk import Held, coming, held, may, require, saved, scene
from bot.handlers.typed.series_grammar import read_time
from bot.handlers.upkeep import planning
from bot.ports import Kind
from bot.ui.form import Form
from bot.ui.views import agenda_card, meeting_forms, series_cards
from bot.ui.views import meeting_cards as view

FARTHEST = timedelta(days=400)


def next_(request: Press, desk: Desk) -> Reply:
    """What comes next for the team of a button, or of this channel."""
    team = desk.work.teams.get(request.subject) if request.subject else whose_team.near(desk)
    return (
        Reply(card=view.in_the_channel(desk.words)) if team is None else of(team, desk, request.args.get("series", ""))
    )


def of(team: Team, desk: Desk, series: str = "") -> Reply:
    """`series`: the one that was chosen, if it is still there."""
    every, allowed = coming(desk, team), may(desk, team)
    shown = [one for one in every if one.series.id == series] or every
    if not shown:
        return Reply(card=view.nothing_planned(desk.words, (team.id, team.name), may=allowed))
    return Reply(card=view.coming(shown, scene(desk, team), team=team.id, may=allowed))


def all_rows(request: Press, desk: Desk) -> Reply:
    """Every open challenge of a meeting's team, privately, a page at a time."""
    meeting = desk.work.meetings.get(request.subject)
    team = desk.work.teams.get(meeting.team) if meeting else None
    if meeting is None or team is None:
        raise Refusal(Why.NOT_FOUND)
    page = request.args.get("page", "")
    agenda = agenda_outgoing.build(meeting, team, desk.work, desk.now)
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1
    return Reply(card=agenda_card.all_rows(agenda, scene(desk, team), page=number), replace=bool(page))


def post(request: Press, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    if not it.meeting.live:
        return _stands(it, it.meeting, desk)
    meeting = planning.post(it.meeting, desk.work, desk.now)
    planning.replan(it.series, it.team, desk.work, desk.now)
    return Reply(card=view.posted(meeting, scene(desk, it.team)))


def skip(request: Press, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    if not it.meeting.live:
        return _stands(it, it.meeting, desk)
    skipped = edited(it.meeting, state=MeetingState.SKIPPED, skipped_by=desk.me().id)
    after = saved(skipped, it, desk)
    _told(skipped, desk)
    return _stands(it, skipped, desk, after)


def unskip(request: Press, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    if it.meeting.state is not MeetingState.SKIPPED or it.meeting.ends <= desk.now:
        return _stands(it, it.meeting, desk)
    state = MeetingState.POSTED if it.meeting.posts else MeetingState.PLANNED
    back = edited(it.meeting, state=state, skipped_by=None)
    saved(back, it, desk)
    _told(back, desk)
    return _stands(it, back, desk)


def move_form(request: Press, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    return Reply(form=meeting_forms.move_form(desk.words, it.meeting, zone=it.team.time_zone))


def move_submit(request: Submission, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    w, typed = desk.words, answers.text(request, "clock")
    clock, day = read_time(typed), read_iso(answers.text(request, "day"))
    errors = []
    if clock is None:
        errors.append(("clock", w("I do not know this time. Write it like 3:30 PM.")))
    at = moment(day, clock, it.team.time_zone) if day and clock else None
    if day is None or (at is not None and not desk.now < at < desk.now + FARTHEST):
        errors.append(("day", w("Choose a day and time that are still to come, within a year.")))
    if errors or at is None:
        shown = typed[: meeting_forms.CLOCK]
        form: Form = meeting_forms.move_form(
            w, it.meeting, zone=it.team.time_zone, day=day, clock=shown, errors=tuple(errors)
        )
        return Reply(form=form)
    return _moved(it, at, desk)


def move_to(request: Press, desk: Desk) -> Reply:
    it = held(request, desk)
    if isinstance(it, Reply):
        return it
    at = _moment(request.args.get("at", ""))
    if at is None:
        raise Refusal(Why.DATE_UNCLEAR)
    if not desk.now < at < desk.now + FARTHEST:
        raise Refusal(Why.DATE_PAST)
    return _moved(it, at, desk)


def _moved(it: Held, at: datetime, desk: Desk) -> Reply:
    if not it.meeting.live:
        return _stands(it, it.meeting, desk)
    reminded = it.meeting.reminded and at - SOON <= desk.now
    moved = edited(it.meeting, at=at, moved_by=desk.me().id, reminded=reminded)
    saved(moved, it, desk)
    _told(moved, desk)
    return _stands(it, desk.work.meetings.get(moved.id) or moved, desk)


def cancel(request: Press, desk: Desk) -> Reply:
    series, team = _series(request, desk)
    if series.cancelled or request.version != series.version:
        return Reply(card=series_cards.cancelled(series, desk.words)) if series.cancelled else of(team, desk)
    series = replace(series, cancelled=True, version=series.version + 1)
    desk.work.meetings.save_series(series)
    meeting = desk.work.meetings.next(series.id)
    if meeting is not None and meeting.ends > desk.now:
        skipped = edited(meeting, state=MeetingState.SKIPPED, skipped_by=desk.me().id)
        saved(skipped, Held(skipped, series, team), desk)
        _told(skipped, desk)
    return Reply(card=series_cards.cancelled(series, desk.words))


def restore(request: Press, desk: Desk) -> Reply:
    """Undo a cancellation, with the meeting that would be next."""
    series, team = _series(request, desk)
    if series.cancelled:
        series = replace(series, cancelled=False, version=series.version + 1)
        desk.work.meetings.save_series(series)
        last = desk.work.meetings.last(series.id)
        if last is not None and last.state is MeetingState.SKIPPED and last.ends > desk.now:
            state = MeetingState.POSTED if last.posts else MeetingState.PLANNED
            back = edited(last, state=state, skipped_by=None)
            saved(back, Held(back, series, team), desk)
            _told(back, desk)
        planning.replan(series, team, desk.work, desk.now)
    return of(team, desk)


def roles_form(request: Press, desk: Desk) -> Reply:
    it = held(request, desk, TeamMove.SHARE_ROLES)
    if isinstance(it, Reply):
        return it
    everybody = desk.work.people.all()
    users = {person.id: user for person in everybody if (user := _user(person, desk))}
    elsewhere = [person for person in everybody if person.id not in users]
    members = desk.work.teams.members(it.team.id)
    form = meeting_forms.roles_form(desk.words, it.meeting, people=elsewhere, users=users, members=members)
    return Reply(form=form)


def roles_submit(request: Submission, desk: Desk) -> Reply:
    it = held(request, desk, TeamMove.SHARE_ROLES)
    if isinstance(it, Reply):
        return it
    chosen = {role: _one(answers.people(request, role.value, desk)) for role in MeetingRole}
    backups = tuple(_one(answers.people(request, f"{role.value}_backup", desk)) for role in MeetingRole)
    meeting = edited(
        it.meeting,
        facilitator=chosen[MeetingRole.FACILITATOR],
        note_taker=chosen[MeetingRole.NOTE_TAKER],
        timekeeper=chosen[MeetingRole.TIMEKEEPER],
        backups=backups,
    )
    saved(meeting, it, desk)
    return Reply(card=view.roles_saved(meeting, scene(desk, it.team)))


def _series(request: Press, desk: Desk) -> tuple[Series, Team]:
    series = desk.work.meetings.series(request.subject)
    team = desk.work.teams.get(series.team) if series else None
    if series is None or team is None:
        raise Refusal(Why.NOT_FOUND)
    require(desk, team)
    return series, team


def _stands(it: Held, meeting: Meeting, desk: Desk, after: Meeting | None = None) -> Reply:
    return Reply(card=view.state(it.series, meeting, scene(desk, it.team), after=after))


def _told(meeting: Meeting, desk: Desk) -> None:
    """Whoever saw the agenda reads in its thread what became of it."""
    if meeting.posts:
        planning.say(Kind.AGENDA_CHANGED, meeting, desk.work)


def _one(people: tuple[Person, ...]) -> str | None:
    return people[0].id if people else None


def _user(person: Person, desk: Desk) -> str | None:
    here = (desk.platform, desk.caller.handle.workspace)
    return next((handle.user for handle in person.handles if (handle.platform, handle.workspace) == here), None)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
