"""What is kept of a team's agreements on both databases, and what is not kept any more."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.agreement import Answer, Consent, Edition, GroupAgreement, Proposal, TeamAgreements
from bot.domain.pulse import Pulse, Step
from bot.ports import Conflict, Session, Work
from bot.storage.store import DatabaseStore
from tests.storage.district import AIDE, ASSIGNEE, LEAD, ORG, TEACHER, TEAM, dump, in_work, settle
from tests.support.database import KEYS, NOW

WORDING = (GroupAgreement("We listen “all the way” 👩🏽‍🏫", "We respect"), GroupAgreement("We knock"))
PULSE = Pulse(ORG, "pulse-7", TEAM.id, NOW, NOW)


def asked(*answers: Answer) -> TeamAgreements:
    return TeamAgreements(ORG, TEAM.id, version=3, wording=WORDING, asked_at=NOW, round=2, heard=5, answers=answers)


def keep(it: TeamAgreements) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        session.work(ORG).agreements.hold(TEAM.id)
        session.work(ORG).agreements.save(it)

    return run


async def test_everything_about_them_comes_back_as_it_was_saved(store: DatabaseStore) -> None:
    await store.write(settle)
    it = asked(
        Answer(TEACHER, Consent.CONCERN, 5, "Not in the hall", named=True), Answer(AIDE), Answer(LEAD, Consent.YES)
    )
    it = replace(it, agreed=WORDING[1:], agreed_at=NOW, review_on=NOW.date(), months=4, edition=8, considered=41)
    await store.write(keep(it))
    assert await store.read(in_work(lambda work: work.agreements.get(TEAM.id))) == it


async def test_a_team_without_any_has_none_and_nothing_is_written_for_looking(
    store: DatabaseStore, database_url: str
) -> None:
    await store.write(settle)
    before = dump(database_url)
    assert await store.read(in_work(lambda work: work.agreements.get(TEAM.id))) == TeamAgreements(ORG, TEAM.id)
    assert dump(database_url) == before


async def test_an_earlier_version_never_replaces_a_later_one(store: DatabaseStore) -> None:
    await store.write(settle)
    await store.write(keep(asked()))
    with pytest.raises(Conflict):
        await store.write(keep(replace(asked(), version=2)))


async def test_twenty_who_answer_at_once_are_all_heard(store: DatabaseStore) -> None:
    await store.write(settle)
    people = (LEAD, ASSIGNEE, TEACHER, AIDE)
    await store.write(keep(asked(*map(Answer, people))))

    def consent(person: str) -> Callable[[Session], None]:
        def run(session: Session) -> None:
            agreements = session.work(ORG).agreements
            it = agreements.hold(TEAM.id)
            said = tuple(Answer(person, Consent.YES) if one.person == person else one for one in it.answers)
            agreements.save(replace(it, answers=said))

        return run

    await asyncio.gather(*(store.write(consent(person)) for person in people * 5))
    it = await store.read(lambda session: session.work(ORG).agreements.get(TEAM.id))
    assert it.missing == ()


async def test_the_words_of_a_concern_are_gone_with_its_asking(store: DatabaseStore, database_url: str) -> None:
    await store.write(settle)
    await store.write(keep(asked(Answer(TEACHER, Consent.CONCERN, 5, "Not in the hall"))))
    assert "Not in the hall" in str(dump(database_url))
    await store.write(keep(replace(asked(), version=4, asked_at=None)))
    assert "Not in the hall" not in str(dump(database_url))


async def test_proposals_are_numbered_in_turn_also_after_some_are_gone(store: DatabaseStore) -> None:
    await store.write(settle)

    def propose(words: str) -> Callable[[Session], object]:
        return in_work(lambda work: work.agreements.propose(TEAM.id, words, "We respect"))

    for words in ("We knock", "We wait"):
        await store.write(propose(words))
    await store.write(keep(replace(asked(), considered=2)))
    await store.write(in_work(lambda work: work.agreements.forget_proposals(TEAM.id, up_to=2)))
    await store.write(propose("We smile"))
    found = await store.read(in_work(lambda work: work.agreements.proposals(TEAM.id)))
    assert found == [Proposal(3, "We smile", "We respect")]


async def test_a_proposal_is_put_under_another_value_and_nothing_else_changes(store: DatabaseStore) -> None:
    await store.write(settle)

    def propose(work: Work) -> None:
        for words in ("We knock", "We wait", "We smile"):
            work.agreements.propose(TEAM.id, words, "We respect")

    await store.write(in_work(propose))
    await store.write(
        in_work(lambda work: work.agreements.cluster(TEAM.id, {2: "We listen 👩🏽‍🏫", 3: "", 9: "We hum"}))
    )
    await store.write(in_work(lambda work: work.agreements.cluster("t-another", {1: "We hum"})))
    found = await store.read(in_work(lambda work: work.agreements.proposals(TEAM.id)))
    assert found == [
        Proposal(1, "We knock", "We respect"),
        Proposal(2, "We wait", "We listen 👩🏽‍🏫"),
        Proposal(3, "We smile"),
    ]


def saved(edition: Edition) -> Callable[[Session], object]:
    return in_work(lambda work: work.agreements.save_edition(TEAM.id, edition))


async def test_versions_come_newest_first_and_an_end_is_written_into_the_one_there_is(store: DatabaseStore) -> None:
    await store.write(settle)
    for edition in (Edition(1, WORDING, NOW), Edition(2, WORDING[:1], NOW), Edition(1, WORDING, NOW, NOW)):
        await store.write(saved(edition))
    found = await store.read(in_work(lambda work: work.agreements.editions(TEAM.id)))
    assert found == [Edition(2, WORDING[:1], NOW), Edition(1, WORDING, NOW, NOW)]


async def counted(store: DatabaseStore, person: str, step: Step) -> bool:
    return await store.write(lambda session: session.work(ORG).pulses.count(PULSE.id, person, step))


@pytest.fixture
async def opened(store: DatabaseStore) -> DatabaseStore:
    await store.write(settle)
    await store.write(in_work(lambda work: work.pulses.open(PULSE)))
    return store


async def test_a_person_is_counted_once_whatever_they_tap(opened: DatabaseStore) -> None:
    assert [await counted(opened, LEAD, step) for step in (Step.FULLY, Step.FULLY, Step.HARDLY)] == [True, False, False]


async def test_a_person_is_counted_once_also_when_the_keys_are_changed_meanwhile(
    opened: DatabaseStore, database_url: str
) -> None:
    assert await counted(opened, LEAD, Step.FULLY)
    later = DatabaseStore(database_url, secret_keys=("a brand new key", *KEYS))
    assert not await counted(later, LEAD, Step.PARTLY)
    await later.close()


async def test_only_the_middle_of_enough_answers_is_left(opened: DatabaseStore, database_url: str) -> None:
    steps = (Step.HARDLY, Step.PARTLY, Step.PARTLY, Step.MOSTLY, Step.FULLY)
    for number, step in enumerate(steps):
        assert await counted(opened, f"person {number}", step)
    closed = await opened.write(lambda session: session.work(ORG).pulses.close(PULSE.id))
    assert closed == replace(PULSE, closed=True, answers=5, middle=Step.PARTLY)
    assert await opened.read(lambda session: session.work(ORG).pulses.get(PULSE.id)) == closed
    tables = dump(database_url)
    assert tables["pulse_seen"] == ""
    assert "True, 0, 0, 0, 0, 5, 'partly'" in tables["pulse"].replace(" 1, 0,", " True, 0,")
    assert await opened.read(lambda session: session.work(ORG).pulses.standing(TEAM.id)) is None


async def test_a_closed_pulse_counts_nobody_and_closes_once(opened: DatabaseStore) -> None:
    assert await opened.write(lambda session: session.work(ORG).pulses.close(PULSE.id)) is not None
    assert await opened.write(lambda session: session.work(ORG).pulses.close(PULSE.id)) is None
    assert not await counted(opened, LEAD, Step.FULLY)
