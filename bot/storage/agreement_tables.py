"""The tables of group agreements: one row a team, its proposals, the versions that were in force, and pulses."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, Table, Text

from bot.storage.columns import Json, Moment
from bot.storage.tables import metadata, within_organization

agreements = Table(
    "agreements",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("agreed", Json, nullable=False),
    Column("agreed_at", Moment),
    Column("review_on", Date),
    Column("months", Integer, nullable=False),
    Column("wording", Json, nullable=False),
    Column("considered", Integer, nullable=False),
    Column("asked_at", Moment),
    Column("round", Integer, nullable=False),
    Column("heard", Integer, nullable=False),
    within_organization("team", "team"),
)

consent = Table(  # of the newest asking only; a concern's words go with it
    "consent",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("consent", Text),
    Column("concern", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    within_organization("team", "team"),
    within_organization("person", "person"),
)

proposal = Table(  # without a person, and without a time that could tell who it was
    "proposal",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    Column("heading", Text, nullable=False),
    within_organization("team", "team"),
)

edition = Table(
    "edition",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("agreements", Json, nullable=False),
    Column("agreed_at", Moment, nullable=False),
    Column("ended_at", Moment),
    within_organization("team", "team"),
)

pulse = Table(
    "pulse",
    metadata,
    Column("org", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("hardly", Integer, nullable=False),  # the four counts are 0 again once it is closed
    Column("partly", Integer, nullable=False),
    Column("mostly", Integer, nullable=False),
    Column("fully", Integer, nullable=False),
    Column("answers", Integer),
    Column("middle", Text),
    within_organization("team", "team"),
    Index(None, "org", "team"),
)

pulse_seen = Table(  # who was counted, as keyed digests, and nothing about what they answered; erased when it closes
    "pulse_seen",
    metadata,
    Column("org", Text, primary_key=True),
    Column("pulse", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    within_organization("pulse", "pulse"),
)
