"""What is due and cannot be done: tried again less and less often, counted, and never in the way of anything else."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from prometheus_client import Gauge

from bot.ports import Alarm

log = structlog.get_logger(__name__)

FIRST, LONGEST = timedelta(seconds=5), timedelta(hours=1)
"""Until the second try, and between later ones."""
STUCK = Gauge("barrierbot_stuck", "What is due and cannot be done, by what it is", ("kind",))

Thing = tuple[str, str] | Alarm
"""A challenge, as (organization, id), or an alarm."""


class Failing:
    """In memory: a start, which may be that of a mended version, tries everything at once."""

    def __init__(self) -> None:
        self._tries: dict[Thing, tuple[int, datetime]] = {}
        self._seen: set[Thing] = set()
        self._left: set[str] = set()

    def begin(self) -> None:
        self._seen.clear()

    def waits(self, thing: Thing, now: datetime) -> bool:
        """Whether it failed before and is not to be tried yet."""
        waits = thing in self._tries and now < self._tries[thing][1]
        if waits:
            self._seen.add(thing)
        return waits

    def failed(self, thing: Thing, fault: Exception, now: datetime) -> None:
        times = self._tries.get(thing, (0, now))[0] + 1
        self._tries[thing] = times, now + min(FIRST * 2 ** min(times - 1, 16), LONGEST)
        self._seen.add(thing)
        log.error("not woken", kind=_kind(thing), fault=type(fault).__name__, times=times)

    def left(self, kinds: Iterable[str]) -> None:
        """A newer version will ring these; each is said once."""
        for kind in set(kinds) - self._left:
            log.warning("alarm of a newer version", kind=kind)
            self._left.add(kind)

    def end(self) -> None:
        """What is not due any more, or was done, is forgotten."""
        self._tries = {thing: tries for thing, tries in self._tries.items() if thing in self._seen}
        stuck = Counter(map(_kind, self._tries))
        STUCK.clear()
        for kind, count in stuck.items():
            STUCK.labels(kind).set(count)


def _kind(thing: Thing) -> str:
    return thing.kind.value if isinstance(thing, Alarm) else "challenge"
