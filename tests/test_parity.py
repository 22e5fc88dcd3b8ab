"""What one platform can do the other can, or the parity ledger says why not."""

from collections import Counter

from bot.domain.vocabulary import Platform
from tests import parity
from tests.parity import EXEMPT

TOLD = [(name, platform, parity.said(row, platform)) for name, row in parity.rows().items() for platform in Platform]


def test_every_ability_has_a_row() -> None:
    assert set(parity.abilities()) - parity.rows().keys() == set()


def test_no_row_is_about_something_that_is_gone() -> None:
    assert parity.rows().keys() - set(parity.abilities()) == set()


def test_no_ability_is_told_twice() -> None:
    assert [name for name, times in Counter(parity.abilities()).items() if times > 1] == []


def test_every_row_speaks_of_each_platform_once() -> None:
    allowed = [{"both"}, {platform.value for platform in Platform}]
    assert [name for name, row in parity.rows().items() if set(row) not in allowed] == []


def test_every_exemption_has_a_reason() -> None:
    reasons = {(name, platform): told.removeprefix(EXEMPT) for name, platform, told in TOLD if told.startswith(EXEMPT)}
    assert {where: reason for where, reason in reasons.items() if len(reason.split()) < 4} == {}


def test_nothing_is_missing_on_both_platforms() -> None:
    missing = Counter(name for name, _, told in TOLD if told.startswith(EXEMPT))
    assert [name for name, times in missing.items() if times == len(Platform)] == []


def test_every_test_that_is_named_is_there() -> None:
    assert [(name, told) for name, _, told in TOLD if not told.startswith(EXEMPT) and not parity.exists(told)] == []


def test_a_test_named_for_both_platforms_is_asked_of_both() -> None:
    shared = {row["both"] for row in parity.rows().values() if "both" in row}
    assert {told for told in shared if not told.startswith(("contract/", "test_"))} == set()


def test_the_page_is_fresh() -> None:
    assert parity.TABLE.read_text() == parity.table(), "run python -m tests.parity --write"
