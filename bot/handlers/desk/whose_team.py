"""Which team is meant where nobody named one, and what the caller is to a team."""

from collections.abc import Sequence

from bot.domain.refusals import Refusal, Why
from bot.domain.team import Membership, Team
from bot.domain.team_permission import TeamMove, require_for_team, team_roles
from bot.domain.vocabulary import Role
from bot.handlers.desk.desk import Desk


def near(desk: Desk) -> Team | None:
    """The team of this channel, or the only one there is or that the caller is on; None: ask."""
    place, teams = desk.place(), every(desk)
    if place and place.team:
        return desk.work.teams.get(place.team)
    fitting = mine(desk) if len(teams) > 1 else teams
    return fitting[0] if len(fitting) == 1 else None


def named(id: str, desk: Desk) -> Team:
    """The team a button or form names."""
    team = desk.work.teams.get(id)
    if team is None:
        raise Refusal(Why.NOT_FOUND)
    return team


def every(desk: Desk) -> Sequence[Team]:
    teams = desk.work.teams.all()
    if not teams:
        raise Refusal(Why.NO_TEAM)
    return teams


def mine(desk: Desk) -> list[Team]:
    """The teams that the caller is on, in whatever role."""
    ids = {one.team for one in _memberships(desk)}
    return [team for team in desk.work.teams.all() if team.id in ids] if ids else []


def own_here(desk: Desk) -> Team | None:
    """The channel's, if the caller is on it; or else their only one."""
    place, own = desk.place(), mine(desk)
    here = next((team for team in own if place is not None and team.id == place.team), None)
    return here or (own[0] if len(own) == 1 else None)


def held(about: Team, desk: Desk) -> frozenset[Role]:
    """What the caller is to this team."""
    return team_roles(desk.known, about, _memberships(desk))


def require(move: TeamMove, about: Team, desk: Desk) -> None:
    require_for_team(move, held(about, desk))


def _memberships(desk: Desk) -> Sequence[Membership]:
    return desk.work.teams.memberships(desk.known.id) if desk.known else ()
