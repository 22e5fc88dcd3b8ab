"""What came of each message: outcomes that arrive while others are being written down are one transaction after it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.team import Place
from bot.handlers import standing
from bot.handlers.desk import places
from bot.handlers.upkeep.reminding import remind
from bot.handlers.upkeep.taking_back import draw_again
from bot.ports import Clock, Delivery, DeliveryState, Kind, Posting, Session, Store, Unavailable, Work

Learn = Callable[[Work, datetime], None]


@dataclass(frozen=True, slots=True)
class End:
    delivery: Delivery
    """With the state that it has from now on, and why."""
    pause: float = 0.0
    """Seconds for which its place is not free yet."""
    ref: str = ""
    address: str = ""
    gone: Place | None = None
    learn: Learn | None = None
    shows: standing.Shown = ()
    """Of what challenges, when it was drawn."""


@dataclass(slots=True)
class _Batch:
    ends: list[End] = field(default_factory=list)
    faults: dict[int, Exception] = field(default_factory=dict)


class Settling:
    """Nobody waits for company: the first is written at once, and whatever comes meanwhile together after it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._turn = asyncio.Lock()
        self._open = _Batch()

    async def settle(self, end: End) -> None:
        """Returns when it is written down; raises what kept it, and it alone, from that."""
        batch, number = self._open, len(self._open.ends)
        batch.ends.append(end)
        async with self._turn:
            if batch is self._open:  # nobody has written it while we waited
                self._open = _Batch()
                await self._write(batch)
        if number in batch.faults:
            raise batch.faults[number]

    async def _write(self, batch: _Batch) -> None:
        fault = await self._written(batch.ends)
        alone = len(batch.ends) == 1 or isinstance(fault, Unavailable)
        for number, end in enumerate(batch.ends):
            if fault and (kept := fault if alone else await self._written([end])):
                batch.faults[number] = kept

    async def _written(self, ends: Sequence[End]) -> Exception | None:
        try:
            await self._store.write(lambda session: write(ends, session, self._clock.now()))
        except Exception as fault:
            return fault
        return None


def write(ends: Sequence[End], session: Session, now: datetime) -> None:
    """Runs whole inside one transaction."""
    works = {end.delivery.org: session.work(end.delivery.org) for end in ends}
    # Held first, as by whoever changes it: they find this message recorded, or we see what they did.
    now_shown = [
        standing.shows(end.delivery.intent, works[end.delivery.org], hold=True) if end.ref else () for end in ends
    ]
    ours = session.lanes.done(*((_dated(end.delivery, now), end.pause) for end in ends), now=now)
    kept = [(end, shown) for end, shown, mine in zip(ends, now_shown, ours, strict=True) if mine]
    _record([end for end, _ in kept], works)
    for end, shown in kept:  # of the others nothing may tie their place to it any more
        _learn(end, shown, works[end.delivery.org], now)


def _dated(delivery: Delivery, now: datetime) -> Delivery:
    return replace(delivery, sent_at=now) if delivery.state is DeliveryState.SENT else delivery


def _record(ends: Sequence[End], works: dict[str, Work]) -> None:
    postings: dict[str, list[Posting]] = defaultdict(list)
    for end in ends:
        intent = end.delivery.intent
        if end.ref and intent.kind is not Kind.ERASED:  # that message stays recorded as what it was
            postings[end.delivery.org].append(Posting(intent.place, intent.subject, intent.kind, end.ref, intent.seq))
    for org, posted in postings.items():
        works[org].postings.record(*posted)


def _learn(end: End, shown: standing.Shown, work: Work, now: datetime) -> None:
    intent = end.delivery.intent
    if end.ref and intent.kind is not Kind.ERASED and shown != end.shows:  # erased or hidden while it was on its way
        recorded = work.postings.by_ref(intent.place, end.ref)
        if recorded:
            draw_again(recorded, work)
    if end.address:
        places.learned(intent.place, end.address, work)
    if end.gone:
        places.gone(end.gone, end.delivery.reason, work)
    if end.learn:
        end.learn(work, now)
    if intent.kind is Kind.DIGEST and end.delivery.state is not DeliveryState.SENT:
        remind(intent.subject, work, now)  # it was too late, or could not be sent
