"""What came of messages: written down together where it comes together, and no fault of one is another's."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import pytest

from bot.domain.vocabulary import Platform
from bot.ports import Delivery, DeliveryState, Intent, Kind, Profile, Session, Unavailable, Work
from bot.scheduler.delivery import Courier
from bot.scheduler.settling import End, Settling
from bot.storage.store import DatabaseStore
from tests.support.database import HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, founded, reported

T = TypeVar("T")
PATIENCE = 10
"""Seconds after which what has not come will never come."""


@dataclass
class Counted:
    """A store that counts its writes, and loses its database at those named in `lost`."""

    store: DatabaseStore
    lost: tuple[int, ...] = ()
    writes: int = 0

    async def write(self, fn: Callable[[Session], T]) -> T:
        self.writes += 1
        if self.writes in self.lost:
            raise Unavailable("gone")
        return await self.store.write(fn)

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self.store.read(fn)

    async def healthy(self) -> bool:
        return await self.store.healthy()


@pytest.fixture
async def claimed(store: DatabaseStore, clock: HandClock) -> Sequence[Delivery]:
    """Three messages in three places, all of them under way."""

    def put(session: Session) -> Sequence[Delivery]:
        founded(session)
        reported(session, clock)
        session.work(ORG).outbox.put(Intent(Kind.WELCOME, "lena", private(session, "omar")))
        return []

    await store.write(put)
    found = await store.write(lambda session: session.lanes.claim("one", now=clock.now(), lease=60, limit=9))
    assert len(found) == 3
    return found


def private(session: Session, person: str) -> str:
    place = session.work(ORG).places.personal(person)
    assert place is not None
    return place.id


def sent(it: Delivery) -> End:
    return End(replace(it, state=DeliveryState.SENT), pause=1.0, ref=f"ref-{it.intent.place}")


def stumble(_: Work, __: datetime) -> None:
    raise ValueError("ours")


async def states(store: DatabaseStore, deliveries: Sequence[Delivery]) -> list[DeliveryState]:
    """In the order of `deliveries`."""

    def look(session: Session) -> list[DeliveryState]:
        outbox = session.work(ORG).outbox
        rows = {(it.intent, it.id): it.state for of in deliveries for it in outbox.ledger(of.intent.subject)}
        return [rows[it.intent, it.id] for it in deliveries]

    return await store.read(look)


async def test_what_comes_while_the_first_is_written_is_one_transaction(
    store: DatabaseStore, clock: HandClock, claimed: Sequence[Delivery]
) -> None:
    counted = Counted(store)
    settling = Settling(counted, clock)
    await asyncio.gather(*(settling.settle(sent(it)) for it in claimed))
    assert counted.writes == 2
    assert await states(store, claimed) == [DeliveryState.SENT] * 3


async def test_a_fault_in_one_undoes_no_other(
    store: DatabaseStore, clock: HandClock, claimed: Sequence[Delivery]
) -> None:
    settling = Settling(store, clock)
    first, broken, third = map(sent, claimed)
    ends = (first, replace(broken, learn=stumble), third)
    faults = await asyncio.gather(*(settling.settle(end) for end in ends), return_exceptions=True)
    assert [type(fault) for fault in faults] == [type(None), ValueError, type(None)]
    assert await states(store, claimed) == [DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.SENT]
    posted = await store.read(
        lambda session: [session.work(ORG).postings.by_ref(it.intent.place, f"ref-{it.intent.place}") for it in claimed]
    )
    assert [it is None for it in posted] == [False, True, False]


async def test_when_the_database_is_gone_all_are_told_and_nothing_is_tried_one_by_one(
    store: DatabaseStore, clock: HandClock, claimed: Sequence[Delivery]
) -> None:
    counted = Counted(store, lost=(2,))
    settling = Settling(counted, clock)
    faults = await asyncio.gather(*(settling.settle(sent(it)) for it in claimed), return_exceptions=True)
    assert [type(fault) for fault in faults] == [type(None), Unavailable, Unavailable]
    assert counted.writes == 2


@dataclass
class Telling(WritingMessenger):
    """Says so when it is asked about a person."""

    async def profile(self, workspace: str, user: str) -> Profile | None:
        self.asked.set()
        return None

    def __post_init__(self) -> None:
        self.asked = asyncio.Event()


async def test_a_slow_platform_holds_up_nothing_that_comes_meanwhile(store: DatabaseStore, clock: HandClock) -> None:
    slack, teams = Telling(Platform.SLACK), WritingMessenger(Platform.TEAMS)
    courier = Courier(store, {Platform.SLACK: slack, Platform.TEAMS: teams}, clock, worker="one")
    await store.write(founded)
    await store.write(lambda session: reported(session, clock))

    async def something_else() -> None:
        await store.write(
            lambda session: session.work(ORG).outbox.put(Intent(Kind.PROFILE, "omar", private(session, "omar")))
        )
        await courier.drain()
        async with asyncio.timeout(PATIENCE):
            await slack.asked.wait()

    teams.meanwhile = something_else  # the call to Teams takes until Slack has been asked about Omar
    assert await courier.drain() == 3
