"""Whose agreements a request is about, and what the caller may do with them."""

from collections.abc import Sequence

from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.domain.team_permission import TEAM_MAY, TeamMove, may_for_team, require_for_team, team_roles
from bot.handlers.desk import Desk
from bot.handlers.requests import Reply
from bot.ui.limits import BUTTONS
from bot.ui.views import agreements as view


def team(id: str, desk: Desk) -> Team:
    """The team a button or form names."""
    found = desk.work.teams.get(id)
    if found is None:
        raise Refusal(Why.NOT_FOUND)
    return found


def near(desk: Desk) -> Team | None:
    """The team of this channel, or the only one there is or that the caller is on; None: ask."""
    place = desk.place()
    if place and place.team:
        return team(place.team, desk)
    teams = own(desk)
    return teams[0] if len(teams) == 1 else None


def own(desk: Desk) -> Sequence[Team]:
    """The caller's teams; of somebody on none, all there are."""
    teams = desk.work.teams.all()
    if not teams:
        raise Refusal(Why.NO_TEAM)
    mine = {one.team for one in desk.work.teams.memberships(desk.known.id)} if desk.known else set()
    return [one for one in teams if one.id in mine] or teams


def may(about: Team, desk: Desk) -> frozenset[TeamMove]:
    memberships = desk.work.teams.memberships(desk.known.id) if desk.known else ()
    held = team_roles(desk.known, about, memberships)
    return frozenset(move for move in TEAM_MAY if may_for_team(move, held))


def require(move: TeamMove, about: Team, desk: Desk) -> None:
    memberships = desk.work.teams.memberships(desk.known.id) if desk.known else ()
    require_for_team(move, team_roles(desk.known, about, memberships))


def which(desk: Desk) -> Reply:
    """Ask whose agreements are meant."""
    named = [(one.id, one.name) for one in own(desk)]
    return Reply(card=view.which_team(desk.words, named if len(named) <= BUTTONS else ()))


def shown(about: Team, desk: Desk, *, done: str = "") -> Reply:
    """The agreements as they are, for the caller. `done`: what was just done."""
    it = desk.work.agreements.get(about.id)
    waiting = [one for one in desk.work.agreements.proposals(about.id) if one.number > it.considered]
    card = view.show(
        it,
        about,
        desk.words,
        person=desk.known.id if desk.known else "",
        may=may(about, desk),
        proposals=len(waiting),
        done=done,
    )
    return Reply(card=card)


def changed_meanwhile(about: Team, desk: Desk) -> Reply:
    """The answer to a button of an earlier state: nothing is done, and it shows how things are."""
    w = desk.words
    return shown(about, desk, done=w("Nothing was done: they were changed in the meantime. This is how they are now."))
