"""Reminders of one challenge each are no more: those that were sent stay known as what somebody was told to do.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("outbox", "posting"):
        op.execute(f"UPDATE {table} SET kind = 'owed' WHERE kind = 'nudge'")  # noqa: S608 - our own names
