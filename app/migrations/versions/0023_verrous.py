"""Attempts close a key for longer each time; those on an account are seen and lifted.

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-30 11:15:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    """Forget the attempts counted so far: they lasted fifteen minutes."""
    op.execute("DELETE FROM compteur")
    op.add_column("compteur", sa.Column("ferme_jusqu_a", sa.DateTime(timezone=True), nullable=True))
    compte = sa.Column("utilisateur_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True)
    op.add_column("compteur", compte, inline_references=True)
    op.create_index("ix_compteur_utilisateur_id", "compteur", ["utilisateur_id"])


def downgrade():
    op.drop_index("ix_compteur_utilisateur_id", "compteur")
    op.drop_column("compteur", "utilisateur_id")
    op.drop_column("compteur", "ferme_jusqu_a")
