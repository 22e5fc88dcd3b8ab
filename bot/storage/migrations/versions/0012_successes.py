"""Successes that people told.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "success",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_success_org_team")),
        sa.ForeignKeyConstraint(["org", "who"], ["person.org", "person.id"], name=op.f("fk_success_org_who")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_success")),
    )
    op.create_index(op.f("ix_success_org_team_at"), "success", ["org", "team", "at"])
    op.create_index(op.f("ix_success_org_who_at"), "success", ["org", "who", "at"])
