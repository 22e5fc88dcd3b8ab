"""How much Teams takes: the bot waits by itself before Teams makes it wait."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

BURST: Final = 40
PER_SECOND: Final = 0.48
"""With `BURST`, below Teams' 60 messages in 30 seconds and 1,800 in an hour."""
MOST_PLACES = 10_000


class Allowance:
    """How much may still be sent to each place: a bucket that fills slowly. `seconds` is monotonic."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, place: str) -> float:
        """Takes one message's worth and returns 0, or the seconds until there is one."""
        now = self._seconds()
        at, left = self._left.get(place, (now, float(BURST)))
        left = min(float(BURST), left + (now - at) * PER_SECOND)
        if left < 0.999:  # a wait that was kept to the letter ends a rounding error too early
            return (1 - left) / PER_SECOND
        self._left[place] = now, max(left - 1, 0.0)
        self._left.move_to_end(place)
        if len(self._left) > MOST_PLACES:
            self._left.popitem(last=False)
        return 0.0
