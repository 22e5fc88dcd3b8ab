"""Series of meetings, and the meetings they lead to.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("rest", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_series_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_org_team"), "series", ["org", "team"])
    op.create_table(
        "meeting",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("scheduled", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rest", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["org", "series"], ["series.org", "series.id"], name=op.f("fk_meeting_org")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_org_series_scheduled"), "meeting", ["org", "series", "scheduled"], unique=True)
    op.create_index(op.f("ix_meeting_org_team_at"), "meeting", ["org", "team", "at"])
