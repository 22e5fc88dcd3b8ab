"""Successes: told in words or by form, shown, sent to another team, and taken back by whoever told them or a lead."""

from bot.domain.meeting import MeetingState
from bot.domain.refusals import Refusal, Why
from bot.domain.success import Success, span
from bot.domain.team import Place, Team
from bot.domain.team_permission import TEAM_MAY, TeamMove
from bot.handlers.desk import answers, code_words, kept_words, scenes, whose_team
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.drawing import Redraw, key
from bot.handlers.desk.kept_words import Halt
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission
from bot.handlers.meetings.meeting_desk import may, scene
from bot.handlers.upkeep import planning
from bot.ports import Intent, Kind, Message, Work
from bot.ui.form import Form
from bot.ui.views import successes as view
from bot.ui.words import words as words_in

_LIMITS = {"words": view.MOST}


def typed(words: str, request: Invocation, desk: Desk) -> Reply:
    """Told as it stands, unless something has to be asked first."""
    words, team = answers.with_names(words, request.people).strip(), whose_team.near(desk)
    halt = kept_words.check({"words": words}, _LIMITS, desk.words)
    if not words or halt or team is None or request.bare:
        return Reply(form=_form(words, team, desk, halt))
    return _told(words, team, desk)


def open_form(request: Press, desk: Desk) -> Reply:
    words = request.args.get("words", "")
    team = desk.work.teams.get(request.args.get("team", "")) or whose_team.near(desk)
    return Reply(form=_form(words, team, desk, kept_words.check({"words": words}, _LIMITS, desk.words)))


def submit(request: Submission, desk: Desk) -> Reply:
    words, teams = answers.text(request, "words"), desk.work.teams.all()
    team = teams[0] if len(teams) == 1 else desk.work.teams.get(answers.text(request, "team"))
    halt = kept_words.check({"words": words}, _LIMITS, desk.words, cleared=kept_words.cleared(request))
    if not words:
        raise Refusal(Why.EMPTY, field="words")
    if halt:
        return Reply(form=_form(words, team, desk, halt))
    if team is None:
        raise Refusal(Why.NO_TEAM if not teams else Why.EMPTY, field="team")
    return _told(words, team, desk)


def show(request: Press, desk: Desk) -> Reply:
    success, team = _of(request, desk)
    sends, ends = _sends(success, team, desk), _ends(success, team, desk)
    return Reply(card=view.whole(success, team.name, scene(desk, team), sends=sends, ends=ends))


def send_form(request: Press, desk: Desk) -> Reply:
    success, team = _of(request, desk)
    _require_sends(success, team, desk)
    return Reply(form=view.send_form(desk.words, success, _others(team, desk)))


def send(request: Submission, desk: Desk) -> Reply:
    success, team = _of(request, desk)
    _require_sends(success, team, desk)
    others, to = _others(team, desk), answers.text(request, "team")
    name = dict(others).get(to)
    places = desk.work.places.triage(to) if name else ()
    if name is None or not places:
        w = desk.words
        why = w("I am in no channel of this team. Choose another one.") if name else w("Choose a team.")
        return Reply(form=view.send_form(w, success, others, errors=(("team", why),)))
    for place in places:
        desk.work.outbox.put(Intent(Kind.SUCCESS, success.id, place.id))
    return Reply(line=view.sent(name, desk.words))


def take_back(request: Press, desk: Desk) -> Reply:
    """Its words leave the record, the agendas and the channels that they were sent to; where it was not its author
    who wanted that, they are told."""
    success, team = _of(request, desk)
    if _ends(success, team, desk) is None:
        raise Refusal(Why.NOT_ALLOWED, move=TeamMove.UNTELL, roles=TEAM_MAY[TeamMove.UNTELL])
    work = desk.work
    author = work.places.personal(success.who)
    if not _own(success, desk) and author is not None and author.gone is None:
        work.outbox.put(Intent(Kind.SUCCESS, success.id, author.id))
    work.successes.erase(success.id)
    posted = {posting.place for posting in work.postings.of(success.id, Kind.SUCCESS)}
    on_the_way = {line.intent.place for line in work.outbox.ledger(success.id)}
    for place in sorted(posted | on_the_way):
        work.outbox.put(Intent(Kind.SUCCESS, success.id, place))
    meetings = work.meetings.of_team(team.id, MeetingState.POSTED, MeetingState.OVER, limit=planning.MANY)
    for meeting in meetings:
        since, until = span(meeting, meetings)
        if meeting.posts and success.at <= until and (since is None or success.at > since):
            planning.draw(meeting, work)
    return Reply(card=view.taken_back(desk.words), replace=True)


def passed_on(intent: Intent, place: Place, work: Work) -> Message | Redraw | None:
    """For everybody in another team's channel, as it is now; for its author, that it was removed."""
    success = work.successes.get(intent.subject)
    if place.person is not None:
        to = words_in(scenes.language(place, None, work))
        return Message(key(intent), card=view.removed(to)) if success is None else None
    shown = work.postings.get(place.id, intent.subject, Kind.SUCCESS)
    w = words_in(scenes.language(place, None, work))
    if success is None:
        return Redraw(shown.ref, Message(key(intent), card=view.taken_back(w))) if shown else None
    team = work.teams.get(success.team)
    if team is None or place.team in (None, team.id):
        return None
    message = Message(key(intent), card=view.passed_on(success, team.name, w))
    return Redraw(shown.ref, message) if shown else message


def _told(words: str, team: Team, desk: Desk) -> Reply:
    code_words.refuse([words], desk.work)
    success = Success(team.org, new_id(), team.id, desk.me().id, words, desk.now)
    desk.work.successes.add(success)
    planning.redraw(team.id, desk.work, desk.now)
    return Reply(card=view.told(success, team.name, desk.words, sends=_sends(success, team, desk)))


def _form(words: str, team: Team | None, desk: Desk, halt: Halt) -> Form:
    teams = [(one.id, one.name) for one in desk.work.teams.all()]
    errors = tuple(halt.errors.items())
    chosen = team.id if team else ""
    return view.success_form(desk.words, words, teams=teams, team=chosen, found=halt.found, errors=errors)


def _of(request: Press | Submission, desk: Desk) -> tuple[Success, Team]:
    success = desk.work.successes.get(request.subject)
    team = desk.work.teams.get(success.team) if success else None
    if success is None or team is None:
        raise Refusal(Why.NOT_FOUND)
    return success, team


def _own(success: Success, desk: Desk) -> bool:
    return desk.known is not None and desk.known.id == success.who


def _ends(success: Success, team: Team, desk: Desk) -> view.Ends | None:
    """How the caller may end it."""
    if _own(success, desk):
        return view.Ends.TAKE_BACK
    return view.Ends.REMOVE if may(desk, team, TeamMove.UNTELL) else None


def _may_send(success: Success, team: Team, desk: Desk) -> bool:
    return _own(success, desk) or may(desk, team, TeamMove.SPREAD)


def _sends(success: Success, team: Team, desk: Desk) -> bool:
    return _may_send(success, team, desk) and bool(_others(team, desk))


def _require_sends(success: Success, team: Team, desk: Desk) -> None:
    if not _may_send(success, team, desk):
        raise Refusal(Why.NOT_ALLOWED, move=TeamMove.SPREAD, roles=TEAM_MAY[TeamMove.SPREAD])
    if not _others(team, desk):
        raise Refusal(Why.NOT_FOUND)


def _others(team: Team, desk: Desk) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in desk.work.teams.all() if one.id != team.id]
