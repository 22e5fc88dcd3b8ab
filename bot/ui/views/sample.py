"""Challenges for the examples: one as they come, one hostile, one with the longest words."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.challenge import Challenge
from bot.domain.event import Owed
from bot.domain.vocabulary import Duty, Level, Role, Status, Visibility

HOSTILE = (
    "<!channel> [x](https://evil.example) {{DATE(2026-01-01)}} *bold* \u202egnirts &amp; <b>hi</b> "
    "\U0001f469\u200d\U0001f3eb"
)
LONG = ("A very long story of what stands in the way. " * 70)[:3000]


def row() -> Challenge:
    return Challenge(
        org="o-7",
        id="c-4711",
        number=12,
        team="t-lincoln",
        version=3,
        status=Status.TRIAGED,
        reported_at=datetime(2026, 11, 20, 15, 4, tzinfo=UTC),
        updated_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        visibility=Visibility.CONFIDENTIAL,
        reporter="p-dana",
        summary="Chromebooks won't hold a charge in room 12",
        school="Lincoln Elementary",
        practice="Reading screener",
        tried="Swapped the chargers",
        affected="Two third-grade rooms, every morning",
        idea="A charging cart for each wing",
        level=Level.SCHOOL,
        owed=Owed((), Role.LEAD, Duty.ASSIGN, datetime(2026, 12, 4, 13, 0, tzinfo=UTC)),
    )


def hostile() -> Challenge:
    return replace(row(), id="c-4712", number=13, summary=HOSTILE, school=HOSTILE[:150], idea=HOSTILE)


def longest() -> Challenge:
    long = replace(row(), id="c-4713", number=123456, summary=LONG, school=LONG[:150], practice=LONG[:200])
    return replace(long, tried=LONG[:1500], affected=LONG[:500], idea=LONG[:1500])
