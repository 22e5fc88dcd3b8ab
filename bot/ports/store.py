"""The database: transactions, and what belongs to the whole installation."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.team import Organization
from bot.domain.vocabulary import Platform
from bot.ports.alarms import Ringing
from bot.ports.outbox import Delivery
from bot.ports.school_days import Looks
from bot.ports.work import Work

T = TypeVar("T")


class Installations(Protocol):
    """Tokens, encrypted at rest, of workspaces that installed the bot by link."""

    def get(self, platform: Platform, workspace: str) -> dict[str, str] | None: ...
    def put(self, platform: Platform, workspace: str, secrets: dict[str, str]) -> None: ...
    def delete(self, platform: Platform, workspace: str) -> None: ...
    def unreadable(self) -> int:
        """How many none of the secret keys opens."""
        ...


class Lanes(Protocol):
    """The sending side of the outbox: rows are claimed place by place, in order, by one worker at a time."""

    unknown: frozenset[str]
    """Kinds of rows that this transaction left for a newer version."""

    def claim(self, worker: str, *, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        """The next due row of up to `limit` places that are free, marked as being sent, leased for `lease` seconds.
        A row whose lease ran out is claimed again, with its `attempts` counted."""
        ...

    def done(self, *ended: tuple[Delivery, float], now: datetime) -> Sequence[bool]:
        """Each carries its new state, reason and attempts, and for how many seconds its place is not free yet.

        False where the row is not there any more or not ours: somebody else finished it, or became unlinked meanwhile.
        """
        ...

    def again(self, delivery: Delivery, *, due: datetime, whole_workspace: bool = False) -> None:
        """Waits again until `due`, and with it everything behind it in its place (or in its workspace)."""
        ...

    def next_due(self) -> datetime | None: ...


class Session(Protocol):
    """One transaction; where an organization is found or founded, and where the bot's own clock looks for work."""

    installations: Installations
    lanes: Lanes
    ringing: Ringing
    looks: Looks

    def organization_of(self, platform: Platform, workspace: str) -> Organization | None: ...
    def found(self, platform: Platform, workspace: str, organization: Organization) -> None:
        """Tie a workspace to an organization, which is stored first when it is new."""
        ...

    def work(self, org: str) -> Work: ...
    def due(self, now: datetime, *, limit: int, past: int = 0) -> Sequence[tuple[str, str]]:
        """(organization, challenge) pairs whose `next_at` has come, oldest first, locked for this transaction.

        `past`: so many of the oldest are left out.
        """
        ...

    def next_due(self) -> datetime | None:
        """When the next challenge or alarm is due, over all organizations."""
        ...

    def prune(self, now: datetime) -> None:
        """Forget what only had to be remembered for a while: inbox keys, old ledger rows."""
        ...

    def setting(self, name: str) -> str | None:
        """A value of the whole installation, e.g. how far a demo's clock was moved."""
        ...

    def set_setting(self, name: str, value: str) -> None: ...


class Store(Protocol):
    """The database: each call is one transaction, run whole on a database thread, committed before it returns."""

    async def write(self, fn: Callable[[Session], T]) -> T: ...

    async def read(self, fn: Callable[[Session], T]) -> T:
        """No changes; may run beside a write."""
        ...

    async def healthy(self) -> bool:
        """Whether the database answers and has this version's shape."""
        ...
