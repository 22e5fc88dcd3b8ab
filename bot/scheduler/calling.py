"""What is asked of a platform for one message, and an end to waiting for its answer."""

import asyncio
from functools import partial

from bot.domain.team import Place
from bot.handlers import outgoing
from bot.handlers.people import rosters
from bot.ports import NOT_THERE, DeliveryOutcome, Intent, Kind, Message, Messenger, Retry, Sent, Uncertain
from bot.scheduler.settling import Learn

LONGEST = 45.0
"""Seconds: well before the lease of a message ends. One message may take several requests, each of which has a time
limit of its own: a profile on Teams takes up to five."""


async def send(
    messenger: Messenger, place: Place, drawn: Message | outgoing.Redraw, kind: Kind, *, longest: float
) -> DeliveryOutcome:
    try:
        async with asyncio.timeout(longest):
            return await _send(messenger, place, drawn, kind)
    except TimeoutError:
        return Uncertain("too slow")


async def ask(messenger: Messenger, place: Place, intent: Intent, *, longest: float) -> Learn | Retry | None:
    """What is to be learned from the answer; None when the platform tells nothing."""
    try:
        async with asyncio.timeout(longest):
            return await _ask(messenger, place, intent)
    except TimeoutError:
        return Retry(0, "too slow")


async def _send(messenger: Messenger, place: Place, drawn: Message | outgoing.Redraw, kind: Kind) -> DeliveryOutcome:
    if isinstance(drawn, Message):
        return await messenger.post(place, drawn)
    outcome = await messenger.update(place, drawn.ref, drawn.message)
    if outcome == NOT_THERE and kind is Kind.ERASED:
        return Sent(drawn.ref)  # somebody deleted it: nothing is left to take back
    if outcome == NOT_THERE:
        return await messenger.post(place, drawn.message)  # what is owed is shown again
    return outcome


async def _ask(messenger: Messenger, place: Place, intent: Intent) -> Learn | Retry | None:
    if intent.kind is Kind.ROSTER:
        people = await messenger.roster(place)
        if isinstance(people, Retry) or people is None:
            return people
        return partial(rosters.listed, intent.subject, people)
    profile = await messenger.profile(place.workspace, place.key)
    if isinstance(profile, Retry) or profile is None:
        return profile
    return partial(rosters.described, intent.subject, profile)
