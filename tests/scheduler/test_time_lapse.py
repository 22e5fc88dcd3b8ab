"""A demo's skipped time: what comes due on the way is done and told at its own time, and nothing holds it up."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.meeting import Series
from bot.domain.recurrence import Weekly
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk import demo_clock
from bot.handlers.desk.demo_clock import OFFSET
from bot.handlers.desk.requests import Caller, Invocation, Via, Where
from bot.handlers.upkeep import planning
from bot.ports import AlarmKind, Session
from bot.scheduler.delivery import Courier
from bot.scheduler.time_lapse import DemoClock, TimeLapse
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from bot.ui.text import plain, spoken
from tests.support.database import HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, SLACK, founded, reported, spoil

# The hand clock begins on Wednesday, October 14, 2026, at nine in Chicago; the team meets on Fridays at two.
WEEK = timedelta(weeks=1)
THURSDAY = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)


class Demo:
    def __init__(self, store: DatabaseStore, clock: HandClock) -> None:
        self.store, self.clock = store, DemoClock(clock)
        self.slack, self.teams = WritingMessenger(Platform.SLACK), WritingMessenger(Platform.TEAMS)
        courier = Courier(store, {it.platform: it for it in (self.slack, self.teams)}, self.clock, worker="w1")
        self.lapse = TimeLapse(store, self.clock, courier)

    async def skip(self, span: timedelta) -> None:
        await self.store.write(lambda session: session.set_setting(OFFSET, str(span.total_seconds())))
        await self.store.read(self.clock.read)
        await self.lapse.ring()


@pytest.fixture
async def demo(sqlite_store: DatabaseStore, clock: HandClock) -> Demo:
    demo = Demo(sqlite_store, clock)

    def plan(session: Session) -> None:
        founded(session)
        work = session.work(ORG)
        team = work.teams.get("elm")
        assert team is not None
        series = Series(ORG, "s1", "elm", Weekly((4,)), time(14, 0), date(2026, 10, 14), clock.now())
        work.meetings.save_series(series)
        planning.replan(series, team, work, clock.now())

    await sqlite_store.write(plan)
    return demo


def agendas(messenger: WritingMessenger) -> list[str]:
    cards = [it.message.card for it in messenger.sent if it.message.card]
    return [read_aloud(it) for it in cards if it.title.startswith("Agenda")]


async def test_a_meeting_within_the_skipped_time_is_posted_brought_to_mind_and_over(demo: Demo) -> None:
    await demo.skip(WEEK)
    for messenger in (demo.slack, demo.teams):
        posted, soon, over = agendas(messenger)
        assert "Facilitator" in posted
        assert ["meeting is over" in card for card in (posted, soon, over)] == [False, False, True]
    [line] = [spoken(it.message.line) for it in demo.slack.sent if it.message.line]
    assert line.startswith("We begin at 2:00")


async def test_the_clock_comes_to_where_it_was_asked_to_be(demo: Demo, clock: HandClock) -> None:
    await demo.skip(WEEK)
    assert demo.clock.now() == clock.now() + WEEK
    await demo.skip(WEEK + timedelta(days=1))
    assert demo.clock.now() == THURSDAY
    assert len([card for card in agendas(demo.slack) if "October 23" in card]) == 1


async def test_what_can_never_be_done_holds_nothing_up(demo: Demo, clock: HandClock) -> None:
    row = await demo.store.write(lambda session: reported(session, clock))
    await demo.store.write(lambda session: spoil(session, row.id))
    await demo.skip(WEEK)
    assert demo.clock.now() == clock.now() + WEEK


async def test_where_nothing_is_due_it_is_there_at_once(demo: Demo, clock: HandClock) -> None:
    await demo.store.write(lambda session: session.work(ORG).alarms.clear(AlarmKind.SERIES, "s1"))
    await demo.skip(WEEK)
    assert demo.clock.now() == clock.now() + WEEK
    assert demo.slack.sent == []


async def test_whoever_asked_is_answered_once_it_is_over(demo: Demo) -> None:
    await demo.store.write(lambda session: session.set_setting(OFFSET, str(WEEK.total_seconds())))
    await demo.store.read(demo.clock.read)
    ringing = asyncio.create_task(demo.lapse.ring())
    assert await demo.lapse.arrived()
    assert "meeting is over" in agendas(demo.slack)[-1]
    await ringing


async def test_what_takes_longer_is_answered_before_and_told_in_private_once_it_is_over(demo: Demo) -> None:
    hasty = TimeLapse(demo.store, demo.clock, Courier(demo.store, {}, demo.clock, worker="w2"), patience=0)
    await demo.store.write(lambda session: session.set_setting(OFFSET, str(WEEK.total_seconds())))
    await demo.store.read(demo.clock.read)
    assert not await hasty.arrived()
    tess = Caller(Handle(Platform.SLACK, SLACK, "U0TESS"))
    asked = Invocation("k-1", tess, Where("C0ELM", "C0ELM", private=False), "skip 1 week", Via.COMMAND, "demo")
    assert demo_clock.skips(asked)
    goal = demo.clock.there
    reply = await demo.store.write(lambda session: demo_clock.still_passing(asked, session, goal))
    assert reply.line == plain("The days are still passing. I write to you in private when they have.")
    await demo.lapse.ring()
    await demo.lapse.deliver()
    last = demo.slack.sent[-1].message
    assert last.line is not None
    assert spoken(last.line).startswith("The days have passed. My clock now says Oct 21, 2026, 9:00")


async def test_a_clock_that_is_read_anew_does_not_run_ahead_of_what_is_due(demo: Demo, clock: HandClock) -> None:
    """Every answer reads the setting; the ringing alone moves the clock, or the agenda would be drawn as of later."""
    await demo.store.write(lambda session: session.set_setting(OFFSET, "600"))
    await demo.store.read(demo.clock.read)
    assert demo.clock.now() == clock.now()
    demo.clock.arrive()
    assert demo.clock.now() == clock.now() + timedelta(minutes=10)
