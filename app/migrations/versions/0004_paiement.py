"""The slip of a bank payment is a piece like any other; a bank says which account of the fund to credit.

No payment could be announced on screen before: no slip has to be moved.

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-23 08:20:31.373645
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("banque") as banque:
        banque.add_column(sa.Column("compte", sa.String(length=40), nullable=True))
    with op.batch_alter_table("paiement") as paiement:
        paiement.drop_column("bordereau_id")


def downgrade():
    with op.batch_alter_table("paiement") as paiement:
        paiement.add_column(sa.Column("bordereau_id", sa.BigInteger(), nullable=True))
        paiement.create_foreign_key("paiement_bordereau_id_fkey", "fichier", ["bordereau_id"], ["id"])
    with op.batch_alter_table("banque") as banque:
        banque.drop_column("compte")
