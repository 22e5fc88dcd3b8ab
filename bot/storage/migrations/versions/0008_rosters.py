"""Who is in which place. Channels that are teams' places already are asked about at the first tick.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["org", "place"], ["place.org", "place.id"], name=op.f("fk_presence_org_place")),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_presence_org_person")),
        sa.PrimaryKeyConstraint("org", "place", "person", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_org_person"), "presence", ["org", "person"], unique=False)
    op.execute(
        "INSERT INTO alarm (org, kind, subject, at)"
        " SELECT org, 'roster', id, CURRENT_TIMESTAMP FROM place WHERE team IS NOT NULL AND gone IS NULL"
    )
