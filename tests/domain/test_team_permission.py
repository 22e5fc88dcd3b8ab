"""Who may do what for a whole team."""

from dataclasses import replace

import pytest

from bot.domain.refusals import Refusal, Why
from bot.domain.team import Membership, Person, Team
from bot.domain.team_permission import TEAM_MAY, TeamMove, may_for_team, require_for_team, team_roles
from bot.domain.vocabulary import Role

ANA = Person("district", "ana", "Ana")
TEAM = Team("district", "slt", "School leadership team")


def member(role: Role, team: str = TEAM.id) -> Membership:
    return Membership("district", team, ANA.id, role)


@pytest.mark.parametrize("move", TeamMove)
def test_every_move_is_somebodys(move: TeamMove) -> None:
    assert TEAM_MAY[move]


@pytest.mark.parametrize(("move", "role"), [(move, role) for move in TeamMove for role in sorted(TEAM_MAY[move])])
def test_a_role_may_what_the_table_says(move: TeamMove, role: Role) -> None:
    require_for_team(move, frozenset({role}))
    assert may_for_team(move, frozenset({role}))


@pytest.mark.parametrize(
    ("move", "role"), [(move, role) for move in TeamMove for role in sorted(set(Role) - TEAM_MAY[move])]
)
def test_a_role_may_nothing_else(move: TeamMove, role: Role) -> None:
    with pytest.raises(Refusal) as refused:
        require_for_team(move, frozenset({role}))
    assert (refused.value.why, refused.value.facts) == (Why.NOT_ALLOWED, {"move": move, "roles": TEAM_MAY[move]})


@pytest.mark.parametrize(
    ("memberships", "held"),
    [
        ([], set()),
        ([member(Role.LEAD)], {Role.LEAD, Role.MEMBER}),
        ([member(Role.MEMBER)], {Role.MEMBER}),
        ([member(Role.LEAD, "another team")], set()),
        ([member(Role.COORDINATOR, "another team")], {Role.COORDINATOR}),
        ([member(Role.LIAISON, "another team"), member(Role.COACH)], {Role.LIAISON, Role.COACH, Role.MEMBER}),
    ],
)
def test_what_somebody_is_to_a_team(memberships: list[Membership], held: set[Role]) -> None:
    assert team_roles(ANA, TEAM, memberships) == held


def test_an_administrator_is_one_everywhere_in_the_organization() -> None:
    assert team_roles(replace(ANA, admin=True), TEAM, []) == {Role.ADMIN}


@pytest.mark.parametrize("nobody", [None, replace(ANA, gone=True), replace(ANA, org="another district")])
def test_who_is_unknown_gone_or_elsewhere_is_nothing_to_it(nobody: Person | None) -> None:
    assert team_roles(nobody, TEAM, [member(Role.LEAD), member(Role.COORDINATOR)]) == frozenset()
