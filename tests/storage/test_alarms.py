"""Alarms: one for each thing to look at again, which rings once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.ports import Alarm, AlarmKind, Session, Work
from bot.storage.store import DatabaseStore
from tests.storage.district import ORG, report, settle
from tests.support.database import NOW

SERIES = AlarmKind.SERIES


def one(subject: str) -> Alarm:
    return Alarm(ORG, SERIES, subject)


def at(**of: int) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        settle(session)
        for subject, minutes in of.items():
            session.work(ORG).alarms.set(SERIES, subject, NOW + timedelta(minutes=minutes))

    return run


def in_work(fn: Callable[[Work], object]) -> Callable[[Session], object]:
    return lambda session: fn(session.work(ORG))


async def test_what_is_due_comes_oldest_first(store: DatabaseStore) -> None:
    await store.write(at(later=5, first=-9, now=0, second=-1))
    assert await store.write(lambda s: s.ringing.due(NOW, limit=9)) == [one("first"), one("second"), one("now")]
    assert await store.write(lambda s: s.ringing.due(NOW, limit=1)) == [one("first")]


async def test_an_alarm_rings_once(store: DatabaseStore) -> None:
    await store.write(at(s1=0))
    assert await store.write(lambda s: s.ringing.take(one("s1"), NOW))
    assert not await store.write(lambda s: s.ringing.take(one("s1"), NOW))
    assert await store.write(lambda s: s.ringing.due(NOW, limit=9)) == []


async def test_setting_it_again_moves_it(store: DatabaseStore) -> None:
    await store.write(at(s1=0))
    await store.write(in_work(lambda w: w.alarms.set(SERIES, "s1", NOW + timedelta(hours=1))))
    assert not await store.write(lambda s: s.ringing.take(one("s1"), NOW))
    assert await store.read(in_work(lambda w: w.alarms.at(SERIES, "s1"))) == NOW + timedelta(hours=1)


@pytest.mark.parametrize(("minutes", "rings"), [(-1, -1), (1, 0)])
async def test_an_alarm_is_only_ever_hastened_to_an_earlier_time(
    store: DatabaseStore, minutes: int, rings: int
) -> None:
    await store.write(at(s1=0))
    moment = NOW + timedelta(minutes=minutes)
    await store.write(in_work(lambda w: w.alarms.hasten(SERIES, "s1", moment)))
    await store.write(in_work(lambda w: w.alarms.hasten(SERIES, "new", moment)))
    found = await store.read(in_work(lambda w: [w.alarms.at(SERIES, subject) for subject in ("s1", "new")]))
    assert found == [NOW + timedelta(minutes=rings), moment]


async def test_a_cleared_alarm_does_not_ring(store: DatabaseStore) -> None:
    await store.write(at(s1=0, s2=0))
    await store.write(in_work(lambda w: w.alarms.clear(SERIES, "s1")))
    assert await store.write(lambda s: s.ringing.due(NOW, limit=9)) == [one("s2")]
    assert await store.read(in_work(lambda w: w.alarms.at(SERIES, "s1"))) is None


async def test_what_is_due_next_is_the_earliest_of_alarms_and_challenges(store: DatabaseStore) -> None:
    await store.write(settle)
    assert await store.read(lambda s: s.next_due()) is None
    row = await store.write(report("c-1"))
    assert row.owed is not None
    assert await store.read(lambda s: s.next_due()) == row.owed.next_at
    await store.write(in_work(lambda w: w.alarms.set(SERIES, "s1", NOW + timedelta(minutes=20))))
    assert await store.read(lambda s: s.next_due()) == NOW + timedelta(minutes=20)
