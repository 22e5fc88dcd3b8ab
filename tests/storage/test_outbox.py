"""The outbox: each thing once, in order, at the place's pace, by one worker at a time, and nothing forgotten."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.vocabulary import Role
from bot.ports import INTERRUPTED, Delivery, DeliveryState, Intent, Kind, Posting, Session
from bot.storage.lanes import REPLACED
from bot.storage.store import DatabaseStore
from tests.storage.district import CHANNEL, LEAD, ORG, PRIVATE, TEAM, TWIN, report, settle
from tests.support.database import NOW, HandClock

CARD = Intent(Kind.CARD, "c1", CHANNEL.id)


def line(seq: int, place: str = CHANNEL.id) -> Intent:
    return Intent(Kind.LINE, "c1", place, seq)


@pytest.fixture(autouse=True)
async def district(store: DatabaseStore) -> None:
    await store.write(settle)
    await store.write(report("c1"))


async def put(store: DatabaseStore, *intents: Intent, due: datetime | None = None) -> None:
    def run(session: Session) -> None:
        for intent in intents:
            session.work(ORG).outbox.put(intent, due=due)

    await store.write(run)


async def claim(
    store: DatabaseStore, now: datetime = NOW, *, lease: float = 60, limit: int = 10, by: str = "one"
) -> Sequence[Delivery]:
    return await store.write(lambda s: s.lanes.claim(by, now=now, lease=lease, limit=limit))


def finished(it: Delivery, *, now: datetime = NOW, pause: float = 0) -> Callable[[Session], bool]:
    return lambda s: s.lanes.done((it, pause), now=now)[0]


def sent(it: Delivery, *, now: datetime = NOW, pause: float = 1) -> Callable[[Session], bool]:
    return finished(replace(it, state=DeliveryState.SENT), now=now, pause=pause)


async def drain(store: DatabaseStore, now: datetime = NOW) -> list[Intent]:
    """Send all that is due, at any pace, and say what went out."""
    out: list[Intent] = []
    while found := await claim(store, now):
        for it in found:
            out.append(it.intent)
            await store.write(sent(it, now=now, pause=0))
    return out


async def ledger(store: DatabaseStore) -> list[tuple[Kind, str, DeliveryState]]:
    found = await store.read(lambda s: s.work(ORG).outbox.ledger("c1"))
    return [(it.intent.kind, it.intent.place, it.state) for it in found]


async def test_a_place_gets_its_messages_in_the_order_of_putting(store: DatabaseStore) -> None:
    await put(store, line(3), line(1))
    await put(store, CARD, line(2), line(1, TWIN.id))
    out = await drain(store)
    assert [it for it in out if it.place == CHANNEL.id] == [line(3), line(1), CARD, line(2)]
    assert [it for it in out if it.place == TWIN.id] == [line(1, TWIN.id)]
    assert await store.read(lambda s: s.lanes.next_due()) is None


async def test_only_one_of_a_place_is_under_way(store: DatabaseStore) -> None:
    await put(store, line(1), line(2), line(1, TWIN.id))
    assert [it.intent for it in await claim(store)] == [line(1), line(1, TWIN.id)]
    assert await claim(store) == []


async def test_a_place_is_free_again_after_its_pause(store: DatabaseStore) -> None:
    await put(store, line(1), line(2))
    (first,) = await claim(store)
    await store.write(sent(first, pause=1.05))
    assert await claim(store, NOW + timedelta(seconds=1)) == []
    assert await store.read(lambda s: s.lanes.next_due()) == NOW + timedelta(seconds=1.05)
    (second,) = await claim(store, NOW + timedelta(seconds=1.05))
    assert second.intent == line(2)


async def test_the_pause_holds_for_what_is_put_later(store: DatabaseStore) -> None:
    await put(store, line(1))
    (first,) = await claim(store)
    await store.write(sent(first, pause=5))
    await put(store, line(2))
    assert await claim(store, NOW + timedelta(seconds=4)) == []
    assert [it.intent for it in await claim(store, NOW + timedelta(seconds=5))] == [line(2)]


async def test_the_same_is_put_once_even_after_it_went_out(store: DatabaseStore) -> None:
    await put(store, line(1), line(1))
    await put(store, line(1))
    assert await drain(store) == [line(1)]
    await put(store, line(1), Intent(Kind.STATUS, "c1", CHANNEL.id, 1))
    assert await drain(store) == [Intent(Kind.STATUS, "c1", CHANNEL.id, 1)]


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.ASK])
async def test_a_redraw_that_waits_is_not_put_twice_and_one_that_went_out_is_put_again(
    store: DatabaseStore, kind: Kind
) -> None:
    redraw = Intent(kind, "c1", CHANNEL.id, 4)
    await put(store, redraw, redraw)
    await put(store, redraw)
    assert await drain(store) == [redraw]
    await put(store, redraw)
    assert await drain(store) == [redraw]


async def test_a_card_that_changes_while_it_is_sent_is_drawn_once_more(store: DatabaseStore) -> None:
    await put(store, CARD)
    (under_way,) = await claim(store)
    await put(store, CARD)
    await put(store, CARD)
    await store.write(sent(under_way, pause=0))
    assert await drain(store) == [CARD]


async def test_a_card_that_failed_while_a_new_one_waits_gives_way_to_it(store: DatabaseStore) -> None:
    await put(store, CARD)
    (under_way,) = await claim(store)
    await put(store, CARD)
    await store.write(lambda s: s.lanes.again(under_way, due=NOW))
    found = await store.read(lambda s: s.work(ORG).outbox.ledger("c1"))
    assert [(it.state, it.reason) for it in found] == [
        (DeliveryState.DROPPED, REPLACED),
        (DeliveryState.WAITING, ""),
    ]
    assert await drain(store) == [CARD]


async def test_a_home_that_failed_while_a_new_one_waits_is_forgotten(store: DatabaseStore) -> None:
    home = Intent(Kind.HOME, LEAD, PRIVATE.id, 1)
    await put(store, home)
    (under_way,) = await claim(store)
    await put(store, home)
    await store.write(lambda s: s.lanes.again(under_way, due=NOW))
    found = await store.read(lambda s: s.work(ORG).outbox.ledger(LEAD))
    assert [it.state for it in found] == [DeliveryState.WAITING]
    assert await drain(store) == [home]


async def test_a_redraw_wanted_sooner_comes_sooner(store: DatabaseStore) -> None:
    tomorrow = NOW + timedelta(days=1)
    await put(store, CARD, due=tomorrow)
    await put(store, line(1), due=tomorrow)
    assert await claim(store) == []
    await put(store, CARD)
    assert await drain(store) == [CARD]
    assert await store.read(lambda s: s.lanes.next_due()) == tomorrow


async def test_what_is_due_later_holds_nothing_up(store: DatabaseStore) -> None:
    await put(store, line(1), due=NOW + timedelta(hours=12))
    await put(store, line(2))
    assert await drain(store) == [line(2)]
    assert await drain(store, NOW + timedelta(hours=12)) == [line(1)]


async def test_a_row_whose_lease_ran_out_is_claimed_again_and_counted(store: DatabaseStore) -> None:
    await put(store, line(1), line(2))
    (first,) = await claim(store, lease=30)
    assert (first.attempts, first.reason, first.state) == (0, "", DeliveryState.SENDING)
    assert await claim(store, NOW + timedelta(seconds=29), by="two") == []
    (again,) = await claim(store, NOW + timedelta(seconds=31), by="two")
    assert (again.intent, again.attempts, again.reason) == (line(1), 1, INTERRUPTED)
    await store.write(sent(again, now=NOW + timedelta(seconds=32)))
    await store.write(lambda s: s.lanes.again(first, due=NOW))  # the first worker wakes up, and is too late
    assert await ledger(store) == [
        (Kind.LINE, CHANNEL.id, DeliveryState.SENT),
        (Kind.LINE, CHANNEL.id, DeliveryState.WAITING),
    ]


async def test_a_retry_holds_up_what_is_behind_it_in_its_place_only(store: DatabaseStore) -> None:
    await put(store, line(1), line(2), line(1, PRIVATE.id), line(2, PRIVATE.id))
    held, free = sorted(await claim(store), key=lambda it: it.intent.place)
    later = NOW + timedelta(seconds=40)
    await store.write(lambda s: s.lanes.again(replace(held, attempts=3, reason="429"), due=later))
    await store.write(sent(free))
    (only,) = await claim(store, NOW + timedelta(seconds=39))
    assert only.intent == line(2, PRIVATE.id)
    (retried,) = await claim(store, later)
    assert (retried.intent, retried.attempts, retried.reason) == (line(1), 3, "429")


async def test_a_workspaces_limit_holds_up_all_of_its_places_and_no_other(store: DatabaseStore) -> None:
    await put(store, line(1), line(1, PRIVATE.id), line(1, TWIN.id))
    (first,) = await claim(store, limit=1)
    assert first.intent == line(1)
    later = NOW + timedelta(seconds=40)
    await store.write(lambda s: s.lanes.again(first, due=later, whole_workspace=True))
    await put(store, line(2, PRIVATE.id))
    assert await drain(store, later - timedelta(seconds=1)) == [line(1, TWIN.id)]
    out = await drain(store, later)
    assert sorted(out, key=lambda it: (it.place, it.seq)) == [line(1), line(1, PRIVATE.id), line(2, PRIVATE.id)]


async def test_a_place_first_written_to_during_the_limit_waits_too(store: DatabaseStore) -> None:
    await put(store, line(1))
    (first,) = await claim(store)
    later = NOW + timedelta(seconds=40)
    await store.write(lambda s: s.lanes.again(first, due=later, whole_workspace=True))
    await put(store, line(1, PRIVATE.id), line(1, TWIN.id))
    assert await drain(store) == [line(1, TWIN.id)]


async def test_many_workers_take_nothing_twice_and_keep_the_order(store: DatabaseStore, clock: HandClock) -> None:
    places = [CHANNEL.id, TWIN.id, PRIVATE.id]
    await put(store, *(line(seq, place) for seq in range(12) for place in places))
    taken: list[Intent] = []

    async def worker(name: str) -> None:
        while len(taken) < 36:
            for it in await claim(store, by=name, limit=2):
                taken.append(it.intent)
                await store.write(sent(it, pause=0))

    await asyncio.gather(*(worker(f"worker {n}") for n in range(4)))
    assert len(set(taken)) == len(taken) == 36
    for place in places:
        assert [it.seq for it in taken if it.place == place] == list(range(12))


async def test_two_transactions_that_write_to_the_same_places_both_succeed(store: DatabaseStore) -> None:
    orders = [[CHANNEL.id, TWIN.id, PRIVATE.id], [PRIVATE.id, TWIN.id, CHANNEL.id]] * 10
    await asyncio.gather(*(put(store, *(line(n, place) for place in order)) for n, order in enumerate(orders)))
    assert len(await drain(store)) == 60


async def test_the_ledger_says_what_became_of_each(store: DatabaseStore, clock: HandClock) -> None:
    await put(store, CARD)
    clock.forward(minutes=1)
    await put(store, line(1, TWIN.id))
    for it in await claim(store, clock.now()):
        gone = replace(it, state=DeliveryState.FAILED, reason="is_archived", attempts=2)
        await store.write(finished(gone))
    await put(store, Intent(Kind.CARD, "another", CHANNEL.id))
    first, second = await store.read(lambda s: s.work(ORG).outbox.ledger("c1"))
    assert (first.intent, second.intent) == (CARD, line(1, TWIN.id))
    assert (second.state, second.reason, second.attempts, second.sent_at) == (
        DeliveryState.FAILED,
        "is_archived",
        2,
        None,
    )
    assert second.put_at - first.put_at == timedelta(minutes=1)


async def test_a_transaction_reads_what_it_has_put(store: DatabaseStore) -> None:
    def run(session: Session) -> int:
        session.work(ORG).outbox.put(CARD)
        return len(session.work(ORG).outbox.ledger("c1"))

    assert await store.write(run) == 1
    assert await ledger(store) == [(Kind.CARD, CHANNEL.id, DeliveryState.WAITING)]


async def test_a_place_that_is_not_there_is_refused(store: DatabaseStore) -> None:
    with pytest.raises(LookupError):
        await put(store, line(1, "nowhere"))


async def test_the_newest_posting_is_the_one_to_redraw_and_older_ones_are_still_known(store: DatabaseStore) -> None:
    def run(session: Session) -> None:
        postings = session.work(ORG).postings
        for ref, place in (("r1", CHANNEL.id), ("r2", TWIN.id), ("r3", CHANNEL.id)):
            postings.record(Posting(place, "c1", Kind.CARD, ref))
        postings.record(Posting(CHANNEL.id, "c1", Kind.LINE, "r9", 7))

    await store.write(run)
    newest = await store.read(lambda s: s.work(ORG).postings.get(CHANNEL.id, "c1", Kind.CARD))
    assert newest == Posting(CHANNEL.id, "c1", Kind.CARD, "r3")
    of = await store.read(lambda s: s.work(ORG).postings.of("c1", Kind.CARD))
    assert {it.ref for it in of} == {"r3", "r2"}
    old = await store.read(lambda s: s.work(ORG).postings.by_ref(CHANNEL.id, "r1"))
    assert old == Posting(CHANNEL.id, "c1", Kind.CARD, "r1")


async def test_the_homes_of_a_team_are_those_of_its_people_that_were_opened_lately(store: DatabaseStore) -> None:
    old, new = (Posting(PRIVATE.id, LEAD, Kind.HOME, ref, seq) for ref, seq in (("h1", 100), ("h2", 200)))

    def run(session: Session) -> None:
        work = session.work(ORG)
        for one in (old, new, Posting(PRIVATE.id, "c1", Kind.STATUS, "s1", 300)):
            work.postings.record(one)
        for role in (Role.LEAD, Role.MEMBER):
            work.teams.set_members(TEAM.id, role, [LEAD])

    await store.write(run)
    homes = await store.read(lambda s: [s.work(ORG).postings.homes(TEAM.id, since=at) for at in (0, 150, 201)])
    assert homes == [[old, new], [new], []]
    assert await store.read(lambda s: s.work(ORG).postings.homes("another", since=0)) == []
    assert await store.read(lambda s: s.work(ORG).postings.homes(None, since=0)) == [old, new]


async def test_an_event_is_new_once(store: DatabaseStore, clock: HandClock) -> None:
    def see(session: Session) -> bool:
        return session.work(ORG).inbox.first_time("trigger 99.x")

    assert [await store.write(see), await store.write(see)] == [True, False]
    await store.write(lambda s: s.prune(clock.forward(hours=47)))
    assert await store.write(see) is False
    await store.write(lambda s: s.prune(clock.forward(hours=2)))
    assert await store.write(see) is True


async def test_what_is_seen_briefly_is_forgotten_after_an_hour(store: DatabaseStore, clock: HandClock) -> None:
    def see(session: Session) -> bool:
        return session.work(ORG).inbox.first_time("teams:tenant:conversation:1790000000000", briefly=True)

    assert await store.write(see)
    await store.write(lambda s: s.prune(clock.forward(minutes=59)))
    assert not await store.write(see)
    await store.write(lambda s: s.prune(clock.forward(minutes=2)))
    assert await store.write(see)


async def test_of_five_deliveries_at_once_of_one_event_one_is_new(store: DatabaseStore) -> None:
    seen = await asyncio.gather(*(store.write(lambda s: s.work(ORG).inbox.first_time("e")) for _ in range(5)))
    assert sorted(seen) == [False, False, False, False, True]


async def test_old_lines_of_the_ledger_go_and_what_waits_stays(store: DatabaseStore, clock: HandClock) -> None:
    await put(store, line(1), line(1, TWIN.id))
    first, _ = await claim(store)
    await store.write(sent(first))
    await store.write(lambda s: s.prune(clock.forward(days=399)))
    assert len(await ledger(store)) == 2
    await store.write(lambda s: s.prune(clock.forward(days=2)))
    assert [state for *_, state in await ledger(store)] == [DeliveryState.SENDING]
