"""Who may do what for a whole team: one table, role × move, asked on the loaded team when it counts."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.refusals import Refusal, Why
from bot.domain.team import Membership, Person, Team
from bot.domain.vocabulary import Role


class TeamMove(StrEnum):
    """What people do for a team as a whole, not to one challenge."""

    SCHEDULE = "schedule"
    """Make, change, skip, move, post and cancel its meetings."""
    SHARE_ROLES = "roles"
    """Say who leads a meeting, takes notes and keeps the time."""
    SET_CALENDAR = "calendar"
    """Say which days there is no school, for the whole organization."""
    MINUTES = "minutes"
    """Put the minutes of its meetings right, and confirm them."""
    SPREAD = "spread"
    """Send a success of its own to another team."""
    UNTELL = "untell"
    """Remove a success of its own that somebody else told."""
    REVIEW = "review"
    """Go through its open challenges and stamp them."""

    PROPOSE = "propose"
    """Propose a group agreement, in private."""
    CONSENT = "consent"
    """Say whether one can live with the wording; count in a pulse."""
    WORD = "word"
    """Word the agreements out of the proposals, ask the team about them, keep and retire them."""
    PULSE = "pulse"
    """Ask the team how well it kept its agreements."""


_LEADS = frozenset({Role.LEAD, Role.COACH, Role.COORDINATOR})
_TEAM = frozenset({Role.MEMBER})

TEAM_MAY: dict[TeamMove, frozenset[Role]] = {
    TeamMove.SCHEDULE: _LEADS,
    TeamMove.SHARE_ROLES: _LEADS | {Role.MEMBER},
    TeamMove.PROPOSE: _TEAM,
    TeamMove.CONSENT: _TEAM,
    TeamMove.WORD: _LEADS,
    TeamMove.PULSE: _LEADS,
    TeamMove.SET_CALENDAR: frozenset({Role.COORDINATOR, Role.ADMIN}),
    TeamMove.MINUTES: _LEADS | {Role.MEMBER},
    TeamMove.SPREAD: _LEADS | {Role.MEMBER},
    TeamMove.UNTELL: _LEADS,
    TeamMove.REVIEW: _LEADS | {Role.MEMBER},
}

_WIDE = frozenset({Role.COORDINATOR, Role.LIAISON})


def team_roles(person: Person | None, team: Team, memberships: Iterable[Membership]) -> frozenset[Role]:
    """What `person` is to `team`; `memberships` are the person's own.

    MEMBER is who is on the team, in whatever role. A coordinator's or liaison's role reaches every team.
    """
    if person is None or person.org != team.org or not person.present:
        return frozenset()
    mine = tuple(memberships)
    held = {m.role for m in mine if m.team == team.id or m.role in _WIDE}
    if any(m.team == team.id for m in mine):
        held.add(Role.MEMBER)
    if person.admin:
        held.add(Role.ADMIN)
    return frozenset(held)


def may_for_team(move: TeamMove, held: frozenset[Role]) -> bool:
    return bool(TEAM_MAY[move] & held)


def require_for_team(move: TeamMove, held: frozenset[Role]) -> None:
    if not may_for_team(move, held):
        raise Refusal(Why.NOT_ALLOWED, move=move, roles=TEAM_MAY[move])
