"""The log: what was stored comes back, its history makes it again, and of two presses at once one is told."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import (
    AlsoAffected,
    Assigned,
    Closed,
    Merged,
    Noted,
    RemovalReported,
    Reported,
    StepAdded,
    StepDone,
    VerdictGiven,
    Woken,
)
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.vocabulary import Duty, Outcome, Verdict
from bot.ports import Conflict, LogFilter, Session
from bot.storage.store import DatabaseStore
from tests.storage.district import (
    AIDE,
    ASSIGNEE,
    LEAD,
    ORG,
    SAID,
    TEACHER,
    TEAM,
    act,
    in_work,
    rebuilt,
    report,
    settle,
    stored,
)
from tests.support.database import NOW
from tests.support.walks import REPORTER, Passage, reports, walk

lives = count()


@pytest.fixture(autouse=True)
async def district(store: DatabaseStore) -> None:
    await store.write(settle)


async def test_a_row_comes_back_as_it_was_stored(store: DatabaseStore) -> None:
    made = await store.write(report("c1"))
    moved = await store.write(act("c1", Assigned(ASSIGNEE, target=NOW.date())))
    assert (made.version, moved.version) == (1, 2)
    assert await store.read(lambda s: stored(s, "c1")) == moved
    assert await store.read(in_work(lambda w: w.challenges.numbered(1))) == moved


async def test_one_event_is_found_by_the_version_it_made(store: DatabaseStore) -> None:
    await store.write(report("c1"))
    await store.write(act("c1", Assigned(ASSIGNEE, target=NOW.date())))
    history = await store.read(in_work(lambda w: w.challenges.history("c1")))
    assert await store.read(in_work(lambda w: [w.challenges.event("c1", seq) for seq in (1, 2)])) == history
    with pytest.raises(LookupError):
        await store.read(in_work(lambda w: w.challenges.event("c1", 3)))


async def test_a_naive_moment_is_refused(store: DatabaseStore) -> None:
    with pytest.raises(Exception, match="time zone"):
        await store.write(report("c1", now=datetime(2026, 10, 14, 9, 0)))  # noqa: DTZ001  (that is the point)
    assert await store.read(in_work(lambda w: w.challenges.get("c1"))) is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports, st.data())
def test_the_stored_history_makes_the_stored_row(database_url: str, said: Reported, data: st.DataObject) -> None:
    id = f"walk-{next(lives)}"

    async def live() -> None:
        store = DatabaseStore(database_url, secret_keys=["k"])
        row = await store.write(report(id, said))
        for passage in walk(data, row, team=TEAM, now=NOW, most=12):
            row = await store.write(keep(passage))
        assert await store.read(lambda s: stored(s, id)) == row
        assert await store.read(lambda s: rebuilt(s, id)) == row
        await store.close()

    asyncio.run(live())


def keep(passage: Passage) -> Callable[[Session], Challenge]:
    def run(session: Session) -> Challenge:
        session.work(ORG).challenges.save(passage.row, passage.event)
        return passage.row

    return run


async def test_many_hands_lose_no_update(store: DatabaseStore) -> None:
    await store.write(report("c1"))

    async def hand() -> int:
        conflicts = 0
        for _ in range(50):
            while True:
                try:
                    await store.write(act("c1", Noted("One more")))
                    break
                except Conflict:
                    conflicts += 1
        return conflicts

    await asyncio.gather(*(hand() for _ in range(4)))
    row = await store.read(lambda s: stored(s, "c1"))
    assert (row.version, len(row.notes)) == (201, 200)
    assert len(await store.read(lambda s: s.work(ORG).challenges.history("c1"))) == 201


async def test_the_second_of_two_presses_on_the_same_version_learns_of_the_first(store: DatabaseStore) -> None:
    seen = await store.write(report("c1"))
    await store.write(act("c1", Assigned(ASSIGNEE)))
    late, event = life.move(seen, Assigned(TEACHER), team=TEAM, calendar=WEEKDAYS, actor=LEAD, platform=None, now=NOW)
    with pytest.raises(Conflict):
        await store.write(lambda s: s.work(ORG).challenges.save(late, event))
    row = await store.read(lambda s: stored(s, "c1"))
    assert (row.assignee, row.version) == (ASSIGNEE, 2)
    assert len(await store.read(lambda s: s.work(ORG).challenges.history("c1"))) == 2


async def test_numbers_have_no_gaps_when_many_report_at_once(store: DatabaseStore) -> None:
    await asyncio.gather(*(store.write(report(f"c{n}")) for n in range(40)))
    found, total = await store.read(lambda s: s.work(ORG).challenges.find(LogFilter(), limit=100))
    assert [row.number for row in found] == list(range(40, 0, -1))
    assert total == 40


async def test_a_transaction_that_fails_leaves_nothing(store: DatabaseStore) -> None:
    def fail(session: Session) -> None:
        report("c1")(session)
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await store.write(fail)
    assert await store.read(in_work(lambda w: w.challenges.get("c1"))) is None
    assert (await store.write(report("c2"))).number == 1


async def test_reading_cannot_write(store: DatabaseStore) -> None:
    with pytest.raises(Exception, match="INSERT INTO setting"):
        await store.read(lambda s: s.set_setting("clock", "moved"))
    assert await store.read(lambda s: s.setting("clock")) is None


async def numbers(store: DatabaseStore, wanted: LogFilter) -> list[int]:
    found, total = await store.read(lambda s: s.work(ORG).challenges.find(wanted, limit=10))
    assert total == len(found)
    return [row.number for row in found]


async def test_the_log_is_found_by_who_owes_owns_and_follows(store: DatabaseStore) -> None:
    for n in (1, 2, 3):
        await store.write(report(f"c{n}"))
    await store.write(act("c2", Assigned(ASSIGNEE)))
    await store.write(act("c3", AlsoAffected(), by=TEACHER))
    await store.write(act("c3", StepAdded("Count them", AIDE)))
    assert await numbers(store, LogFilter(owed_by=LEAD)) == [3, 1]
    assert await numbers(store, LogFilter(owed_by=ASSIGNEE)) == [2]
    assert await numbers(store, LogFilter(owed_by=TEACHER)) == []
    assert await numbers(store, LogFilter(owns=ASSIGNEE)) == [2]
    assert await numbers(store, LogFilter(owns=AIDE)) == [3]
    assert await numbers(store, LogFilter(follower=TEACHER)) == [3]
    assert await numbers(store, LogFilter(follower=REPORTER)) == [3, 2, 1]
    await store.write(act("c3", StepDone(1)))
    assert await numbers(store, LogFilter(owns=AIDE)) == []


async def test_all_conditions_of_a_filter_hold_together(store: DatabaseStore) -> None:
    for n in (1, 2, 3):
        await store.write(report(f"c{n}"))
    await store.write(act("c1", Merged("c2")))
    later = NOW + timedelta(days=30)
    assert await numbers(store, LogFilter(open=True)) == [3, 2]
    assert await numbers(store, LogFilter(open=False)) == [1]
    assert await numbers(store, LogFilter(overdue_at=later)) == [3, 2]
    assert await numbers(store, LogFilter(overdue_at=NOW)) == []
    await store.write(act("c2", Woken(Duty.TRIAGE), by=None, now=later))
    assert await numbers(store, LogFilter(overdue_at=NOW)) == [2]  # the reminder set a new date for itself only
    assert await numbers(store, LogFilter(school="LINC", teams=(TEAM.id,), words="charging")) == [3, 2, 1]
    assert await numbers(store, LogFilter(school="%", words="charging")) == []
    assert await numbers(store, LogFilter(open=False, follower=TEACHER)) == []
    assert await numbers(store, LogFilter(teams=("another",))) == []
    assert [r.id for r in await store.read(lambda s: s.work(ORG).challenges.merged_into("c2"))] == ["c1"]


async def test_the_log_comes_in_pages(store: DatabaseStore) -> None:
    for n in range(7):
        await store.write(report(f"c{n}"))

    def page(offset: int, session: Session) -> tuple[list[int], int]:
        found, total = session.work(ORG).challenges.find(LogFilter(), limit=3, offset=offset)
        return [row.number for row in found], total

    assert await store.read(lambda s: page(0, s)) == ([7, 6, 5], 7)
    assert await store.read(lambda s: page(6, s)) == ([1], 7)
    assert await store.read(lambda s: page(9, s)) == ([], 7)


async def test_what_is_due_comes_oldest_first_and_closed_rows_with_a_date_too(store: DatabaseStore) -> None:
    await store.write(report("c1", now=NOW - timedelta(days=3)))
    await store.write(report("c2", now=NOW - timedelta(days=9)))
    for change, by in ((Assigned(ASSIGNEE), LEAD), (RemovalReported("Done"), ASSIGNEE)):
        await store.write(act("c2", change, by=by))
    assert await store.write(lambda s: s.due(NOW, limit=9)) == []
    in_ten, in_ninety = NOW + timedelta(days=10), NOW + timedelta(days=90)
    assert await store.write(lambda s: s.due(in_ten, limit=9)) == [(ORG, "c1"), (ORG, "c2")]
    assert await store.write(lambda s: s.due(in_ten, limit=1)) == [(ORG, "c1")]
    await store.write(act("c2", VerdictGiven(Verdict.SUFFICIENT), by=REPORTER))
    closed = await store.write(act("c2", Closed()))
    assert closed.outcome is Outcome.SUFFICIENT
    assert (ORG, "c2") in await store.write(lambda s: s.due(in_ninety, limit=9))
    await store.write(act("c2", Woken(Duty.SUSTAIN), by=None, now=in_ninety))
    assert (ORG, "c2") not in await store.write(lambda s: s.due(in_ninety, limit=9))


async def test_an_unknown_id_is_nothing(store: DatabaseStore) -> None:
    assert await store.read(in_work(lambda w: w.challenges.get("nobody"))) is None
    assert await store.read(in_work(lambda w: w.challenges.numbered(1))) is None
    assert await store.read(lambda s: list(s.work(ORG).challenges.history("nobody"))) == []
    assert await store.read(lambda s: s.work(ORG).challenges.similar(SAID.summary)) == []
