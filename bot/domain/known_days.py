"""What an organization has told about its school days, from wherever it came, and the calendar made of all of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.school_calendar import Break, SchoolCalendar

MOST = 1000
"""Entries of one organization: twenty years of an ordinary district."""


class Origin(StrEnum):
    TYPED = "typed"
    FILE = "file"
    """The content of a calendar file, pasted in."""
    ADDRESS = "address"
    HOLIDAYS = "holidays"


class DayKind(StrEnum):
    OFF = "off"
    HALF = "half"
    SCHOOL = "school"
    """There is school after all, whatever a file or an address says."""


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """Days in a row, the last one included."""

    first: date
    last: date
    kind: DayKind = DayKind.OFF
    name: str = ""
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class Address:
    """Where the district publishes its calendar."""

    url: str
    by: str
    """Id of the person who gave it, and who is told when it stops working."""
    trouble: str = ""
    """Code of why the last look failed; "" when it worked."""


@dataclass(frozen=True, slots=True)
class KnownDays:
    """All of one organization. Typed days never overlap, and go before what the other origins say of the same day."""

    entries: tuple[Days, ...] = ()
    before: tuple[Days, ...] | None = None
    """The entries as they were before the last change that a person made; None when there is nothing to undo."""
    kept: tuple[str, ...] = ()
    """Names in the district's calendar that a person said mean no school."""
    passed: tuple[str, ...] = ()
    """Names in it that a person said mean nothing here."""
    country: str = ""
    """ISO code of the country whose public holidays are kept; "" when none are."""
    region: str = ""
    address: Address | None = None
    version: int = 0

    def calendar(self) -> SchoolCalendar:
        return SchoolCalendar(
            tuple(
                sorted(
                    Break(days.first, days.last, days.name, half=days.kind is DayKind.HALF)
                    for days in self.that_hold()
                    if days.kind is not DayKind.SCHOOL
                )
            )
        )

    def that_hold(self) -> tuple[Days, ...]:
        """The entries as they count, in order: what was typed, and what it leaves of the others."""
        typed = [days for days in self.entries if days.origin is Origin.TYPED]
        open_after_all = [days for days in typed if days.kind is not DayKind.OFF]
        told = [days for days in self.entries if days.origin is not Origin.TYPED]
        return tuple(sorted((*typed, *without(told, open_after_all))))

    def typed(self, days: Iterable[Days]) -> "KnownDays":
        """With `days` said now: of a day that was typed before, the last word counts."""
        said = tuple(days)
        before = [it for it in self.entries if it.origin is Origin.TYPED]
        others = [it for it in self.entries if it.origin is not Origin.TYPED]
        return self._changed((*others, *without(before, said), *said))

    def told(self, origin: Origin, days: Iterable[Days]) -> "KnownDays":
        """With `days` instead of what `origin` said before; what lies before the first of them stays, as history."""
        said = sorted(days)
        old = [it for it in self.entries if it.origin is origin and said and it.last < said[0].first]
        others = [it for it in self.entries if it.origin is not origin]
        return self._changed((*others, *old, *said))

    def undone(self) -> "KnownDays":
        if self.before is None:
            return self
        return replace(self, entries=self.before, before=None, version=self.version + 1)

    def _changed(self, entries: Iterable[Days]) -> "KnownDays":
        kept = tuple(sorted(entries))[-MOST:]
        return replace(self, entries=kept, before=self.entries, version=self.version + 1)


def without(days: Iterable[Days], taken: Iterable[Days]) -> tuple[Days, ...]:
    """`days` but for those that are in any of `taken`; what lies around them stays."""
    left = tuple(days)
    for cut in taken:
        left = tuple(piece for it in left for piece in _around(it, cut))
    return left


def _around(it: Days, cut: Days) -> Iterable[Days]:
    if cut.last < it.first or it.last < cut.first:
        yield it
        return
    if it.first < cut.first:
        yield replace(it, last=cut.first - timedelta(days=1))
    if cut.last < it.last:
        yield replace(it, first=cut.last + timedelta(days=1))
