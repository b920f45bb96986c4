"""The published statistics: aggregates of a month.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-23 08:55:01.384033
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "statistique_publiee",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum("ensemble", "division", "secteur", name="dimension", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("modalite", sa.String(length=120), nullable=False),
        sa.Column("regroupees", sa.Integer(), nullable=False),
        sa.Column("employeurs", sa.Integer(), nullable=False),
        sa.Column("assures", sa.Integer(), nullable=False),
        sa.Column("encaisse", sa.BigInteger(), nullable=False),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publiee_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("employeurs >= 5 and assures >= 5", name="ck_statistique_publiee_secret"),
        sa.ForeignKeyConstraint(
            ["publiee_par_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("periode", "dimension", "modalite", name="uq_statistique_publiee"),
    )


def downgrade():
    op.drop_table("statistique_publiee")
