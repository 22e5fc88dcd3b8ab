"""Alarms: what the bot has to look at again by itself. And outbox rows say themselves whether they go out again.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["org"], ["organization.id"], name=op.f("fk_alarm_org")),
        sa.PrimaryKeyConstraint("org", "kind", "subject", name=op.f("pk_alarm")),
    )
    op.create_index(op.f("ix_alarm_at"), "alarm", ["at"], unique=False)

    op.add_column("outbox", sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE outbox SET again = TRUE WHERE kind IN ('card', 'ask', 'profile')")
    for name, where in (("uq_outbox_once", "NOT again"), ("uq_outbox_waiting", "again AND state = 'waiting'")):
        op.drop_index(name, table_name="outbox")
        op.create_index(
            name,
            "outbox",
            ["org", "place", "subject", "kind", "seq"],
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
