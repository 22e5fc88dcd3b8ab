"""The school of a school's own team.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team", sa.Column("school", sa.Text(), nullable=False, server_default=""))
