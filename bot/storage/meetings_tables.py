"""The tables of what happens in meetings: series, and the meetings they lead to."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from bot.storage.columns import Json, Moment
from bot.storage.tables import metadata, within_organization

series = Table(
    "series",
    metadata,
    Column("org", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("rest", Json, nullable=False),  # everything that no query asks for
    within_organization("team", "team"),
    Index(None, "org", "team"),
)

meeting = Table(
    "meeting",
    metadata,
    Column("org", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("series", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("scheduled", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("rest", Json, nullable=False),
    within_organization("series", "series"),
    Index(None, "org", "series", "scheduled", unique=True),
    Index(None, "org", "team", "at"),
)
