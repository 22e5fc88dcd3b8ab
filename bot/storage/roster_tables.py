"""The table of who is in which place."""

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables import metadata, within_organization

presence = Table(
    "presence",
    metadata,
    Column("org", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    within_organization("place", "place"),
    within_organization("person", "person"),
    Index(None, "org", "person"),
)
