"""Group agreements: what a team agreed on, its proposals and answers, earlier versions, and pulses.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("agreed", _JSON, nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("wording", _JSON, nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_agreements_org_team")),
        sa.PrimaryKeyConstraint("org", "team", name=op.f("pk_agreements")),
    )
    op.create_table(
        "consent",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("concern", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["org", "person"], ["person.org", "person.id"], name=op.f("fk_consent_org_person")),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_consent_org_team")),
        sa.PrimaryKeyConstraint("org", "team", "person", name=op.f("pk_consent")),
    )
    op.create_table(
        "proposal",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_proposal_org_team")),
        sa.PrimaryKeyConstraint("org", "team", "number", name=op.f("pk_proposal")),
    )
    op.create_table(
        "edition",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreements", _JSON, nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_edition_org_team")),
        sa.PrimaryKeyConstraint("org", "team", "number", name=op.f("pk_edition")),
    )
    op.create_table(
        "pulse",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("hardly", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("mostly", sa.Integer(), nullable=False),
        sa.Column("fully", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("middle", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["org", "team"], ["team.org", "team.id"], name=op.f("fk_pulse_org_team")),
        sa.PrimaryKeyConstraint("org", "id", name=op.f("pk_pulse")),
    )
    op.create_index(op.f("ix_pulse_org_team"), "pulse", ["org", "team"], unique=False)
    op.create_table(
        "pulse_seen",
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("pulse", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["org", "pulse"], ["pulse.org", "pulse.id"], name=op.f("fk_pulse_seen_org_pulse")),
        sa.PrimaryKeyConstraint("org", "pulse", "digest", name=op.f("pk_pulse_seen")),
    )
