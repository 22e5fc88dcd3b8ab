"""What an organization has told about its school days."""

from typing import Protocol

from bot.domain.known_days import KnownDays


class SchoolDays(Protocol):
    def known(self) -> KnownDays: ...
    def save(self, days: KnownDays) -> None:
        """Store `days`, which are one version above the stored ones; raises Conflict otherwise."""
        ...
