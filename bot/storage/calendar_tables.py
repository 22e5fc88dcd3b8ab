"""The table of school calendars: one row an organization, read whole by whoever counts school days."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from bot.storage.columns import Json, Moment
from bot.storage.tables import metadata

school_calendar = Table(
    "school_calendar",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("days", Json, nullable=False),  # the entries, those before the last change, and what was chosen
    Column("address", LargeBinary),  # encrypted: whoever has a calendar's private address can read it
    Column("look_at", Moment),  # when the calendar is read (again)
    Column("content", Text),  # pasted in, until it has been read
    Index(
        "ix_school_calendar_look_at",
        "look_at",
        sqlite_where=text("look_at IS NOT NULL"),
        postgresql_where=text("look_at IS NOT NULL"),
    ),
)
