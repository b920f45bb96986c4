"""Passkeys, beside the password and the second factor.

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-30 14:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "cle_d_acces",
        sa.Column("id", CLE, nullable=False),
        sa.Column("utilisateur_id", CLE, nullable=False),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("porteur", sa.String(length=64), nullable=False),
        sa.Column("identifiant", sa.String(length=1400), nullable=False),
        sa.Column("cle_publique", sa.Text(), nullable=False),
        sa.Column("compteur", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(length=80), nullable=False),
        sa.Column("synchronisee", sa.Boolean(), nullable=False),
        sa.Column("sauvegardee", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utilisee_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["utilisateur_id"], ["ab_user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("identifiant"),
    )
    op.create_index("ix_cle_d_acces_utilisateur_id", "cle_d_acces", ["utilisateur_id"])


def downgrade():
    op.drop_table("cle_d_acces")
