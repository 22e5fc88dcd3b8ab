"""Minutes, kept with their meeting; and what happened to a team's challenges in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.changes import Noted
from bot.domain.minutes import Minutes, Section
from bot.ports import Conflict, Session
from bot.storage.store import DatabaseStore
from tests.storage.district import LEAD, MEETING, ORG, SERIES, TEAM, act, in_work, report, settle
from tests.support.database import NOW

DRAFT = Minutes(ORG, MEETING.id, NOW, {Section.DECIDED: "One cart a floor", Section.TO_DO: "Sam asks"})


@pytest.fixture
async def filled(store: DatabaseStore) -> DatabaseStore:
    def meet(session: Session) -> None:
        settle(session)
        session.work(ORG).meetings.save_series(SERIES)
        session.work(ORG).meetings.save(MEETING)
        session.work(ORG).minutes.save(DRAFT)

    await store.write(meet)
    return store


def saved(minutes: Minutes) -> Callable[[Session], object]:
    return lambda session: session.work(ORG).minutes.save(minutes)


async def test_minutes_come_back_as_they_were_drafted_and_as_they_were_confirmed(filled: DatabaseStore) -> None:
    confirmed = DRAFT.confirm({Section.DONE: "The gym is warm", Section.TO_DO: ""}, LEAD, NOW + timedelta(hours=3))
    before = await filled.read(in_work(lambda work: work.minutes.get(MEETING.id)))
    await filled.write(saved(confirmed))
    assert before == DRAFT
    assert confirmed.texts == {Section.DONE: "The gym is warm"}
    assert await filled.read(in_work(lambda work: work.minutes.get(MEETING.id))) == confirmed


async def test_of_two_who_confirm_the_second_is_told(filled: DatabaseStore) -> None:
    await filled.write(saved(DRAFT.as_draft()))
    with pytest.raises(Conflict):
        await filled.write(saved(DRAFT.confirm({}, LEAD, NOW)))


async def test_what_happened_in_between_comes_in_order_with_the_rows_as_they_are(store: DatabaseStore) -> None:
    await store.write(settle)
    for number in (1, 2):
        await store.write(report(f"c{number}"))
    for minutes, id in ((1, "c1"), (9, "c1"), (5, "c2"), (10, "c2")):
        await store.write(act(id, Noted(f"After {minutes}"), now=NOW + timedelta(minutes=minutes)))

    def ask(session: Session) -> list[tuple[int, int, int]]:
        since, until = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
        found = session.work(ORG).challenges.between(TEAM.id, since, until)
        return [(row.number, row.version, event.seq) for row, event in found]

    assert await store.read(ask) == [(2, 3, 2), (1, 3, 3)]
