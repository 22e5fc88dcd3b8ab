"""The table of school calendars: one row an organization, read whole by whoever counts school days."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from bot.storage.columns import Json
from bot.storage.tables import metadata

school_calendar = Table(
    "school_calendar",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("days", Json, nullable=False),  # the entries, those before the last change, and what was chosen
    Column("address", LargeBinary),  # encrypted: whoever has a calendar's private address can read it
)
