"""Fetch and read a calendar within limits: time, size, redirects, and a process that can be killed."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector

import bot
from bot.adapters.calendars import address
from bot.adapters.calendars.address import Inner, Look, PublicResolver
from bot.domain.known_days import DayKind, Days, Found, Origin, Trouble

LARGEST = 5_000_000
"""Bytes of a calendar; a district's own has 100 KB."""
SECONDS = 10.0
REDIRECTS = 3
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_ROOT = Path(bot.__file__).parents[1]
_HEADERS = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "barrierbot"}


class WebCalendars:
    """`dev`: a demo may fetch from its own machine without encryption."""

    def __init__(self, *, dev: bool = False, look: Look = address.look_up, seconds: float = SECONDS) -> None:
        self._dev, self._look, self._seconds = dev, look, seconds

    async def fetch(self, url: str) -> bytes | Trouble:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._fetch(address.normal(url))
        except TimeoutError:
            return Trouble.SLOW
        except Inner:
            return Trouble.INNER
        except (ClientError, OSError, ValueError) as fault:
            return Trouble.INNER if isinstance(fault.__cause__, Inner) else Trouble.UNREACHABLE

    async def _fetch(self, url: str) -> bytes | Trouble:
        connector = TCPConnector(
            resolver=PublicResolver(self._look, dev=self._dev), use_dns_cache=False, force_close=True
        )
        async with ClientSession(
            connector=connector, timeout=ClientTimeout(total=None), headers=_HEADERS, auto_decompress=False
        ) as session:
            for _ in range(REDIRECTS + 1):
                if wrong := address.fault(url, dev=self._dev):
                    return wrong
                async with session.get(url, allow_redirects=False) as response:
                    if response.status not in _REDIRECT:
                        return await _content(response)
                    url = address.normal(urljoin(url, response.headers.get("Location", "")))
        return Trouble.REDIRECTS

    async def read(self, content: bytes, first: date, last: date) -> Sequence[Found] | Trouble:
        """In a process of its own: no file can hold up the bot, or take its memory or its secrets."""
        if len(content) > LARGEST:
            return Trouble.TOO_LARGE
        if not looks_right(content):
            return Trouble.NOT_A_CALENDAR
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.adapters.calendars.worker",
            first.isoformat(),
            last.isoformat(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT)},
        )
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await worker.communicate(content)
        except TimeoutError:
            return Trouble.SLOW
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        return _told(json.loads(said)) if worker.returncode == 0 else Trouble.BROKEN


def looks_right(content: bytes | bytearray) -> bool:
    return bytes(content[:1000]).removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


async def _content(response: ClientResponse) -> bytes | Trouble:
    if response.status != 200:
        return Trouble.REFUSED
    if (response.content_length or 0) > LARGEST:
        return Trouble.TOO_LARGE
    found = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        found += chunk
        if len(found) > LARGEST:
            return Trouble.TOO_LARGE
    return bytes(found) if looks_right(found) else Trouble.NOT_A_CALENDAR


def _told(said: Mapping[str, str | list[Mapping[str, str]]]) -> Sequence[Found] | Trouble:
    match said:
        case {"trouble": str(code)}:
            return Trouble(code)
        case {"days": list(days)}:
            return [
                Found(
                    Days(
                        date.fromisoformat(it["first"]),
                        date.fromisoformat(it["last"]),
                        DayKind(it["kind"]),
                        it["name"],
                        Origin.ADDRESS,
                    ),
                    bool(it["likely"]),
                )
                for it in days
            ]
        case _:
            return Trouble.BROKEN
