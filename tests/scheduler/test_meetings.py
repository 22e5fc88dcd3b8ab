"""An agenda on its way out: on both platforms, once, and a channel that is gone is told of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.meeting import Series
from bot.domain.recurrence import Weekly
from bot.domain.vocabulary import Platform
from bot.handlers.upkeep import planning
from bot.ports import Gone, Retry, Session, Uncertain
from bot.scheduler.delivery import LEASE, Courier
from bot.scheduler.due import ring
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.support.database import HandClock
from tests.support.messengers import Post, WritingMessenger
from tests.support.riverside import ORG, founded, reported

# The hand clock begins on Wednesday, October 14, 2026, at nine in Chicago; the team meets on Fridays at two.
EVE = datetime(2026, 10, 15, 13, 0, tzinfo=UTC)
MEETING = datetime(2026, 10, 16, 19, 0, tzinfo=UTC)


@dataclass
class Hall:
    store: DatabaseStore
    clock: HandClock
    slack: WritingMessenger
    teams: WritingMessenger

    def courier(self, worker: str = "w1") -> Courier:
        messengers = {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}
        return Courier(self.store, messengers, self.clock, worker=worker)

    async def at(self, moment: datetime) -> None:
        """The clock rings at `moment`, and what it put out is delivered."""
        self.clock.forward(seconds=(moment - self.clock.now()).total_seconds())
        await ring(self.store, self.clock)
        await self.drained()

    async def drained(self) -> None:
        for _ in range(20):
            await self.courier().drain()
            self.clock.forward(seconds=1)


def agendas(messenger: WritingMessenger) -> list[Post]:
    return [it for it in messenger.sent if it.message.card and it.message.card.title.startswith("Agenda")]


@pytest.fixture
async def hall(store: DatabaseStore, clock: HandClock) -> Hall:
    await store.write(founded)
    await store.write(planned(clock))
    return Hall(store, clock, WritingMessenger(Platform.SLACK), WritingMessenger(Platform.TEAMS))


def planned(clock: HandClock) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("elm")
        assert team is not None
        series = Series(ORG, "s1", "elm", Weekly((4,)), time(14, 0), date(2026, 10, 14), clock.now())
        work.meetings.save_series(series)
        planning.replan(series, team, work, clock.now())

    return run


async def test_it_is_posted_on_both_platforms_and_then_only_redrawn(hall: Hall) -> None:
    await hall.at(EVE)
    await hall.store.write(lambda session: reported(session, hall.clock))
    await hall.drained()
    for messenger in (hall.slack, hall.teams):
        first, second = agendas(messenger)
        assert (first.ref, second.ref is not None) == (None, True)
        assert "The projector in the gym hums" in read_aloud(second.message.card)  # type: ignore[arg-type]


async def test_half_an_hour_before_one_line_stands_in_its_thread(hall: Hall) -> None:
    await hall.at(EVE)
    await hall.at(MEETING - timedelta(minutes=30))
    [line] = [it for it in hall.slack.sent if it.message.line]
    assert line.message.thread is not None
    assert [it.ref is None for it in agendas(hall.slack)] == [True, False]


async def test_of_a_channel_archived_a_minute_before_the_lead_is_told_and_the_other_gets_it(hall: Hall) -> None:
    hall.slack.answers = [Gone("is_archived")]
    await hall.at(EVE)
    assert [it.message.card is not None for it in agendas(hall.teams)] == [True]
    told = [read_aloud(it.message.card) for it in hall.teams.sent if it.message.card and it not in agendas(hall.teams)]
    assert any("archived" in text for text in told), told


@pytest.mark.parametrize("trouble", [Retry(5), Uncertain("connection lost")])
async def test_a_platform_in_trouble_gets_it_later_and_at_most_once_more(
    hall: Hall, trouble: Retry | Uncertain
) -> None:
    hall.slack.answers = [trouble]
    await hall.at(EVE)
    await hall.drained()
    assert len(agendas(hall.slack)) == 2
    assert [it.ref for it in agendas(hall.slack)] == [None, None]
    await hall.at(EVE + timedelta(hours=1))
    assert len(agendas(hall.slack)) == 2


async def test_a_process_that_died_after_posting_leads_to_one_repeat_and_no_third(hall: Hall) -> None:
    hall.clock.forward(seconds=(EVE - hall.clock.now()).total_seconds())
    await ring(hall.store, hall.clock)
    await hall.store.write(lambda s: s.lanes.claim("dead", now=hall.clock.now(), lease=LEASE, limit=9))
    hall.clock.forward(seconds=LEASE + 1)
    await hall.drained()
    hall.clock.forward(seconds=LEASE + 1)
    await hall.drained()
    assert len(agendas(hall.slack)) == len(agendas(hall.teams)) == 1


async def test_a_process_that_died_while_ringing_has_done_nothing(hall: Hall) -> None:
    """The alarm, the meeting's state and what goes out are one transaction."""
    hall.clock.forward(seconds=(EVE - hall.clock.now()).total_seconds())

    def cut_short(session: Session) -> None:
        [alarm] = [it for it in session.ringing.due(hall.clock.now(), limit=9) if it.subject == "s1"]
        session.ringing.take(alarm, hall.clock.now())
        planning.ring("s1", session.work(ORG), hall.clock.now())
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        await hall.store.write(cut_short)
    await hall.at(hall.clock.now())
    assert len(agendas(hall.slack)) == 1


async def test_two_processes_ringing_and_delivering_at_once_post_it_once(hall: Hall) -> None:
    hall.clock.forward(seconds=(EVE - hall.clock.now()).total_seconds())
    assert sum([await ring(hall.store, hall.clock), await ring(hall.store, hall.clock)]) >= 1
    await hall.courier("w1").drain()
    await hall.courier("w2").drain()
    await hall.drained()
    assert len(agendas(hall.slack)) == len(agendas(hall.teams)) == 1
