"""From the outbox to the platforms: claim, draw now, send, and write down what came of it."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

import structlog

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.handlers import outgoing, places, rosters, standing
from bot.handlers.reminding import remind
from bot.handlers.taking_back import draw_again
from bot.ports import (
    INTERRUPTED,
    INTERRUPTED_AGAIN,
    NOT_THERE,
    Clock,
    Delivery,
    DeliveryOutcome,
    DeliveryState,
    Failed,
    Gone,
    Kind,
    Message,
    Messenger,
    Newer,
    Posting,
    Retry,
    Sent,
    Session,
    Store,
    Unavailable,
    Uncertain,
    Work,
)

log = structlog.get_logger(__name__)

LEASE = 60.0
"""Seconds a worker may take for one message before another worker takes it over."""
AT_ONCE = 32
LONGEST_WAIT = 300.0
GIVE_UP = 40
PATIENCE = timedelta(days=3)
"""A message counts as failed after so many attempts and so long: a secret that expired on a Friday loses nothing."""

ROLLOUT = timedelta(hours=1)
"""So long a message about what only a newer version can read waits for one."""

ASKED = frozenset({Kind.PROFILE, Kind.ROSTER})
"""Rows that say nothing: the platform is asked for something."""
Learn = Callable[[Work, datetime], None]


@dataclass(frozen=True, slots=True)
class _Prepared:
    place: Place
    drawn: Message | outgoing.Redraw | None
    shows: standing.Shown = ()
    """Of what challenges when it was drawn."""


class Courier:
    """One worker of the outbox. Any number of them, in any number of processes, share the work through row claims."""

    def __init__(self, store: Store, messengers: Mapping[Platform, Messenger], clock: Clock, *, worker: str) -> None:
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self._worker = worker
        self._busy = asyncio.Lock()
        self._asked = False
        self._unknown: frozenset[str] = frozenset()

    async def drain(self) -> int:
        """Send everything that is due now; returns how many messages were dealt with.

        While one call is at work another only asks it to look once more: its last look may have been too early.
        """
        self._asked = True
        if self._busy.locked():
            return 0
        async with self._busy:
            total = 0
            while self._asked:
                self._asked = False
                total += await self._send_due()
            return total

    async def next_due(self) -> datetime | None:
        return await self._store.read(lambda session: session.lanes.next_due())

    async def _due(self) -> bool:
        """A look that writes nothing, so that looking often costs little."""
        due = await self.next_due()
        return due is not None and due <= self._clock.now()

    async def _send_due(self) -> int:
        total = 0
        while await self._due() and (batch := await self._store.write(self._claim)):
            ends = await asyncio.gather(*(self._deliver(delivery) for delivery in batch), return_exceptions=True)
            total += len(batch)
            for fault in filter(None, ends):
                raise fault  # only once all are at their end: none of them goes on unwatched
        return total

    def _claim(self, session: Session) -> list[Delivery]:
        claimed = list(session.lanes.claim(self._worker, now=self._clock.now(), lease=LEASE, limit=AT_ONCE))
        for kind in session.lanes.unknown - self._unknown:
            log.warning("left for a newer version", kind=kind)
        self._unknown |= session.lanes.unknown
        return claimed

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            prepared = await self._store.read(lambda session: self._prepare(session.work(delivery.org), delivery))
        except Unavailable:
            raise
        except Exception as fault:
            await self._undrawn(delivery, fault)
            return
        if prepared is None:
            await self._finish(delivery, DeliveryState.DROPPED, "place unknown")
            return
        messenger = self._messengers.get(prepared.place.platform)
        if messenger is None:
            # No attempt is counted: it waits for as long as the platform is not configured.
            await self._later(replace(delivery, attempts=-1), Retry(LONGEST_WAIT, "platform not configured"))
            return
        if delivery.intent.kind in ASKED:
            await self._ask(delivery, prepared.place, messenger)
            return
        if prepared.place.gone or prepared.drawn is None:
            await self._finish(delivery, DeliveryState.DROPPED, prepared.place.gone or "no longer true")
            return
        if delivery.reason == INTERRUPTED_AGAIN and isinstance(prepared.drawn, Message):
            await self._finish(delivery, DeliveryState.FAILED, delivery.reason)
            return
        outcome = await _send(messenger, prepared.place, prepared.drawn, delivery.intent.kind)
        log.info("delivered", kind=delivery.intent.kind, outcome=type(outcome).__name__, platform=messenger.platform)
        await self._settle(delivery, prepared, outcome, messenger.pace)

    def _prepare(self, work: Work, delivery: Delivery) -> _Prepared | None:
        place = work.places.get(delivery.intent.place)
        if place is None:
            return None
        if place.gone or delivery.intent.kind in ASKED:
            return _Prepared(place, None)
        drawn = outgoing.message(delivery, work, self._clock.now())
        return _Prepared(place, drawn, standing.shows(delivery.intent, work))

    async def _undrawn(self, delivery: Delivery, fault: Exception) -> None:
        """A card that cannot be drawn must not hold up its place for ever; a newer version may draw it meanwhile."""
        log.error("not drawn", kind=delivery.intent.kind, fault=type(fault).__name__)
        if isinstance(fault, Newer) and self._clock.now() - delivery.put_at < ROLLOUT:
            await self._later(delivery, Retry(0, "newer"))
        else:
            await self._finish(delivery, DeliveryState.FAILED, "not drawn")

    async def _ask(self, delivery: Delivery, place: Place, messenger: Messenger) -> None:
        """Nothing is said: the platform tells about a person, or about who is in a place."""
        subject = delivery.intent.subject
        learn: Learn | None = None
        if delivery.intent.kind is Kind.ROSTER:
            people = await messenger.roster(place)
            if isinstance(people, Retry):
                return await self._later(delivery, people)
            if people is not None:
                learn = partial(rosters.listed, subject, people)
        else:
            profile = await messenger.profile(place.workspace, place.key)
            if isinstance(profile, Retry):
                return await self._later(delivery, profile)
            if profile is not None:
                learn = partial(rosters.described, subject, profile)
        await self._finish(delivery, DeliveryState.SENT, learn=learn)

    async def _settle(self, delivery: Delivery, sent: _Prepared, outcome: DeliveryOutcome, pace: float) -> None:
        match outcome:
            case Sent(ref, address):
                await self._finish(delivery, DeliveryState.SENT, pause=pace, ref=ref, address=address, shows=sent.shows)
            case Retry():
                await self._later(delivery, outcome)
            case Gone(reason):
                await self._finish(delivery, DeliveryState.FAILED, reason, gone=sent.place)
            case Failed(reason):
                await self._finish(delivery, DeliveryState.FAILED, reason, pause=pace)
            case Uncertain(reason) if delivery.reason == INTERRUPTED:
                await self._finish(delivery, DeliveryState.FAILED, reason, pause=pace)
            case Uncertain():
                await self._later(replace(delivery, reason=INTERRUPTED), Retry(0))
            case _:
                assert_never(outcome)

    async def _finish(
        self,
        delivery: Delivery,
        state: DeliveryState,
        reason: str = "",
        *,
        pause: float = 0.0,
        ref: str = "",
        address: str = "",
        gone: Place | None = None,
        learn: Learn | None = None,
        shows: standing.Shown = (),
    ) -> None:
        now = self._clock.now()
        intent = delivery.intent

        def settle(session: Session) -> None:
            work = session.work(delivery.org)
            # Held first, as by whoever changes it: they find this message recorded, or we see what they did.
            shown_now = standing.shows(intent, work, hold=True) if ref else ()
            done = replace(delivery, state=state, reason=reason, sent_at=now if state is DeliveryState.SENT else None)
            if not session.lanes.done(done, now=now, pause=pause):
                return  # nothing may tie this place to it any more
            if ref and intent.kind is not Kind.ERASED:  # that message stays recorded as what it was
                work.postings.record(Posting(intent.place, intent.subject, intent.kind, ref, intent.seq))
                if shown_now != shows:  # erased or hidden while it was on its way
                    recorded = work.postings.by_ref(intent.place, ref)
                    if recorded:
                        draw_again(recorded, work)
            if address:
                places.learned(intent.place, address, work)
            if gone:
                places.gone(gone, reason, work)
            if learn:
                learn(work, now)
            if intent.kind is Kind.DIGEST and state is not DeliveryState.SENT:
                remind(intent.subject, work, now)  # it was too late, or could not be sent

        await self._store.write(settle)

    async def _later(self, delivery: Delivery, retry: Retry) -> None:
        if delivery.attempts >= GIVE_UP and self._clock.now() - delivery.put_at > PATIENCE:
            await self._finish(delivery, DeliveryState.FAILED, retry.reason or "given up")
            return
        wait = retry.after or backoff(delivery.attempts)
        due = self._clock.now() + timedelta(seconds=wait)
        waiting = replace(delivery, attempts=delivery.attempts + 1)
        await self._store.write(
            lambda session: session.lanes.again(waiting, due=due, whole_workspace=retry.whole_workspace)
        )


def backoff(attempts: int) -> float:
    """Seconds until the next attempt: doubling, with jitter so that a crowd does not come back at once."""
    return float(min(LONGEST_WAIT, 2.0 ** min(attempts, 10)) * random.uniform(0.5, 1.0))  # noqa: S311 - no secret


async def _send(messenger: Messenger, place: Place, drawn: Message | outgoing.Redraw, kind: Kind) -> DeliveryOutcome:
    if isinstance(drawn, Message):
        return await messenger.post(place, drawn)
    outcome = await messenger.update(place, drawn.ref, drawn.message)
    if outcome == NOT_THERE and kind is Kind.ERASED:
        return Sent(drawn.ref)  # somebody deleted it: nothing is left to take back
    if outcome == NOT_THERE:
        return await messenger.post(place, drawn.message)  # what is owed is shown again
    return outcome
