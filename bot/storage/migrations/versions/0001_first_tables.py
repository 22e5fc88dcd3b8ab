"""First tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org", "digest", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_seen_at"), "inbox", ["seen_at"], unique=False)

    op.create_table(
        "installation",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("secrets", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_installation")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_organization_ordinal")),
    )
    op.create_table(
        "pause",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_pause")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "person",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_person_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_person")),
    )
    op.create_table(
        "team",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("keep_replies", sa.Boolean(), nullable=False),
        sa.Column("clocks", JSON, nullable=False),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_team_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_team")),
    )
    op.create_table(
        "workspace",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("org", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_workspace_org")),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_workspace")),
    )
    op.create_table(
        "challenge",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=True),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("owed_role", sa.Text(), nullable=True),
        sa.Column("owed_what", sa.Text(), nullable=True),
        sa.Column("owed_by", JSON, nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rest", JSON, nullable=False),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_challenge_org_team")),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_challenge_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_challenge")),
    )
    op.create_index(
        "ix_challenge_next_at",
        "challenge",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_challenge_org_merged_into"), "challenge", ["org", "merged_into"], unique=False)
    op.create_index(op.f("ix_challenge_org_number"), "challenge", ["org", "number"], unique=True)
    op.create_index(op.f("ix_challenge_org_team_number"), "challenge", ["org", "team", "number"], unique=False)

    op.create_table(
        "handle",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_handle_org_person")),
        sa.PrimaryKeyConstraint("org", "platform", "workspace", "user", name=op.f("pk_handle")),
    )
    op.create_index(op.f("ix_handle_org_person"), "handle", ["org", "person"], unique=False)

    op.create_table(
        "membership",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_membership_org_person")),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_membership_org_team")),
        sa.PrimaryKeyConstraint("org", "team", "role", "person", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_org_person"), "membership", ["org", "person"], unique=False)

    op.create_table(
        "place",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("gone", sa.Text(), nullable=True),
        sa.Column("saved", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_place_org_person")),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_place_org_team")),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_place_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_org_person"), "place", ["org", "person"], unique=False)
    op.create_index(
        op.f("ix_place_org_platform_workspace_key"), "place", ["org", "platform", "workspace", "key"], unique=True
    )
    op.create_index(op.f("ix_place_org_team"), "place", ["org", "team"], unique=False)

    op.create_table(
        "code",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org", "challenge"], ["challenge.org", "challenge.id"], name=op.f("fk_code_org_challenge")
        ),
        sa.PrimaryKeyConstraint("org", "digest", name=op.f("pk_code")),
    )
    op.create_table(
        "event",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("change", JSON, nullable=False),
        sa.Column("owed", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["org", "challenge"], ["challenge.org", "challenge.id"], name=op.f("fk_event_org_challenge")
        ),
        sa.PrimaryKeyConstraint("org", "challenge", "seq", name=op.f("pk_event")),
    )
    op.create_table(
        "lane",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_by", sa.Text(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["org", "place"], ["place.org", "place.id"], name=op.f("fk_lane_org_place")),
        sa.PrimaryKeyConstraint("org", "place", name=op.f("pk_lane")),
    )
    op.create_index(
        "ix_lane_next_at",
        "lane",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_lane_platform_workspace"), "lane", ["platform", "workspace"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["org", "place"], ["place.org", "place.id"], name=op.f("fk_outbox_org_place")),
        sa.PrimaryKeyConstraint("org", "place", "id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_org_subject"), "outbox", ["org", "subject"], unique=False)
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["org", "place"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_outbox_waiting_due",
        "outbox",
        ["org", "place", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outbox_waiting_order",
        "outbox",
        ["org", "place", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_outbox_once",
        "outbox",
        ["org", "place", "subject", "kind", "seq"],
        unique=True,
        sqlite_where=sa.text("NOT (kind IN ('card', 'ask', 'profile'))"),
        postgresql_where=sa.text("NOT (kind IN ('card', 'ask', 'profile'))"),
    )
    op.create_index(
        "uq_outbox_waiting",
        "outbox",
        ["org", "place", "subject", "kind", "seq"],
        unique=True,
        sqlite_where=sa.text("kind IN ('card', 'ask', 'profile') AND state = 'waiting'"),
        postgresql_where=sa.text("kind IN ('card', 'ask', 'profile') AND state = 'waiting'"),
    )

    op.create_table(
        "posting",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["org", "place"], ["place.org", "place.id"], name=op.f("fk_posting_org_place")),
        sa.PrimaryKeyConstraint("org", "place", "ref", name=op.f("pk_posting")),
    )
    op.create_index(op.f("ix_posting_org_subject_kind"), "posting", ["org", "subject", "kind"], unique=False)

    op.create_table(
        "tie",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org", "challenge"], ["challenge.org", "challenge.id"], name=op.f("fk_tie_org_challenge")
        ),
        sa.PrimaryKeyConstraint("org", "person", "kind", "challenge", name=op.f("pk_tie")),
    )
    op.create_index(op.f("ix_tie_org_challenge"), "tie", ["org", "challenge"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "wording",
            sa.Column("org", sa.Text(), primary_key=True),
            sa.Column("challenge", sa.Text(), primary_key=True),
            sa.Column("vector", postgresql.TSVECTOR(), nullable=False),
            sa.ForeignKeyConstraint(["org", "challenge"], ["challenge.org", "challenge.id"]),
        )
        op.create_index(
            "ix_wording_vector",
            "wording",
            ["vector"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},  # a search would read through all that is not yet sorted in
        )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE wording USING fts5(core, rest, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
