"""Whether this machine's clock goes right, by the clock of somebody else's server."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from bot.ports import Clock

TIMEOUT = aiohttp.ClientTimeout(total=10)


async def ahead(url: str, clock: Clock) -> timedelta | None:
    """How far `clock` is ahead of the server at `url`, by the date of its answer; None when it gives none."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.head(url, allow_redirects=False) as answer,
        ):
            return clock.now() - parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError, TypeError):
        return None
