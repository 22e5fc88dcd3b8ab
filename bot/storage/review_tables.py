"""The tables of the monthly review: the walks through a team's log, the stamps, and what became of each month."""

from sqlalchemy import Column, Index, Integer, Table, Text

from bot.storage.columns import Json, Moment
from bot.storage.tables import metadata, within_organization

walk = Table(
    "review_walk",
    metadata,
    Column("org", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("month", Text, nullable=False),  # 2026-11
    Column("started_at", Moment, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("at", Text, nullable=False),  # the challenge in front of the team
    Column("seen", Integer, nullable=False),
    Column("skipped", Json, nullable=False),
    within_organization("team", "team"),
    Index(None, "org", "team", "turn"),
)

stamp = Table(  # written with the event that gives it, so that a team's month is found by key
    "review_stamp",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("challenge", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", Text),
    Column("decision", Text, nullable=False),
    within_organization("challenge", "challenge"),
)

month = Table(  # written once, when the month is over
    "review_month",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("stamped", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    within_organization("team", "team"),
)
