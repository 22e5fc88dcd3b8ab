"""Who there is: organizations, teams, people under every name they have, and the places they talk in."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.team import Clocks, Handle, Membership, Organization, Person, Team
from bot.domain.vocabulary import Level, Platform, Role, Visibility
from bot.ports import Session, Work
from bot.storage.store import DatabaseStore
from tests.storage.district import CHANNEL, HANDLE, LEAD, ORG, PRIVATE, TEACHER, TEAM, TWIN, person, settle
from tests.support.walks import REPORTER

T_HANDLE = Handle(Platform.TEAMS, "tenant-5", "aad-1")


@pytest.fixture(autouse=True)
async def district(store: DatabaseStore) -> None:
    await store.write(settle)


def work(session: Session) -> Work:
    return session.work(ORG)


def meet(who: Person) -> Callable[[Session], None]:
    return lambda session: work(session).people.save(who)


async def named(store: DatabaseStore, name: str) -> list[str]:
    return [it.name for it in await store.read(lambda s: work(s).people.named(name))]


async def test_a_person_is_found_by_any_word_of_their_name_whatever_the_case_and_accents(store: DatabaseStore) -> None:
    for name in ("José Núñez-Ortega", "Joselyn Ray", "Ray Jose", "O'Neil, Ann", "Jo"):
        await store.write(meet(person(f"id of {name}", name)))
    assert await named(store, "jose") == ["José Núñez-Ortega", "Joselyn Ray", "Ray Jose"]
    assert await named(store, "JOSÉ NUN") == ["José Núñez-Ortega"]
    assert await named(store, "ortega") == ["José Núñez-Ortega"]
    assert await named(store, "ose") == []
    assert await named(store, "jo") == ["Jo", "José Núñez-Ortega", "Joselyn Ray", "Ray Jose"]
    assert await named(store, "o'neil") == ["O'Neil, Ann"]
    assert [await named(store, it) for it in ("", "%", "_", " ")] == [[], [], [], []]


async def test_who_left_is_known_by_id_and_not_offered(store: DatabaseStore) -> None:
    gone = replace(person("p1", "Gone Person"), gone=True)
    await store.write(lambda s: work(s).people.save(gone))
    assert await named(store, "gone") == []
    assert gone not in await store.read(lambda s: work(s).people.all())
    assert await store.read(lambda s: work(s).people.get("p1")) == gone


@pytest.mark.parametrize(("guest", "offered"), [(None, True), (False, True), (True, False)])
async def test_a_guest_is_known_by_id_and_not_offered(store: DatabaseStore, guest: bool | None, offered: bool) -> None:
    met = replace(person("p1", "Passing Guest"), guest=guest)
    await store.write(lambda s: work(s).people.save(met))
    assert await named(store, "passing") == ["Passing Guest"] * offered
    assert (met in await store.read(lambda s: work(s).people.all())) is offered
    assert await store.read(lambda s: work(s).people.get("p1")) == met


async def test_a_person_has_handles_on_both_platforms_in_their_order(store: DatabaseStore) -> None:
    both = Person(ORG, "p1", "Ana", "es", "America/Chicago", admin=True, handles=(T_HANDLE, replace(HANDLE, user="U2")))
    await store.write(lambda s: work(s).people.save(both))
    assert await store.read(lambda s: [work(s).people.by_handle(it) for it in both.handles]) == [both, both]
    one = replace(both, handles=(T_HANDLE,))
    await store.write(lambda s: work(s).people.save(one))
    assert await store.read(lambda s: work(s).people.get("p1")) == one
    assert await store.read(lambda s: work(s).people.by_handle(replace(HANDLE, user="U2"))) is None


async def test_an_account_belongs_to_whom_it_was_seen_with_last(store: DatabaseStore) -> None:
    await store.write(lambda s: work(s).people.save(person("new", "New Owner", HANDLE)))
    found = await store.read(lambda s: work(s).people.by_handle(HANDLE))
    assert found and found.id == "new"
    before = await store.read(lambda s: work(s).people.get(REPORTER))
    assert before and before.handles == ()


async def test_people_come_by_name_and_no_more_than_asked_for(store: DatabaseStore) -> None:
    names = [it.name for it in await store.read(lambda s: work(s).people.all(limit=3))]
    assert names == ["aide person", "assignee person", "lead person"]


async def test_a_team_comes_back_as_it_was_saved(store: DatabaseStore) -> None:
    team = Team(
        ORG,
        "dit",
        "District team",
        level=Level.EXECUTIVE,
        language="es",
        time_zone="America/Chicago",
        visibility=Visibility.CONFIDENTIAL,
        types=("Time", "Tiempo"),
        keep_replies=True,
        clocks=Clocks(triage=2, ask_again=(1, 2, 3)),
        monthly=False,
    )
    await store.write(lambda s: work(s).teams.save(team))
    assert await store.read(lambda s: work(s).teams.get("dit")) == team
    assert await store.read(lambda s: work(s).teams.all()) == [team, TEAM]
    renamed = replace(team, name="Zebra", keep_replies=False)
    await store.write(lambda s: work(s).teams.save(renamed))
    assert await store.read(lambda s: work(s).teams.all()) == [TEAM, renamed]


async def test_exactly_these_people_hold_a_role(store: DatabaseStore) -> None:
    await store.write(lambda s: work(s).teams.set_members(TEAM.id, Role.COACH, [LEAD, TEACHER, LEAD]))
    coaches = await store.read(lambda s: work(s).teams.members(TEAM.id, Role.COACH))
    assert [it.id for it in coaches] == [LEAD, TEACHER]
    assert [it.id for it in await store.read(lambda s: work(s).teams.members(TEAM.id))] == [LEAD, TEACHER]
    await store.write(lambda s: work(s).teams.set_members(TEAM.id, Role.COACH, []))
    assert await store.read(lambda s: work(s).teams.memberships(TEACHER)) == []
    held = await store.read(lambda s: work(s).teams.memberships(LEAD))
    assert held == [Membership(ORG, TEAM.id, LEAD, Role.LEAD)]


async def test_a_place_is_found_by_its_key_and_a_gone_one_is_not_posted_to(store: DatabaseStore) -> None:
    assert await store.read(lambda s: work(s).places.by_key(Platform.TEAMS, "tenant-5", TWIN.key)) == TWIN
    assert await store.read(lambda s: work(s).places.triage(TEAM.id)) == [CHANNEL, TWIN]
    await store.write(lambda s: work(s).places.save(replace(CHANNEL, gone="is_archived")))
    assert await store.read(lambda s: work(s).places.triage(TEAM.id)) == [TWIN]
    assert await store.read(lambda s: work(s).places.get(CHANNEL.id)) == replace(CHANNEL, gone="is_archived")


async def test_a_persons_private_conversation_is_the_one_saved_last_that_still_works(store: DatabaseStore) -> None:
    other = replace(TWIN, id="private-teams", key="k-9", team=None, person=REPORTER)
    await store.write(lambda s: work(s).places.save(other))
    assert await store.read(lambda s: work(s).places.personal(REPORTER)) == other
    await store.write(lambda s: work(s).places.save(PRIVATE))
    assert await store.read(lambda s: work(s).places.personal(REPORTER)) == PRIVATE
    await store.write(lambda s: work(s).places.save(replace(PRIVATE, gone="account_inactive")))
    assert await store.read(lambda s: work(s).places.personal(REPORTER)) == other
    assert await store.read(lambda s: work(s).places.personal(TEACHER)) is None


async def test_an_organization_is_changed_as_a_whole(store: DatabaseStore) -> None:
    changed = Organization(ORG, "Renamed", "es", "America/Chicago", Visibility.CONFIDENTIAL)
    await store.write(lambda s: work(s).save_organization(changed))
    assert await store.read(lambda s: work(s).organization) == changed


async def test_a_setting_is_kept_and_replaced(store: DatabaseStore) -> None:
    await store.write(lambda s: s.set_setting("clock", "3 weeks"))
    await store.write(lambda s: s.set_setting("clock", "4 weeks"))
    assert await store.read(lambda s: s.setting("clock")) == "4 weeks"
    assert await store.read(lambda s: s.setting("other")) is None
