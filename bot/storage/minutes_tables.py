"""The table of minutes: one row a meeting."""

from sqlalchemy import Boolean, Column, Integer, Table, Text

from bot.storage.columns import Json, Moment
from bot.storage.tables import metadata, within_organization

minutes = Table(
    "minutes",
    metadata,
    Column("org", Text, primary_key=True),
    Column("meeting", Text, primary_key=True),
    Column("drafted_at", Moment, nullable=False),
    Column("texts", Json, nullable=False),
    Column("confirmed_by", Text),
    Column("confirmed_at", Moment),
    Column("posted", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    within_organization("meeting", "meeting"),
)
