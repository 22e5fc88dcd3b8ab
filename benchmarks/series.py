"""Meeting series that are all due at once, each with a team and a channel of its own."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

from sqlalchemy import create_engine, text

from bot.domain.meeting import Meeting, Series
from bot.domain.recurrence import MonthlyByWeekday
from bot.domain.team import Organization, Place, Team
from bot.domain.vocabulary import Platform
from bot.ports import AlarmKind, Session
from bot.storage import engines
from bot.storage.store import DatabaseStore
from bot.storage.tables import metadata

KEYS = ("the benchmark's own key",)
AT = datetime(2026, 11, 10, 20, 30, tzinfo=UTC)
DUE = datetime(2026, 11, 9, 13, 0, tzinfo=UTC)
IN_ONE = 100
"""Series of one organization, each with a team and a channel of its own."""
COPIED = ("organization", "workspace", "team", "place", "series", "meeting", "alarm")
OWN: dict[str | tuple[str, str], str] = {
    ("organization", "id"): "'o' || n",
    ("organization", "ordinal"): "t.ordinal + n",
    "org": "'o' || n",
    "workspace": "'T' || n",
}
"""What a copied organization has of its own."""


class Fixed:
    """A clock that stands where everything is due."""

    def now(self) -> datetime:
        return DUE + timedelta(seconds=1)


def fill(url: str, count: int) -> None:
    """The first organization as the bot itself stores it, the others as its copies: `count` series, full hundreds."""
    asyncio.run(_fill(url, min(count, IN_ONE)))
    engine = create_engine(engines.parse(url))
    with engine.begin() as connection:
        for name in COPIED:
            columns = [column.name for column in metadata.tables[name].columns]
            new = ", ".join(
                f"{OWN[name, it]} AS {it}" if (name, it) in OWN else OWN.get(it, f"t.{it}") for it in columns
            )
            copied = (
                f"INSERT INTO {name} ({', '.join(columns)}) SELECT {new} FROM {name} t, generate_series(1, :more) n"
            )
            connection.execute(text(copied), {"more": max(0, count // IN_ONE - 1)})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Of these alone: taken for empty, what is filled later would be read whole at each look.
        connection.execute(text(f"ANALYZE {', '.join(COPIED)}"))
    engine.dispose()


async def _fill(url: str, count: int) -> None:
    store = DatabaseStore(url, secret_keys=KEYS)
    store.upgrade()
    await store.write(lambda session: organization(session, count))
    await store.close()


def organization(session: Session, count: int) -> None:
    org = "o0"
    session.found(Platform.SLACK, "T0", Organization(org, "Bench"))
    work = session.work(org)
    for n in range(count):
        work.teams.save(Team(org, f"t{n}", f"Team {n}", time_zone="America/Detroit"))
        work.places.save(Place(org, f"p{n}", Platform.SLACK, "T0", f"a{n}", f"C{n}", f"team-{n}", team=f"t{n}"))
        rule = MonthlyByWeekday((2,), (1,))
        series = Series(org, f"s{n}", f"t{n}", rule, clock_time(15, 30), date(2026, 9, 1), DUE)
        work.meetings.save_series(series)
        work.meetings.save(Meeting(org, f"m{n}", series.id, series.team, AT, AT, 45))
        work.alarms.set(AlarmKind.SERIES, series.id, DUE)
