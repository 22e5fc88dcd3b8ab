"""What activities taught us: where a tenant's service answers, where a person was met, and who is behind an id."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.adapters.clean import clean
from bot.adapters.teams import refs
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.connector import Connector
from bot.adapters.teams.origin import Origin

K = TypeVar("K")
V = TypeVar("V")

HOUR = 3600.0
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as a conversation's roster has them. `user`: their id in the directory."""

    user: str
    name: str
    guest: bool


@dataclass(frozen=True, slots=True)
class Service:
    url: str
    bot: str
    """The bot's own id there."""


class Contacts:
    """Kept in memory only, and bounded. `seconds` is monotonic."""

    def __init__(self, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._services: dict[str, Service] = {}
        self._met: OrderedDict[tuple[str, str], tuple[str, str]] = OrderedDict()
        self._members: OrderedDict[tuple[str, str], tuple[float, Member]] = OrderedDict()

    def note(self, origin: Origin) -> None:
        self._services[origin.tenant] = Service(origin.service, origin.bot)
        user = origin.caller.handle.user
        if user:
            _put(self._met, (origin.tenant, user), (origin.service, refs.split(origin.conversation)[0]))

    def service(self, tenant: str) -> Service | None:
        """Where the tenant's last activity came from."""
        return self._services.get(tenant)

    def met(self, tenant: str, user: str) -> tuple[str, str] | None:
        """(service, conversation) in which this person was last seen."""
        return self._met.get((tenant, user))

    def remembered(self, tenant: str, id: str) -> Member | None:
        """Asked of the roster within the last hour."""
        known = self._members.get((tenant, id))
        return known[1] if known and self._seconds() - known[0] < HOUR else None

    async def member(self, connector: Connector, origin: Origin, id: str) -> Member | None:
        """Who is behind an id in the conversation of `origin`; None when Teams does not say."""
        known = self.remembered(origin.tenant, id)
        if known:
            return known
        answer = await connector.member(origin.service, refs.split(origin.conversation)[0], id)
        found = member(answer, origin.tenant) if isinstance(answer, dict) else None
        if found:
            _put(self._members, (origin.tenant, id), (self._seconds(), found))
        return found


def member(said: JSON, tenant: str) -> Member | None:
    """None for what has no id in the directory, like another bot."""
    user, name = said.get("aadObjectId") or said.get("objectId"), said.get("name")
    if not isinstance(user, str):
        return None
    role, home = said.get("userRole"), said.get("tenantId")
    guest = role in ("guest", "anonymous") or (isinstance(home, str) and home not in ("", tenant))
    return Member(user, clean(name).strip() if isinstance(name, str) else "", guest)


def _put(kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > MOST:
        kept.popitem(last=False)
