"""Whether a team's channels are told each month what was heard and what was done.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team", sa.Column("monthly", sa.Boolean(), nullable=False, server_default=sa.true()))
