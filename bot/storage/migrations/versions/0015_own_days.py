"""A person's own weekdays beside their own hours.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("own_hours", sa.Column("days", sa.Text(), nullable=True))
