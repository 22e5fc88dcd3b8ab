"""A challenge at some point of its life, for the tests of the rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import life
from bot.domain.challenge import Challenge, Step
from bot.domain.changes import (
    Assigned,
    Change,
    RemovalReported,
    Reported,
)
from bot.domain.event import Owed
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.team import Team
from bot.domain.vocabulary import (
    Outcome,
    Platform,
    Status,
    Visibility,
)
from tests.support.walks import PEOPLE, REPORTER

MONDAY = datetime(2026, 10, 12, 15, 0, tzinfo=UTC)
TEAM = Team("district", "leaders", "Leadership team")
LEAD, ASSIGNEE, TEACHER, _ = PEOPLE


def reported(visibility: Visibility = Visibility.NAMED, *, when: datetime = MONDAY - timedelta(days=21)) -> Challenge:
    said = Reported("The cart never comes back", visibility, link="https://chat.example/message")
    row, _ = life.start(
        said,
        id="c9",
        number=9,
        team=TEAM,
        calendar=WEEKDAYS,
        actor=REPORTER,
        platform=Platform.SLACK,
        now=when,
    )
    return row


def after(row: Challenge, *changes: Change | tuple[Change, str | None], now: datetime = MONDAY) -> Challenge:
    for it in changes:
        change, actor = it if isinstance(it, tuple) else (it, LEAD)
        row, _ = life.move(row, change, team=TEAM, calendar=WEEKDAYS, actor=actor, platform=Platform.TEAMS, now=now)
    return row


def removed(visibility: Visibility = Visibility.NAMED) -> Challenge:
    return after(reported(visibility), Assigned(ASSIGNEE), RemovalReported("Signed out by name now"))


def in_status(status: Status) -> Challenge:
    """A row that satisfies whatever a move asks of a row besides its status."""
    return replace(
        reported(),
        status=status,
        assignee=ASSIGNEE,
        steps=(Step("Order a second cart"),),
        outcome=Outcome.SUFFICIENT if status is Status.CLOSED else None,
    )


def owes(row: Challenge) -> Owed:
    assert row.owed
    return row.owed


def local_days(row: Challenge) -> int:
    return (owes(row).next_at.astimezone(UTC).date() - MONDAY.date()).days
