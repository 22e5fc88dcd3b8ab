"""The monthly review: a team goes through its open challenges one at a time, and stamps each."""

from datetime import timedelta

from bot.domain.challenge import Challenge
from bot.domain.changes import Closed, Reviewed
from bot.domain.refusals import Refusal, Why
from bot.domain.review import Month, Stage, Walk, decision
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.domain.vocabulary import Decision
from bot.handlers.challenges import record
from bot.handlers.desk import whose_team
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.requests import Press, Reply
from bot.handlers.upkeep import review_walk
from bot.ports import Work
from bot.ui.text import Said, plain
from bot.ui.views import reviews as view
from bot.ui.views.scene import say

AT_ONCE = timedelta(minutes=1)


def start(request: Press, desk: Desk) -> Reply:
    """A review of this month, by a new card in the team's channels; one that was stopped goes on in it."""
    return _start(_team(request.subject, desk), desk, anew=bool(request.args.get("anew")))


def typed(desk: Desk) -> Reply:
    """The review of the channel's team; elsewhere, of the only team whose review the caller may hold."""
    place, mine = desk.place(), whose_team.mine(desk)
    if place is not None and place.team:
        return _start(_team(place.team, desk), desk)
    if len(mine) == 1:
        return _start(_team(mine[0].id, desk), desk)
    return Reply(card=view.which_team(desk.words, [(team.id, team.name) for team in mine]))


def keep(request: Press, desk: Desk) -> Reply:
    """The stamp: what it was decided follows from what was done to the challenge while the team looked at it."""
    return _stamp(request, desk, close=False)


def close(request: Press, desk: Desk) -> Reply:
    return _stamp(request, desk, close=True)


def skip(request: Press, desk: Desk) -> Reply:
    """On to the next one; this one stays without a stamp."""
    walk, w = _walk(request.subject, desk), desk.words
    if walk.stage is not Stage.RUNNING or walk.version != request.version:
        return Reply(line=plain(w("The review has gone on. The card shows where it stands.")))
    review_walk.go_on(walk, desk.work, skip=True)
    return Reply()


def stop(request: Press, desk: Desk) -> Reply:
    """For now: it goes on when somebody says so, here or on the other platform."""
    walk = _walk(request.subject, desk)
    if walk.stage is Stage.RUNNING:
        review_walk.save(walk.stop(), desk.work)
    return Reply()


def resume(request: Press, desk: Desk) -> Reply:
    walk = _walk(request.subject, desk)
    if walk.stage is Stage.STOPPED:
        review_walk.go_on(walk, desk.work)
    return Reply()


def _start(team: Team, desk: Desk, *, anew: bool = False) -> Reply:
    """One that is under way keeps its card, until somebody wants it below (`anew`)."""
    w, month = desk.words, Month.of(desk.now, team.time_zone)
    pending = desk.work.reviews.pending(team.id, month)
    if not pending:
        return Reply(card=view.all_reviewed(w, month, stamped=len(desk.work.reviews.stamps(team.id, month))))
    channels = desk.work.places.triage(team.id)
    if not channels:
        raise Refusal(Why.NO_TEAM)
    before = desk.work.reviews.latest(team.id)
    running = before is not None and before.stage is Stage.RUNNING and before.month == month
    if before is not None and running and not anew and not _just_begun(before, desk):
        review_walk.redraw(before, desk.work)
        row = desk.work.challenges.get(before.at)
        return Reply(card=view.under_way(w, team.id, month, row.number if row else 0))
    if before is None or not (running and _just_begun(before, desk)):
        turn = before.turn + 1 if before else 1
        walk = Walk(team.org, new_id(), team.id, turn, month, desk.now, desk.me().id, version=0).on_to(pending)
        review_walk.save(walk, desk.work)
        if before is not None and before.stage is not Stage.DONE:
            review_walk.redraw(before, desk.work)
    place = desk.place()
    if place is not None and place.team == team.id:
        return Reply()
    return Reply(line=say(w("The review has begun in {place}."), place=Said(channels[0].name or team.name)))


def _just_begun(walk: Walk, desk: Desk) -> bool:
    """Two who begin it at once begin one review."""
    return desk.now - walk.started_at < AT_ONCE


def _stamp(request: Press, desk: Desk, *, close: bool) -> Reply:
    row = desk.row(request.subject)
    team = _team(row.team, desk)
    walk, month = desk.work.reviews.latest(team.id), Month.of(desk.now, team.time_zone)
    if walk is None or walk.month != month:
        return Reply(card=view.over(desk.words, team.id, month))
    if row.reviewed and row.reviewed.month == str(month):
        w, who = desk.words, desk.who(row.reviewed.by)
        return Reply(line=say(w("{who} has reviewed {row} already."), who=who, row=f"#{row.number}"))
    review_walk.redraw(walk, desk.work)  # before the challenge's own card: the whole team waits for this one
    found = Decision.CLOSED if close else decided(row, walk, desk.work)
    row = record.make(desk, row, Reviewed(str(month), found), version=request.version)
    if close:
        record.make(desk, row, Closed())
    elif walk.at == row.id:
        review_walk.go_on(walk, desk.work)
    return Reply()


def decided(row: Challenge, walk: Walk, work: Work) -> Decision:
    if walk.at != row.id:
        return Decision.KEPT
    return decision(event for event in work.challenges.history(row.id) if event.seq > walk.seen)


def _walk(id: str, desk: Desk) -> Walk:
    """The walk of a card that was pressed; an older one's is over."""
    walk = desk.work.reviews.walk(id)
    if walk is None:
        raise Refusal(Why.NOT_FOUND)
    _team(walk.team, desk)
    latest = desk.work.reviews.latest(walk.team)
    if latest is None or latest.id != walk.id:
        raise Refusal(Why.OUT_OF_DATE)
    return walk


def _team(id: str, desk: Desk) -> Team:
    team = whose_team.named(id, desk)
    whose_team.require(TeamMove.REVIEW, team, desk)
    return team
