"""The tables of what people ask of their reminders."""

from sqlalchemy import Column, Date, Index, Table, Text, Time, text

from bot.storage.tables import metadata, within_organization

_STOPPED = text("until IS NULL")

wish = Table(
    "wish",
    metadata,
    Column("org", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("subject", Text, primary_key=True),  # a challenge; the person themselves for all of them
    Column("until", Date),  # none: until they say so
    within_organization("person", "person"),
    Index(None, "org", "subject"),
    Index("ix_wish_stopped", "org", sqlite_where=_STOPPED, postgresql_where=_STOPPED),
)

own_hours = Table(
    "own_hours",
    metadata,
    Column("org", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("days", Text),  # weekdays as figures, 0 for Monday; none: all five
    within_organization("person", "person"),
)
