"""A batch of messages drawn in one reading transaction: each as its subject is now."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.team import Place
from bot.handlers import outgoing, standing
from bot.ports import Clock, Delivery, Kind, Message, Session, Store, Unavailable

ASKED = frozenset({Kind.PROFILE, Kind.ROSTER})
"""Rows that say nothing: the platform is asked for something."""


@dataclass(frozen=True, slots=True)
class Drawn:
    delivery: Delivery
    place: Place | None = None
    """None: not known any more."""
    what: Message | outgoing.Redraw | None = None
    """None: no longer true, or nothing to say."""
    shows: standing.Shown = ()
    """Of what challenges."""
    fault: Exception | None = None
    """What kept it from being drawn."""


async def draw(deliveries: Sequence[Delivery], store: Store, clock: Clock) -> list[Drawn]:
    if not deliveries:
        return []
    found = await store.read(lambda session: [_together(it, session, clock) for it in deliveries])
    return [drawn or await _alone(it, store, clock) for it, drawn in zip(deliveries, found, strict=True)]


def _together(delivery: Delivery, session: Session, clock: Clock) -> Drawn | None:
    """None when it could not be drawn: by a fault of its own, or by what another's has done to the transaction."""
    try:
        return _draw(delivery, session, clock)
    except Exception:
        return None


async def _alone(delivery: Delivery, store: Store, clock: Clock) -> Drawn:
    try:
        return await store.read(lambda session: _draw(delivery, session, clock))
    except Unavailable:
        raise
    except Exception as fault:
        return Drawn(delivery, fault=fault)


def _draw(delivery: Delivery, session: Session, clock: Clock) -> Drawn:
    work, intent = session.work(delivery.org), delivery.intent
    place = work.places.get(intent.place)
    if place is None or place.gone or intent.kind in ASKED:
        return Drawn(delivery, place)
    return Drawn(delivery, place, outgoing.message(delivery, work, clock.now()), standing.shows(intent, work))
