"""The pulse: asked of a team at the end of a meeting, tapped once by each, closed on the next school day."""

from datetime import datetime

from bot.domain.pulse import FEWEST, Pulse, Step
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import agreement_desk
from bot.handlers.desk import whose_team
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.requests import Press, Reply
from bot.ports import AlarmKind, Intent, Kind, Work
from bot.ui.views import pulse as view


def open(team: Team, work: Work, now: datetime) -> Pulse | None:
    """Ask the team, in all its channels. None without agreements, or where even all together would be too few to
    show an answer; while one stands, that one."""
    if not work.agreements.hold(team.id).agreed or _too_few(team, work):
        return None
    standing = work.pulses.standing(team.id)
    if standing is not None:
        return standing
    new = Pulse(team.org, new_id(), team.id, now, work.calendar().ring(now, 1, team.time_zone))
    work.pulses.open(new)
    _draw(new, work)
    work.alarms.set(AlarmKind.PULSE, new.id, new.closes_at)
    return new


def ask_for(team: Team, desk: Desk) -> Reply:
    whose_team.require(TeamMove.PULSE, team, desk)
    if open(team, desk.work, desk.now) is None:
        w = desk.words
        told = w("Nobody was asked: with fewer than {count} people, no answer could be shown.", count=FEWEST)
        return agreement_desk.shown(team, desk, done=told if _too_few(team, desk.work) else "")
    return Reply(card=view.opened(desk.words))


def ask_pressed(request: Press, desk: Desk) -> Reply:
    return ask_for(whose_team.named(request.subject, desk), desk)


def tap(request: Press, desk: Desk) -> Reply:
    """Count it, once for each person on the team; which one was tapped is tied to nobody."""
    pulse, step = desk.work.pulses.get(request.subject), request.args.get("step", "")
    if pulse is None or step not in set(Step):
        raise Refusal(Why.NOT_FOUND)
    whose_team.require(TeamMove.CONSENT, whose_team.named(pulse.team, desk), desk)
    if pulse.closed or desk.known is None:
        return Reply(card=view.closed(desk.words))
    first = desk.work.pulses.count(pulse.id, desk.known.id, Step(step))
    return Reply(card=view.counted(desk.words) if first else view.counted_before(desk.words))


def _too_few(team: Team, work: Work) -> bool:
    return sum(person.present for person in work.teams.members(team.id)) < FEWEST


def close(id: str, work: Work, _: datetime) -> None:
    pulse = work.pulses.close(id)
    if pulse is not None:
        _draw(pulse, work)


def _draw(pulse: Pulse, work: Work) -> None:
    for place in work.places.triage(pulse.team):
        work.outbox.put(Intent(Kind.PULSE, pulse.id, place.id))
