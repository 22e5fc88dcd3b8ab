"""Which addresses may be asked: public ones by https; nothing within a private network, wherever a name leads."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.domain.known_days import Trouble

LONGEST = 2000
_UNICAST = IPv6Network("2000::/3")
"""All that is given out to networks of the internet; IPv4 addresses in other clothes lie outside of it."""
_NAT64 = IPv6Network("64:ff9b::/96")

Look = Callable[[str, int], Awaitable[list[str]]]
"""A host's name and port → its addresses."""


class Inner(OSError):
    """The host lies within a private network."""


def normal(url: str) -> str:
    """An address as people paste it, in the form that is fetched."""
    url = url.strip()
    return "https" + url[6:] if url[:9].lower() == "webcal://" else url


def fault(url: str, *, dev: bool) -> Trouble | None:
    """What is wrong with an address before anybody is asked; a demo may also ask its own machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Trouble.UNREACHABLE
    if not host or len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return Trouble.UNREACHABLE
    if dev and parts.scheme == "http" and host in {"127.0.0.1", "::1", "localhost"}:
        return None
    if parts.scheme != "https" or parts.username is not None or port not in (None, 443):
        return Trouble.NOT_HTTPS
    try:
        literal = ip_address(host)
    except ValueError:
        return None
    return None if outside(literal) else Trouble.INNER


def outside(address: IPv4Address | IPv6Address) -> bool:
    """Whether it is of the public internet, with every address that it may stand for."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.ipv4_mapped:
        return outside(address.ipv4_mapped)
    if address in _NAT64:
        return outside(IPv4Address(int(address) & 0xFFFFFFFF))
    inside = [it for it in (address.sixtofour, *(address.teredo or ())) if it]
    return address in _UNICAST and address.is_global and all(outside(it) for it in inside)


async def look_up(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class PublicResolver(AbstractResolver):
    """Gives aiohttp the very addresses that were looked at, so that no second answer can lead elsewhere."""

    def __init__(self, look: Look = look_up, *, dev: bool = False) -> None:
        self._look, self._dev = look, dev

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = [ip_address(one.partition("%")[0]) for one in await self._look(host, port)]
        if not found or not all(outside(one) or (self._dev and one.is_loopback) for one in found):
            raise Inner("not a public address")
        return [
            ResolveResult(
                hostname=host,
                host=str(one),
                port=port,
                family=socket.AF_INET if one.version == 4 else socket.AF_INET6,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for one in found
        ]

    async def close(self) -> None:
        pass
