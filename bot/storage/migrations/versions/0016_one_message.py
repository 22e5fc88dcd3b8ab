"""A question about agreements is brought to mind in the day's reminder: its own messages go with their kind.

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("outbox", "posting"):
        op.execute(f"DELETE FROM {table} WHERE kind = 'consent_reminder'")  # noqa: S608 - our own names
