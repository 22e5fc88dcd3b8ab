"""Duties whose time has come: each rings once, and one that cannot be rung holds up no other."""

from bot.ports import LogFilter
from bot.scheduler.due import ring
from bot.storage.store import DatabaseStore
from tests.support.database import HandClock
from tests.support.riverside import ORG, founded, reported, spoil


async def versions(store: DatabaseStore) -> dict[int, int]:
    rows, _ = await store.read(lambda session: session.work(ORG).challenges.find(LogFilter(open=True), limit=9))
    return {row.number: row.version for row in rows}


async def test_what_is_not_due_does_not_ring(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    await store.write(lambda session: reported(session, clock))
    assert await ring(store, clock) == 0


async def test_a_duty_rings_once_however_long_the_bot_was_off(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    await store.write(lambda session: reported(session, clock))
    clock.forward(days=200)
    assert await ring(store, clock) == 1
    assert await ring(store, clock) == 0
    assert await versions(store) == {1: 2}


async def test_a_row_that_cannot_be_read_holds_up_no_other(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    broken = await store.write(lambda session: reported(session, clock))
    await store.write(lambda session: reported(session, clock, "No paper for the copier"))
    clock.forward(days=20)
    await store.write(lambda session: spoil(session, broken.id))
    assert await ring(store, clock) == 1
    row = await store.read(lambda session: session.work(ORG).challenges.numbered(2))
    assert row is not None and row.version == 2
