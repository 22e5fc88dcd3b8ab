"""Who somebody is whom the record does not know: asked of their platform before anything they do is kept."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller
from bot.ports import Messenger, Profile

Ask = Callable[[Handle], Awaitable[Profile | None]]
"""None when the platform does not answer, or does not tell."""

PATIENCE = 1.5
"""Seconds that a platform may take: Slack waits 3 for our answer, Teams 5."""
KEPT = 3600.0
MOST = 10_000


def introduced(caller: Caller, profile: Profile) -> Caller:
    """The caller with what their platform says of them; whether they administer is for the edge to ask."""
    return replace(
        caller,
        name=profile.name or caller.name,
        language=caller.language or profile.language,
        time_zone=caller.time_zone or profile.time_zone,
        guest=bool(caller.guest or profile.guest),
    )


class Strangers:
    """Remembers an answer for an hour, in memory only: whoever reports without a link is nowhere on record."""

    def __init__(
        self, messengers: Mapping[Platform, Messenger], *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._messengers = messengers
        self._seconds = seconds
        self._told: OrderedDict[Handle, tuple[float, Profile]] = OrderedDict()

    async def ask(self, handle: Handle) -> Profile | None:
        known = self._told.get(handle)
        if known and self._seconds() - known[0] < KEPT:
            return known[1]
        profile = await self._asked(handle)
        if profile:
            self._told[handle] = self._seconds(), profile
            self._told.move_to_end(handle)
            if len(self._told) > MOST:
                self._told.popitem(last=False)
        return profile

    async def _asked(self, handle: Handle) -> Profile | None:
        messenger = self._messengers.get(handle.platform)
        if messenger is None:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                profile = await messenger.profile(handle.workspace, handle.user)
        except TimeoutError:
            return None
        return profile if isinstance(profile, Profile) else None
