"""What people ask of their reminders: later, no more, and their own hours.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    stopped = sa.text("until IS NULL")
    op.create_table(
        "wish",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_wish_org_person")),
        sa.PrimaryKeyConstraint("org", "person", "subject", name=op.f("pk_wish")),
    )
    op.create_index(op.f("ix_wish_org_subject"), "wish", ["org", "subject"])
    op.create_index("ix_wish_stopped", "wish", ["org"], sqlite_where=stopped, postgresql_where=stopped)
    op.create_table(
        "own_hours",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_own_hours_org_person")),
        sa.PrimaryKeyConstraint("org", "person", name=op.f("pk_own_hours")),
    )
