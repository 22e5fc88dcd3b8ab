"""The tables. Every key of people's data starts with the organization; the full-text index is in `wording`."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
    true,
)

from bot.storage.columns import Json, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def within_organization(table: str, column: str) -> ForeignKeyConstraint:
    """A reference that cannot leave the organization."""
    return ForeignKeyConstraint(["org", column], [f"{table}.org", f"{table}.id"])


organization = Table(
    "organization",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("ordinal", Integer, nullable=False, unique=True),  # makes the keys of SQLite's full-text index
    Column("last_number", Integer, nullable=False),
)

workspace = Table(
    "workspace",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("org", ForeignKey("organization.id"), nullable=False),
)

team = Table(
    "team",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("types", Json, nullable=False),
    Column("keep_replies", Boolean, nullable=False),
    Column("clocks", Json, nullable=False),
    Column("school", Text, nullable=False, server_default=""),
    Column("monthly", Boolean, nullable=False, server_default=true()),
)

person = Table(
    "person",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name without case and accents, a space before every word
    Column("language", Text),
    Column("time_zone", Text),
    Column("admin", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("guest", Boolean),
)

handle = Table(
    "handle",
    metadata,
    Column("org", Text, primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("position", Integer, nullable=False),
    within_organization("person", "person"),
    Index(None, "org", "person"),
)

membership = Table(
    "membership",
    metadata,
    Column("org", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    within_organization("team", "team"),
    within_organization("person", "person"),
    Index(None, "org", "person"),
)

place = Table(
    "place",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("team", Text),
    Column("person", Text),
    Column("gone", Text),
    Column("saved", Integer, nullable=False),  # counts up within the organization: the latest private conversation
    within_organization("team", "team"),
    within_organization("person", "person"),
    Index(None, "org", "platform", "workspace", "key", unique=True),
    Index(None, "org", "team"),
    Index(None, "org", "person"),
)

challenge = Table(
    "challenge",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("team", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("reported_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("visibility", Text, nullable=False),
    Column("reporter", Text),
    Column("school", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("assignee", Text),
    Column("outcome", Text),
    Column("merged_into", Text),
    Column("owed_role", Text),
    Column("owed_what", Text),
    Column("owed_by", Json),
    Column("next_at", Moment),
    Column("rest", Json, nullable=False),  # everything that no query asks for
    within_organization("team", "team"),
    Index(None, "org", "number", unique=True),
    Index(None, "org", "team", "number"),
    Index(None, "org", "merged_into"),
    Index(
        "ix_challenge_next_at",
        *("next_at", "org", "id"),
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)

event = Table(
    "event",
    metadata,
    Column("org", Text, primary_key=True),
    Column("challenge", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text),
    Column("platform", Text),
    Column("change", Json, nullable=False),
    Column("owed", Json),
    within_organization("challenge", "challenge"),
)

tie = Table(  # which people a challenge concerns, so that "mine" and "todo" are found by index
    "tie",
    metadata,
    Column("org", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("challenge", Text, primary_key=True),
    within_organization("challenge", "challenge"),
    Index(None, "org", "challenge"),
)

code = Table(
    "code",
    metadata,
    Column("org", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("challenge", Text, nullable=False),
    PrimaryKeyConstraint("org", "digest"),
    within_organization("challenge", "challenge"),
)

installation = Table(
    "installation",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("secrets", LargeBinary, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
