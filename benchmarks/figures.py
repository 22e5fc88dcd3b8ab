"""What a round of requests says, and what several rounds of two servers say about their ratio."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Round:
    """One server under load for a while. `times` are seconds to the answer, `elapsed` is the whole round, `cpu`
    the seconds of processor time that the server took for it."""

    times: tuple[float, ...]
    elapsed: float
    cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.elapsed

    @property
    def cpu_each(self) -> float:
        """Seconds of processor time a request."""
        return self.cpu / len(self.times)

    @property
    def p50(self) -> float:
        return percentile(self.times, 0.5)

    @property
    def p99(self) -> float:
        return percentile(self.times, 0.99)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The bot beside its floor: medians over the rounds, and the median of each round's own ratio.

    The machine's noise changes slowly, so that two neighbouring rounds share most of it and their ratio loses it.
    """

    floor: tuple[Round, ...]
    bot: tuple[Round, ...]

    @property
    def throughput(self) -> float:
        """The bot's requests a second over the floor's: 1 would be as fast."""
        return median(bot.rate / floor.rate for floor, bot in zip(self.floor, self.bot, strict=True))

    @property
    def tail(self) -> float:
        """The bot's p99 over the floor's: 1 would be as fast."""
        return median(bot.p99 / floor.p99 for floor, bot in zip(self.floor, self.bot, strict=True))


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest time that at least this share of all are not above (nearest rank)."""
    if not times or not 0 < share <= 1:
        raise ValueError("needs at least one time, and a share between 0 and 1")
    return sorted(times)[math.ceil(round(share * len(times), 6)) - 1]  # 0.07 * 100 is a little more than 7


@dataclass(frozen=True, slots=True)
class Middle:
    """Each figure's median over several rounds."""

    rate: float
    p50: float
    p99: float
    cpu_each: float


def middle(rounds: Iterable[Round]) -> Middle:
    taken = tuple(rounds)
    return Middle(
        median(r.rate for r in taken),
        median(r.p50 for r in taken),
        median(r.p99 for r in taken),
        median(r.cpu_each for r in taken),
    )


def table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Markdown. Every column but the first is set to the right."""
    ruler = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, ruler, *lines))


def milliseconds(seconds: float) -> str:
    return (
        f"{seconds * 1000:.2f}"
        if seconds < 0.01
        else f"{seconds * 1000:.1f}"
        if seconds < 0.1
        else f"{seconds * 1000:.0f}"
    )


def reached(value: float, target: float, *, at_least: bool = False) -> str:
    """The target, and whether this value keeps to it."""
    kept = value >= target if at_least else value <= target
    return "yes" if kept else "**no**"
