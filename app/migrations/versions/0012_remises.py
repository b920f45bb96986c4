"""Waivers of surcharges that employers ask for.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-26 00:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "demanderemise",
        sa.Column("periode_debut", sa.Integer(), nullable=False),
        sa.Column("periode_fin", sa.Integer(), nullable=False),
        sa.Column("raison", sa.Text(), nullable=False),
        sa.Column("accorde", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["demande.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("demanderemise")
