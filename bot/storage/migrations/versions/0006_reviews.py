"""The monthly review: walks, stamps and months; each team's months are looked after from now on.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "review_walk",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("skipped", JSON, nullable=False),
        _within("team", "team", "review_walk"),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_review_walk")),
    )
    op.create_index(op.f("ix_review_walk_org_team_turn"), "review_walk", ["org", "team", "turn"])
    op.create_table(
        "review_stamp",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        _within("challenge", "challenge", "review_stamp"),
        sa.PrimaryKeyConstraint("org", "team", "month", "challenge", name=op.f("pk_review_stamp")),
    )
    op.create_table(
        "review_month",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("stamped", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _within("team", "team", "review_month"),
        sa.PrimaryKeyConstraint("org", "team", "month", name=op.f("pk_review_month")),
    )
    op.execute("INSERT INTO alarm (org, kind, subject, at) SELECT org, 'month', id, CURRENT_TIMESTAMP FROM team")


def _within(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["org", column], [f"{table}.org", f"{table}.id"], name=op.f(f"fk_{of}_org_{column}"))
