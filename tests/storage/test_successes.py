"""Successes as they are kept: found again word for word, between two moments, and gone when they are taken back."""

from datetime import timedelta

import pytest

from bot.domain.success import Success
from bot.ports import Session
from bot.storage.store import DatabaseStore
from tests.storage.district import ASSIGNEE, LEAD, ORG, TEAM, in_work, settle
from tests.support.database import NOW

HOUR = timedelta(hours=1)
WORDS = "Etiquetas en los carritos: <!channel> *diez* minutos\nmenos, \u202e 🎉"


def told(id: str, hours: int, who: str = LEAD) -> Success:
    return Success(ORG, id, TEAM.id, who, f"{id}: {WORDS}", NOW + hours * HOUR)


FIRST, SECOND, THIRD = told("ok-31", 1), told("ok-7", 2, ASSIGNEE), told("ok-19", 3)


@pytest.fixture
async def kept(store: DatabaseStore) -> DatabaseStore:
    def run(session: Session) -> None:
        settle(session)
        for success in (THIRD, FIRST, SECOND):
            session.work(ORG).successes.add(success)

    await store.write(run)
    return store


async def of_team(store: DatabaseStore, since: int | None, until: int, limit: int = 50) -> object:
    begin = None if since is None else NOW + since * HOUR
    end = NOW + until * HOUR
    return await store.read(in_work(lambda w: w.successes.of_team(TEAM.id, since=begin, until=end, limit=limit)))


async def test_one_comes_back_as_it_was(kept: DatabaseStore) -> None:
    assert await kept.read(in_work(lambda w: w.successes.get("ok-7"))) == SECOND
    assert await kept.read(in_work(lambda w: w.successes.get("ok-8"))) is None


async def test_those_of_a_team_come_in_the_order_they_were_told(kept: DatabaseStore) -> None:
    assert await of_team(kept, None, 9) == [FIRST, SECOND, THIRD]
    assert await of_team(kept, None, 9, limit=2) == [FIRST, SECOND]
    found = await kept.read(in_work(lambda w: w.successes.of_team("another", since=None, until=NOW + 9 * HOUR)))
    assert found == []


async def test_a_span_leaves_out_its_beginning_and_takes_in_its_end(kept: DatabaseStore) -> None:
    assert await of_team(kept, 1, 2) == [SECOND]
    assert await of_team(kept, 2, 3) == [THIRD]


async def test_those_of_a_person_come_latest_first(kept: DatabaseStore) -> None:
    assert await kept.read(in_work(lambda w: w.successes.of_person(LEAD, limit=5))) == [THIRD, FIRST]
    assert await kept.read(in_work(lambda w: w.successes.of_person(LEAD, limit=1))) == [THIRD]


async def test_taken_back_it_is_gone_and_the_others_stay(kept: DatabaseStore) -> None:
    await kept.write(in_work(lambda w: w.successes.erase("ok-7")))
    assert await of_team(kept, None, 9) == [FIRST, THIRD]
