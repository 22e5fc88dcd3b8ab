"""A process killed before any statement of posting an agenda: it is posted all the same, and repeated once at most."""

import asyncio
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.domain.meeting import Series
from bot.domain.recurrence import Weekly
from bot.handlers.upkeep import planning
from bot.ports import Session
from bot.scheduler.delivery import LEASE
from bot.storage.store import DatabaseStore
from tests.faults.poster import post
from tests.support.database import KEYS, NOW, HandClock
from tests.support.riverside import CHANNELS, ORG, founded

EVE = NOW + timedelta(hours=23)
"""NOW is Wednesday morning; the team meets on Fridays, and its agenda is posted on Thursday at eight."""
MOST = 80
"""Statements that ringing and posting take, at most."""


async def planned(url: str) -> None:
    store = DatabaseStore(url, secret_keys=KEYS, clock=HandClock())

    def plan(session: Session) -> None:
        founded(session)
        work = session.work(ORG)
        team = work.teams.get("elm")
        assert team is not None
        series = Series(ORG, "s1", "elm", Weekly((4,)), time(14, 0), date(2026, 10, 14), NOW)
        work.meetings.save_series(series)
        planning.replan(series, team, work, NOW)

    await store.write(plan)
    await store.close()


@pytest.fixture
def database(database_url: str) -> str:
    asyncio.run(planned(database_url))
    return database_url


def posted(paper: Path) -> dict[str, int]:
    """How often an agenda was posted in each channel of the team."""
    lines = paper.read_text().splitlines() if paper.exists() else []
    return {key: lines.count(key) for _, key in CHANNELS.values()}


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_it_takes_no_more_statements_than_are_looked_at_here(database: str, tmp_path: Path) -> None:
    assert MOST - 20 < post(database, EVE, tmp_path / "paper") < MOST
    assert set(posted(tmp_path / "paper").values()) == {1}


@pytest.mark.parametrize(
    ("engine", "statement"),
    [*(("sqlite", number) for number in range(1, MOST)), *(("postgres", number) for number in range(1, MOST, 3))],
)
def test_killed_before_any_statement_it_is_posted_and_repeated_once_at_most(
    database: str, tmp_path: Path, statement: int
) -> None:
    paper = tmp_path / "paper"
    post(database, EVE, paper, last=statement)
    post(database, EVE + timedelta(seconds=LEASE + 1), paper)
    assert set(posted(paper).values()) <= {1, 2}
