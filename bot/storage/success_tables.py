"""The table of successes."""

from sqlalchemy import Column, Index, Table, Text

from bot.storage.columns import Moment
from bot.storage.tables import metadata, within_organization

success = Table(
    "success",
    metadata,
    Column("org", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    within_organization("team", "team"),
    within_organization("person", "who"),
    Index(None, "org", "team", "at"),
    Index(None, "org", "who", "at"),
)
