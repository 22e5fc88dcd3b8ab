"""What is due, in the order in which it is looked for: of many at one moment a look sorts none.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WAKES = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_alarm_at", "alarm")
    op.create_index("ix_alarm_at", "alarm", ["at", "org", "kind", "subject"])
    op.drop_index("ix_challenge_next_at", "challenge")
    order = ["next_at", "org", "id"]
    op.create_index("ix_challenge_next_at", "challenge", order, sqlite_where=_WAKES, postgresql_where=_WAKES)
