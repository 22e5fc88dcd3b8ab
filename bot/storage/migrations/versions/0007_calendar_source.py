"""Where a school calendar is read from, and when.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("school_calendar", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("school_calendar", sa.Column("content", sa.Text(), nullable=True))
    op.create_index(
        "ix_school_calendar_look_at",
        "school_calendar",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
