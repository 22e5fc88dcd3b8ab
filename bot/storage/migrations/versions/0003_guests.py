"""Whether a person is a guest, as their platform says; empty until it has been asked.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("guest", sa.Boolean(), nullable=True))
