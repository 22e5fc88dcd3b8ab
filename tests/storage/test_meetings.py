"""Series and meetings as they are kept: found again as they were, in order, and changed by one person at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.meeting import Meeting, MeetingState, changed
from bot.domain.recurrence import LAST, MonthlyByDay, MonthlyBySchoolDay, MonthlyByWeekday, Rule, Weekly
from bot.ports import Conflict, Session, Work
from bot.storage.store import DatabaseStore
from tests.storage.district import MEETING, ORG, SERIES, TEAM, in_work, settle

DAY = timedelta(days=1)
RULES: tuple[Rule, ...] = (
    Weekly((0, 2), 2),
    MonthlyByWeekday((LAST,), (4,)),
    MonthlyByDay((LAST, 15), 3),
    MonthlyBySchoolDay(last=True),
)


def kept(*meetings: Meeting) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        settle(session)
        work = session.work(ORG)
        work.meetings.save_series(SERIES)
        for meeting in meetings:
            work.meetings.save(meeting)

    return run


def later(id: str, days: int, **values: object) -> Meeting:
    at = MEETING.at + days * DAY
    return replace(MEETING, id=id, scheduled=at, at=at, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
async def test_a_series_comes_back_as_it_was(store: DatabaseStore, rule: Rule) -> None:
    await store.write(kept())
    series = replace(SERIES, id="s2", rule=rule, time=time(7, 5), ends=date(2027, 6, 4), minutes=50, places=("a", "b"))
    await store.write(in_work(lambda w: w.meetings.save_series(series)))
    assert await store.read(in_work(lambda w: w.meetings.series("s2"))) == series


async def test_a_meeting_comes_back_as_it_was(store: DatabaseStore) -> None:
    await store.write(kept(MEETING))
    assert await store.read(in_work(lambda w: w.meetings.get("m1"))) == MEETING
    moved = changed(MEETING, at=MEETING.at - DAY, state=MeetingState.POSTED, moved_by="somebody", reminded=True)
    await store.write(in_work(lambda w: w.meetings.save(moved)))
    assert await store.read(in_work(lambda w: w.meetings.of_slot("s1", MEETING.scheduled))) == moved


async def test_the_series_of_a_team_come_in_the_order_they_were_made_without_cancelled_ones(
    store: DatabaseStore,
) -> None:
    await store.write(kept())
    first = replace(SERIES, id="s0", made_at=SERIES.made_at + DAY)
    second = replace(SERIES, id="a9", made_at=SERIES.made_at + 2 * DAY)
    gone = replace(SERIES, id="s3", cancelled=True)

    def save(work: Work) -> None:
        for series in (second, gone, first):
            work.meetings.save_series(series)

    await store.write(in_work(save))
    assert await store.read(in_work(lambda w: w.meetings.series_of(TEAM.id))) == [SERIES, first, second]
    assert await store.read(in_work(lambda w: w.meetings.all_series())) == [SERIES, first, second]
    assert await store.read(in_work(lambda w: w.meetings.series_of("another"))) == []


async def test_a_meeting_nobody_has_seen_is_removed_and_its_slot_is_free(store: DatabaseStore) -> None:
    await store.write(kept(MEETING, later("m2", 14)))
    await store.write(in_work(lambda w: w.meetings.remove(MEETING)))
    assert await store.read(in_work(lambda w: w.meetings.of_team(TEAM.id))) == [later("m2", 14)]
    again = replace(MEETING, id="m3")
    await store.write(in_work(lambda w: w.meetings.save(again)))
    assert await store.read(in_work(lambda w: w.meetings.next("s1"))) == again


async def test_what_comes_next_what_was_last_and_what_is_over(store: DatabaseStore) -> None:
    over = [later(f"over{n}", -n, state=MeetingState.OVER) for n in (1, 5, 3)]
    skipped, next_, last = later("no", 1, state=MeetingState.SKIPPED), later("next", 2), later("last", 9)
    await store.write(kept(*over, last, skipped, next_))

    def look(work: Work) -> list[Meeting | None]:
        meetings = work.meetings
        return [meetings.next("s1"), meetings.last("s1"), meetings.latest(TEAM.id)]

    assert await store.read(in_work(look)) == [next_, last, over[0]]
    of_team = await store.read(in_work(lambda w: w.meetings.of_team(TEAM.id, MeetingState.OVER, limit=2)))
    assert of_team == [over[0], over[2]]
    assert await store.read(in_work(lambda w: len(w.meetings.of_team(TEAM.id)))) == 6


@pytest.mark.parametrize(
    "second",
    [
        lambda w: w.meetings.save_series(replace(SERIES, minutes=10)),
        lambda w: w.meetings.save_series(replace(SERIES, version=3)),
        lambda w: w.meetings.save(replace(MEETING, id="m2")),
        lambda w: w.meetings.save(replace(MEETING, minutes=10)),
        lambda w: w.meetings.save(replace(MEETING, version=3)),
        lambda w: w.meetings.remove(replace(MEETING, version=2)),
        lambda w: w.meetings.remove(replace(MEETING, id="m2")),
    ],
    ids=[
        "a series twice",
        "a series later",
        "a slot twice",
        "a meeting twice",
        "a meeting later",
        "one that was changed is removed",
        "one that is gone is removed",
    ],
)
async def test_whoever_was_slower_is_told(store: DatabaseStore, second: Callable[[Work], None]) -> None:
    await store.write(kept(MEETING))
    with pytest.raises(Conflict):
        await store.write(in_work(second))
    assert await store.read(in_work(lambda w: w.meetings.get("m1"))) == MEETING
