"""The monthly reviews: what is pending, stamps beside the events that gave them, walks, and how months ended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.changes import Reviewed, Withdrawn
from bot.domain.review import Month, Stage, Tally, Walk
from bot.domain.vocabulary import Decision
from bot.ports import Conflict, Session, Work
from bot.storage.store import DatabaseStore
from tests.storage.district import ASSIGNEE, LEAD, ORG, TEAM, act, in_work, rebuilt, report, settle, stored
from tests.support.database import NOW
from tests.support.walks import REPORTER

OCTOBER = Month(2026, 10)
WALK = Walk(ORG, "w1", TEAM.id, 1, OCTOBER, NOW, LEAD, at="c2", seen=4, skipped=("c1", "c3"))
KEPT = Reviewed(str(OCTOBER), Decision.KEPT)


def later(**by: float) -> datetime:
    return NOW + timedelta(**by)


@pytest.fixture
async def filled(store: DatabaseStore) -> DatabaseStore:
    """Three challenges, a day after each other; the second is stamped."""
    await store.write(settle)
    for number in (1, 2, 3):
        await store.write(report(f"c{number}", now=later(days=number)))
    await store.write(act("c2", KEPT, by=ASSIGNEE, now=later(days=5)))
    return store


async def pending(store: DatabaseStore, month: Month = OCTOBER) -> list[tuple[str, int, int]]:
    found = await store.read(lambda session: session.work(ORG).reviews.pending(TEAM.id, month))
    return [(one.id, one.number, one.version) for one in found]


async def tally(store: DatabaseStore, *, before: datetime, at: datetime) -> tuple[int, int]:
    def ask(session: Session) -> Tally:
        return session.work(ORG).reviews.tally(TEAM.id, OCTOBER, reported_before=before, open_at=at)

    found = await store.read(ask)
    return found.rows, found.stamped


def saved(*walks: Walk) -> Callable[[Session], object]:
    def run(work: Work) -> None:
        for walk in walks:
            work.reviews.save(walk)

    return in_work(run)


async def test_pending_is_what_is_open_without_the_months_stamp(filled: DatabaseStore) -> None:
    await filled.write(act("c3", Withdrawn(), by=REPORTER))
    assert await pending(filled) == [("c1", 1, 1)]
    assert await pending(filled, OCTOBER.next) == [("c1", 1, 1), ("c2", 2, 2)]


async def test_a_stamp_stands_in_the_row_in_the_history_and_by_month(filled: DatabaseStore) -> None:
    (stamp,) = await filled.read(lambda session: session.work(ORG).reviews.stamps(TEAM.id, OCTOBER))
    row = await filled.read(lambda session: stored(session, "c2"))
    assert (stamp.challenge, stamp.at, stamp.by, stamp.decision) == ("c2", later(days=5), ASSIGNEE, Decision.KEPT)
    assert row.reviewed and (row.reviewed.at, row.reviewed.by) == (stamp.at, stamp.by)
    assert await filled.read(lambda session: rebuilt(session, "c2")) == row


async def test_the_tally_counts_what_was_reported_before_and_is_open_then(filled: DatabaseStore) -> None:
    await filled.write(act("c1", Withdrawn(), by=REPORTER, now=later(days=6)))
    assert await tally(filled, before=later(days=9), at=later(days=7)) == (2, 1)
    assert await tally(filled, before=later(days=9), at=later(days=6)) == (3, 1)
    assert await tally(filled, before=later(days=3), at=later(days=6)) == (2, 1)


async def test_a_walk_is_kept_whole_and_the_last_turn_goes_on(filled: DatabaseStore) -> None:
    stepped_back = replace(WALK, id="w2", turn=2, started_at=later(hours=-1))
    await filled.write(saved(WALK, stepped_back, replace(WALK, version=2, stage=Stage.STOPPED)))
    assert await filled.read(in_work(lambda work: work.reviews.walk("w1"))) == replace(
        WALK, version=2, stage=Stage.STOPPED
    )
    assert await filled.read(in_work(lambda work: work.reviews.latest(TEAM.id))) == stepped_back


async def test_of_two_who_move_a_walk_on_the_second_is_told(filled: DatabaseStore) -> None:
    await filled.write(saved(WALK, replace(WALK, version=2)))
    with pytest.raises(Conflict):
        await filled.write(saved(replace(WALK, version=2, at="c3")))


async def test_how_a_month_ended_is_written_once(filled: DatabaseStore) -> None:
    def settled(tallies: Sequence[Tally]) -> Callable[[Session], None]:
        def run(session: Session) -> None:
            for one in tallies:
                session.work(ORG).reviews.settle(TEAM.id, one, NOW)

        return run

    missed, whole = Tally(OCTOBER, 3, 1), Tally(OCTOBER.next, 2, 2)
    await filled.write(settled([missed, whole, Tally(OCTOBER, 3, 3)]))
    assert await filled.read(in_work(lambda work: work.reviews.settled(TEAM.id))) == [whole, missed]
    assert await filled.read(in_work(lambda work: work.reviews.settled(TEAM.id, limit=1))) == [whole]


async def test_a_teams_log_begins_with_its_first_report(filled: DatabaseStore) -> None:
    assert await filled.read(in_work(lambda work: work.reviews.began(TEAM.id))) == later(days=1)
    assert await filled.read(in_work(lambda work: work.reviews.began("another team"))) is None
