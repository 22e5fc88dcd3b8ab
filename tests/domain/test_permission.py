"""Who may do what."""

from dataclasses import replace

import pytest

from bot.domain.challenge import Challenge, Step
from bot.domain.permission import MAY, may, require, roles, sees_reporter
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Membership, Person
from bot.domain.vocabulary import Move, Role, Visibility
from tests.domain.lives import reported

ANA = Person("district", "ana", "Ana")


def member(team: str, role: Role) -> Membership:
    return Membership("district", team, ANA.id, role)


@pytest.mark.parametrize("move", Move)
def test_every_move_is_somebodys(move: Move) -> None:
    assert MAY[move]


@pytest.mark.parametrize(("move", "role"), [(move, role) for move in Move for role in sorted(MAY[move])])
def test_a_role_may_what_the_table_says(move: Move, role: Role) -> None:
    require(move, frozenset({Role.MEMBER, role}))


@pytest.mark.parametrize(("move", "role"), [(move, role) for move in Move for role in sorted(set(Role) - MAY[move])])
def test_a_role_may_nothing_else(move: Move, role: Role) -> None:
    with pytest.raises(Refusal) as refused:
        require(move, frozenset({role}))
    assert not may(move, frozenset({role}))
    assert (refused.value.why, refused.value.facts) == (Why.NOT_ALLOWED, {"move": move, "roles": MAY[move]})


def test_the_assignee_neither_closes_nor_gives_the_verdict() -> None:
    assert Role.ASSIGNEE not in MAY[Move.CLOSE] | MAY[Move.VERDICT] | MAY[Move.CONVERSATION]


@pytest.mark.parametrize("move", [Move.CLOSE, Move.CONVERSATION])
@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_whoever_was_assigned_does_not_end_it_whatever_else_they_are(move: Move, role: Role) -> None:
    with pytest.raises(Refusal) as refused:
        require(move, frozenset({Role.MEMBER, role, Role.ASSIGNEE}))
    assert refused.value.why is Why.NOT_ALLOWED
    assert refused.value.facts["assigned"] is True
    assert not may(move, frozenset({role, Role.ASSIGNEE}))


@pytest.mark.parametrize(
    ("row", "role"),
    [
        (replace(reported(), reporter="ana"), Role.REPORTER),
        (replace(reported(), also_affected=("teacher", "ana")), Role.AFFECTED),
        (replace(reported(), assignee="ana"), Role.ASSIGNEE),
        (replace(reported(), decision_maker="ana"), Role.DECISION_MAKER),
        (replace(reported(), steps=(Step("a", "x"), Step("b", "ana"))), Role.STEP_OWNER),
    ],
)
def test_what_somebody_is_to_a_row_comes_from_the_row(row: Challenge, role: Role) -> None:
    assert roles(ANA, row, []) == {Role.MEMBER, role}
    assert roles(replace(ANA, id="ben"), row, []) == {Role.MEMBER}


def test_a_lead_leads_their_own_team_only() -> None:
    assert Role.LEAD in roles(ANA, reported(), [member("leaders", Role.LEAD)])
    assert Role.LEAD not in roles(ANA, reported(), [member("another team", Role.LEAD)])


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON])
def test_a_coordinator_and_a_liaison_reach_every_team(role: Role) -> None:
    assert role in roles(ANA, reported(), [member("another team", role)])


@pytest.mark.parametrize("person", [replace(ANA, org="another district"), replace(ANA, gone=True)])
def test_who_is_not_of_the_organization_any_more_is_nothing_to_its_rows(person: Person) -> None:
    row = replace(reported(), reporter="ana", assignee="ana")
    assert roles(person, row, [member("leaders", Role.LEAD)]) == frozenset()


def test_a_code_makes_a_reporter_of_an_unlinked_report_only() -> None:
    assert roles(None, reported(Visibility.UNLINKED), []) == {Role.REPORTER}
    assert roles(None, reported(Visibility.NAMED), []) == frozenset()
    assert roles(None, reported(Visibility.CONFIDENTIAL), []) == frozenset()


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.NAMED, set(Role)),
        (Visibility.CONFIDENTIAL, {Role.COORDINATOR, Role.REPORTER}),
        (Visibility.UNLINKED, set()),
    ],
)
def test_who_reads_the_reporters_name(visibility: Visibility, who: set[Role]) -> None:
    row = replace(reported(), visibility=visibility)
    assert {role for role in Role if sees_reporter(row, frozenset({role}))} == who
    assert sees_reporter(row, frozenset()) is (visibility is Visibility.NAMED)
