"""Who may do what: one table, role × move, asked on the loaded row when it counts."""

from collections.abc import Iterable

from bot.domain.challenge import Challenge
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Membership, Person
from bot.domain.vocabulary import Duty, Move, Role, Visibility

_REPORTERS = frozenset({Role.REPORTER})
_ASKED = frozenset({Role.REPORTER, Role.AFFECTED})
_LEADS = frozenset({Role.LEAD, Role.COACH, Role.COORDINATOR})
_OWNERS = frozenset({Role.ASSIGNEE, Role.LEAD, Role.COORDINATOR})

MAY: dict[Move, frozenset[Role]] = {
    Move.REPORT: frozenset({Role.MEMBER}),
    Move.ADD_DETAILS: _REPORTERS,
    Move.SET_VISIBILITY: _REPORTERS,
    Move.ASK: _LEADS,
    Move.ANSWER: _REPORTERS,
    Move.TRIAGE: _LEADS,
    Move.ASSIGN: frozenset({Role.LEAD, Role.COORDINATOR}),
    Move.ADD_STEP: _OWNERS | {Role.COACH, Role.DECISION_MAKER},
    Move.STEP_DONE: _OWNERS | {Role.STEP_OWNER},
    Move.NOTE: frozenset({Role.MEMBER}),
    Move.WAIT: _OWNERS,
    Move.AFFECTS_ME: frozenset({Role.MEMBER}),
    Move.MERGE: _LEADS,
    Move.REDIRECT: _LEADS,
    Move.WITHDRAW: _REPORTERS,
    Move.REPORT_REMOVAL: _OWNERS,
    Move.VERDICT: _ASKED,
    Move.CONVERSATION: frozenset({Role.LEAD, Role.COORDINATOR}),
    Move.CLOSE: frozenset({Role.LEAD, Role.COORDINATOR}),
    Move.SUSTAIN: _ASKED,
    Move.REVIEW: frozenset({Role.MEMBER}),  # in a review, and whose that is `TEAM_MAY` says
    Move.HAND_OVER: frozenset({Role.CLOCK}),
    Move.UNFOLLOW: frozenset({Role.CLOCK}),
    Move.WAKE: frozenset({Role.CLOCK}),
}

BY_THE_CLOCK = frozenset(move for move, roles in MAY.items() if roles == {Role.CLOCK})
"""The bot's own moves: no button, no word and no person makes them."""

NOT_BY_ASSIGNEE = frozenset({Move.CONVERSATION, Move.CLOSE})
"""Nobody finds their own work sufficient, whatever else they are: another lead does, or the coordinator. It stays
their own when they hand it on before the end."""

CHECKS = frozenset({Duty.CONVERSATION, Duty.CLOSE})
"""What is owed when one of those moves is due."""


def roles(person: Person | None, row: Challenge, memberships: Iterable[Membership]) -> frozenset[Role]:
    """What `person` is to `row`; None is somebody who opened an unlinked report with its code.

    `memberships` are the person's own. A coordinator's or liaison's role reaches every team of the organization.
    """
    if person is None:
        return frozenset({Role.REPORTER}) if row.visibility is Visibility.UNLINKED else frozenset()
    if person.org != row.org or not person.present:
        return frozenset()
    wide = {Role.COORDINATOR, Role.LIAISON}
    held = {m.role for m in memberships if m.team == row.team or m.role in wide}
    held.add(Role.MEMBER)
    if person.admin:
        held.add(Role.ADMIN)
    if person.id == row.reporter:
        held.add(Role.REPORTER)
    if person.id in row.also_affected:
        held.add(Role.AFFECTED)
    if person.id == row.assignee:
        held.add(Role.ASSIGNEE)
    if person.id in row.assigned_to:
        held.add(Role.WORKED_ON_IT)
    if person.id == row.decision_maker:
        held.add(Role.DECISION_MAKER)
    if any(step.owner == person.id for step in row.steps):
        held.add(Role.STEP_OWNER)
    return frozenset(held)


def may(move: Move, held: frozenset[Role]) -> bool:
    return bool(MAY[move] & held) and not (move in NOT_BY_ASSIGNEE and {Role.ASSIGNEE, Role.WORKED_ON_IT} & held)


def require(move: Move, held: frozenset[Role]) -> None:
    if may(move, held):
        return
    if MAY[move] & held:
        raise Refusal(Why.NOT_ALLOWED, move=move, roles=MAY[move], assigned=True)
    raise Refusal(Why.NOT_ALLOWED, move=move, roles=MAY[move])


def sees_reporter(row: Challenge, held: frozenset[Role]) -> bool:
    """Whether somebody with these roles may read who reported it; for cards in a channel, pass no roles."""
    match row.visibility:
        case Visibility.NAMED:
            return True
        case Visibility.CONFIDENTIAL:
            return bool(held & {Role.COORDINATOR, Role.REPORTER})
        case Visibility.UNLINKED:
            return False
