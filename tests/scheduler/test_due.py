"""Duties whose time has come: each rings once, and one that cannot be rung holds up no other."""

import asyncio
from datetime import time

from prometheus_client import REGISTRY
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.domain.known_days import Days, KnownDays
from bot.domain.meeting import Series
from bot.domain.recurrence import Weekly
from bot.ports import AlarmKind, Kind, LogFilter, Session
from bot.scheduler.due import BATCH, ring
from bot.scheduler.failing import Failing
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from tests.support.database import HandClock
from tests.support.riverside import ORG, founded, reported, spoil

MONTH = 1
"""A team with a challenge has an alarm for its month, which rings on every school day."""
REMINDER = 1
"""Of what is late somebody is reminded at once, where it is their hour."""


def reminders(session: Session) -> int:
    return sum(line.intent.kind is Kind.DIGEST for line in session.work(ORG).outbox.ledger("lena"))


def about_the_first(session: Session) -> int:
    return len(session.work(ORG).outbox.ledger("c1"))


async def versions(store: DatabaseStore) -> dict[int, int]:
    rows, _ = await store.read(lambda session: session.work(ORG).challenges.find(LogFilter(open=True), limit=99))
    return {row.number: row.version for row in rows}


async def test_what_is_not_due_does_not_ring(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    await store.write(lambda session: reported(session, clock))
    assert await ring(store, clock) == 0


async def test_a_duty_rings_once_however_long_the_bot_was_off(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    await store.write(lambda session: reported(session, clock))
    clock.forward(days=200)
    assert await ring(store, clock) == 1 + MONTH
    assert await ring(store, clock) == 0
    assert await versions(store) == {1: 2}


async def test_a_duty_whose_day_was_taken_off_since_waits_and_then_rings_once(
    store: DatabaseStore, clock: HandClock
) -> None:
    await store.write(founded)
    row = await store.write(lambda session: reported(session, clock))
    assert row.owed is not None
    due = row.owed.next_at
    snow = Days(due.date(), due.date(), name="Snow day")
    await store.write(lambda session: session.work(ORG).school_days.save(KnownDays().typed([snow])))
    clock.forward(seconds=(due - clock.now()).total_seconds() + 1)
    queued = await store.read(reminders)
    assert await ring(store, clock) == 1 + MONTH
    assert await ring(store, clock) == 0
    assert await store.read(reminders) == queued == 0
    clock.forward(days=1)
    assert await ring(store, clock) == 1 + MONTH
    assert await store.read(reminders) == 1
    assert await versions(store) == {1: 3}


async def test_a_row_that_cannot_be_read_holds_up_no_other(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    broken = await store.write(lambda session: reported(session, clock))
    await store.write(lambda session: reported(session, clock, "No paper for the copier"))
    clock.forward(days=20)
    await store.write(lambda session: spoil(session, broken.id))
    assert await ring(store, clock) == 1 + MONTH + REMINDER
    row = await store.read(lambda session: session.work(ORG).challenges.numbered(2))
    assert row is not None and row.version == 2


async def test_more_broken_things_than_a_batch_holds_stop_nothing_else(store: DatabaseStore, clock: HandClock) -> None:
    """They are the oldest of all that is due, and stay so."""
    await store.write(founded)
    for number in range(BATCH + 1):
        broken = await store.write(lambda session, number=number: reported(session, clock, f"Door {number} sticks"))  # type: ignore[misc]
        await store.write(lambda session, id=broken.id: spoil(session, id))  # type: ignore[misc]
        await store.write(lambda session, number=number: unreadable(session, str(number), clock))  # type: ignore[misc]
    clock.forward(seconds=1)
    whole = await store.write(lambda session: reported(session, clock, "No paper for the copier"))
    clock.forward(days=20)
    assert await ring(store, clock) == 1 + MONTH + REMINDER
    row = await store.read(lambda session: session.work(ORG).challenges.get(whole.id))
    assert row is not None and row.version == 2


def unreadable(session: Session, id: str, clock: HandClock) -> None:
    """A meeting series that no version wrote, whose alarm is due."""
    assert isinstance(session, DatabaseSession)
    work, now = session.work(ORG), clock.now()
    work.meetings.save_series(Series(ORG, id, "elm", Weekly((0,)), time(15), now.date(), now))
    session.connection.execute(text("UPDATE series SET rest = '{}'"))
    work.alarms.set(AlarmKind.SERIES, id, now)


def heads(session: Session) -> None:
    """Everything but the clock's own duties is taken out of the way."""
    assert isinstance(session, DatabaseSession)
    session.connection.execute(text("DELETE FROM alarm"))


async def test_what_cannot_be_done_is_tried_less_and_less_often_and_counted(
    store: DatabaseStore, clock: HandClock
) -> None:
    await store.write(founded)
    await store.write(heads)
    await store.write(lambda session: unreadable(session, "broken", clock))
    failing, tries = Failing(), []
    with capture_logs() as told:
        for _ in range(1200):
            clock.forward(seconds=5)
            assert await ring(store, clock, failing) == 0
            tries.append(len(told))
    assert [tries[index] for index in (0, 1, 3, 7, 15)] == [1, 2, 3, 4, 5]
    assert tries[-1] == 11
    assert {line["event"]: (line["kind"], line["times"]) for line in told} == {"not woken": ("series", 11)}
    assert stuck("series") == 1


async def test_once_it_can_be_done_it_is_and_nothing_is_counted_any_more(
    store: DatabaseStore, clock: HandClock
) -> None:
    await store.write(founded)
    await store.write(heads)
    await store.write(lambda session: unreadable(session, "broken", clock))
    failing = Failing()
    for _ in range(3):
        clock.forward(seconds=5)
        await ring(store, clock, failing)
    await store.write(mended)
    clock.forward(minutes=1)
    assert await ring(store, clock, failing) == 1
    await ring(store, clock, failing)
    assert stuck("series") is None


def mended(session: Session) -> None:
    """No such series any more, which is no reason to fail."""
    assert isinstance(session, DatabaseSession)
    session.connection.execute(text("DELETE FROM series"))


def stuck(kind: str) -> float | None:
    return REGISTRY.get_sample_value("barrierbot_stuck", {"kind": kind})


async def test_alarms_of_a_newer_version_wait_for_it_and_are_told_of_once(
    store: DatabaseStore, clock: HandClock
) -> None:
    await store.write(founded)
    await store.write(heads)
    for number in range(BATCH + 1):
        await store.write(lambda session, number=number: from_the_future(session, f"{number}", clock))  # type: ignore[misc]
    await store.write(lambda session: reported(session, clock, "No paper for the copier"))
    clock.forward(days=20)
    failing = Failing()
    with capture_logs() as told:
        assert await ring(store, clock, failing) == 1 + MONTH + REMINDER
        assert await ring(store, clock, failing) == 0
    assert [line for line in told if line["log_level"] != "info"] == [
        {"event": "alarm of a newer version", "kind": "tidings", "log_level": "warning"}
    ]
    assert len(await store.read(lambda session: session.ringing.unknown(clock.now()))) == 1


def from_the_future(session: Session, subject: str, clock: HandClock) -> None:
    assert isinstance(session, DatabaseSession)
    session.work(ORG).alarms.set(AlarmKind.SERIES, subject, clock.now())
    session.connection.execute(text("UPDATE alarm SET kind = 'tidings' WHERE kind = 'series'"))


async def test_a_fault_in_a_batch_leaves_nothing_of_it_half_done(store: DatabaseStore, clock: HandClock) -> None:
    """What the others of the batch had queued before the fault is queued once, not twice."""
    await store.write(founded)
    await store.write(lambda session: reported(session, clock, "No paper for the copier"))
    broken = await store.write(lambda session: reported(session, clock))
    clock.forward(days=20)
    await store.write(lambda session: spoil(session, broken.id))
    await ring(store, clock)
    queued = await store.read(about_the_first)
    await ring(store, clock)
    assert await store.read(about_the_first) == queued
    row = await store.read(lambda session: session.work(ORG).challenges.numbered(1))
    assert row is not None and row.version == 2


async def test_two_schedulers_at_once_ring_each_thing_once(store: DatabaseStore, clock: HandClock) -> None:
    await store.write(founded)
    for number in range(60):
        await store.write(lambda session, number=number: reported(session, clock, f"Door {number} sticks"))  # type: ignore[misc]
    clock.forward(days=20)
    await asyncio.gather(*(ring(store, clock) for _ in range(3)))
    assert list((await versions(store)).values()) == [2] * 60
    assert await store.read(reminders) == 1
