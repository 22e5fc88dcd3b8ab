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


class Trouble(StrEnum):
    """Why a district's calendar could not be read."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    NOT_HTTPS = "not_https"
    INNER = "inner"
    """The address, or one it leads to, lies within a private network."""
    REFUSED = "refused"
    """The address answered with an error."""
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    NOT_A_CALENDAR = "not_a_calendar"
    BROKEN = "broken"
    TOO_MANY = "too_many"
    TOO_OFTEN = "too_often"
    """Something in it repeats more often than once a day."""
    NOTHING = "nothing"
    """It has no whole days in the months to come."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the district publishes its calendar."""

    url: str
    """"" where its content was pasted in instead."""
    by: str
    """Id of the person who gave it, and who is told when it stops working."""
    trouble: Trouble | None = None
    """Why the last look failed; None when it worked."""


@dataclass(frozen=True, slots=True)
class Found:
    """Days of a calendar that was read: `likely` says whether their name sounds like no school."""

    days: Days
    likely: bool


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
    """Read again every day."""
    offered: Address | None = None
    """Given, and not yet read or not yet confirmed."""
    found: tuple[Found, ...] = ()
    """What was read there, until a person has said which of it means no school."""
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

    def replaced(self, days: Iterable[Days]) -> tuple[Days, ...]:
        """What was typed before and loses a day or more to `days`, as it stands now."""
        said = tuple(days)
        return tuple(
            it for it in self.entries if it.origin is Origin.TYPED and it not in said and without((it,), said) != (it,)
        )

    def told(self, origin: Origin, days: Iterable[Days], *, since: date) -> "KnownDays":
        """With `days` instead of what `origin` said of the time from `since` on; what lies before stays, as history."""
        said = [it for it in days if it.last >= since]
        old = [it for it in self.entries if it.origin is origin and it.last < since]
        others = [it for it in self.entries if it.origin is not origin]
        return self._changed((*others, *old, *said))

    def chosen(self, origin: Origin, found: Iterable[Found], kept: Iterable[str], *, since: date) -> "KnownDays":
        """With those of `found` that a person kept, by name; what they did not keep is passed over from now on, too."""
        read, names = tuple(found), frozenset(kept)
        others = {it.days.name for it in read} - names
        told = self.told(origin, (it.days for it in read if it.days.name in names), since=since)
        return replace(
            told,
            kept=tuple(sorted((set(self.kept) | names) - others))[-MOST:],
            passed=tuple(sorted((set(self.passed) - names) | others))[-MOST:],
        )

    def read_again(self, origin: Origin, found: Iterable[Found], *, since: date) -> "KnownDays":
        """With what the clock read anew: a name keeps what a person said of it, a new one counts as it sounds.

        The same object when nothing changed.
        """
        wanted = (it for it in found if it.days.name in self.kept or (it.likely and it.days.name not in self.passed))
        told = self.told(origin, (it.days for it in wanted), since=since)
        return self if told.entries == self.entries else replace(told, before=None)

    def to_read(self) -> Address | None:
        """What is to be read next: what was offered last, as long as nothing is known of it, else the address."""
        waits = self.offered and not self.offered.trouble and not self.found
        return self.offered if waits else self.address

    def undone(self) -> "KnownDays":
        """As before the last change; a source that had told nothing by then is not asked any more."""
        if self.before is None:
            return self
        left = {it.origin for it in self.before}
        return replace(
            self,
            entries=self.before,
            before=None,
            address=self.address if Origin.ADDRESS in left else None,
            country=self.country if Origin.HOLIDAYS in left else "",
            version=self.version + 1,
        )

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
