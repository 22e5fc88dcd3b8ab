"""Followers who come along from another challenge, and notes said as one of them, in the fold of events."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import AlsoAffected, Change, Noted, Reported
from bot.domain.event import Event
from bot.domain.refusals import Refusal, Why
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.team import Team
from bot.domain.vocabulary import Platform, Visibility

NOW = datetime(2026, 10, 14, 14, 0, tzinfo=UTC)
TEAM = Team("o-7", "t-lincoln", "Lincoln SLT", time_zone="America/Detroit")


def lived(*changes: tuple[Change, str]) -> tuple[Challenge, list[Event]]:
    row, event = life.start(
        Reported("No bulb", Visibility.NAMED),
        id="c-1",
        number=41,
        team=TEAM,
        calendar=WEEKDAYS,
        actor="p-dana",
        platform=None,
        now=NOW,
    )
    events = [event]
    for index, (change, actor) in enumerate(changes, 1):
        at = NOW + timedelta(hours=index)
        row, event = life.move(row, change, team=TEAM, calendar=WEEKDAYS, actor=actor, platform=Platform.TEAMS, now=at)
        events.append(event)
    return row, events


def test_those_who_come_along_follow_and_the_lead_who_brought_them_does_not() -> None:
    row, events = lived((AlsoAffected(("p-sam", "p-kim"), came_from="c-0"), "p-lee"))

    assert row.followers == ("p-dana", "p-sam", "p-kim")
    assert life.rebuild(events, number=41, team="t-lincoln") == row


def test_a_challenge_without_followers_brings_nobody_along() -> None:
    row, _ = lived((AlsoAffected((), came_from="c-0"), "p-lee"))

    assert row.followers == ("p-dana",)


def test_somebody_who_follows_already_may_still_bring_others_along() -> None:
    row, _ = lived((AlsoAffected(("p-sam",), came_from="c-0"), "p-dana"))

    assert row.followers == ("p-dana", "p-sam")


def test_somebody_who_came_along_cannot_join_again() -> None:
    with pytest.raises(Refusal) as refused:
        lived((AlsoAffected(("p-sam",), came_from="c-0"), "p-lee"), (AlsoAffected(), "p-sam"))

    assert refused.value.why is Why.ALREADY


def test_a_note_of_a_follower_is_kept_like_any_other() -> None:
    row, events = lived((Noted("Only the small hall has one", by_follower=True), "p-dana"))

    assert [note.text for note in row.notes] == ["Only the small hall has one"]
    assert life.rebuild(events, number=41, team="t-lincoln") == row
