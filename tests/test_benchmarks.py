"""The benchmark's arithmetic: a wrong median would make every printed ratio a wrong one."""

import pytest

from benchmarks.figures import Comparison, Round, middle, percentile, reached, table


def a_round(*milliseconds: int, elapsed: float = 1.0, cpu: float = 0.5) -> Round:
    return Round(tuple(one / 1000 for one in milliseconds), elapsed, cpu)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.01, 1), (0.07, 7), (0.5, 50), (0.505, 51), (0.99, 99), (0.991, 100), (1, 100)]
)
def test_a_percentile_is_the_smallest_time_that_this_share_does_not_exceed(share: float, expected: int) -> None:
    assert percentile([float(one) for one in range(100, 0, -1)], share) == expected


@pytest.mark.parametrize(("times", "share"), [([], 0.5), ([1.0], 0), ([1.0], 1.01)])
def test_a_percentile_of_nothing_is_refused(times: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="at least one time"):
        percentile(times, share)


def test_a_ratio_is_the_median_of_neighbours_and_not_the_ratio_of_medians() -> None:
    # The machine was ten times slower in the second round; the bot was half as fast as its neighbour in two of three.
    floors = (a_round(2, 2, 2, 2), a_round(20, 20, 20, 20, elapsed=10), a_round(2, 2, 2, 2))
    bots = (a_round(4, 4), a_round(40, 40, elapsed=10), a_round(2, 2, 2, 2))
    seen = Comparison(floors, bots)
    assert seen.throughput == pytest.approx(0.5)
    assert seen.tail == pytest.approx(2)


def test_each_figure_is_its_own_median() -> None:
    seen = middle((a_round(1, 9), a_round(2, 5, 5, cpu=3), a_round(3, elapsed=0.25, cpu=2)))
    assert (seen.rate, seen.p50, seen.p99, seen.cpu_each) == pytest.approx((3, 0.003, 0.005, 1))


def test_a_target_is_kept_at_its_very_value_from_either_side() -> None:
    kept = [reached(0.7, 0.7, at_least=True), reached(1.5, 1.5), reached(2, 1.5), reached(0.69, 0.7, at_least=True)]
    assert kept == ["yes", "yes", "**no**", "**no**"]


def test_a_table_has_a_ruler_for_each_column() -> None:
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
