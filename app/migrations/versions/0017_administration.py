"""What the administration does with accounts, the invitations of the staff, the reason of each mandate.

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-30 02:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "acte_d_administration",
        sa.Column("id", CLE, primary_key=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utilisateur_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("concerne", sa.String(300), nullable=False),
        sa.Column("quoi", sa.String(300), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("fait_par_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("fait_par_nom", sa.String(120), nullable=False),
        sa.Column("propose_par_nom", sa.String(120), nullable=True),
    )
    op.create_index("ix_acte_d_administration_le", "acte_d_administration", ["le"])
    op.create_index("ix_acte_d_administration_utilisateur_id", "acte_d_administration", ["utilisateur_id"])
    op.create_table(
        "invitation_du_personnel",
        sa.Column("id", CLE, primary_key=True),
        sa.Column("nom", sa.String(80), nullable=False),
        sa.Column("prenoms", sa.String(80), nullable=False),
        sa.Column("courriel", sa.String(120), nullable=False),
        sa.Column("fonction", sa.String(30), nullable=False),
        sa.Column("equipe", sa.String(40), nullable=True),
        sa.Column("fin_le", sa.Date(), nullable=True),
        sa.Column("numero_assure", sa.String(15), nullable=True),
        sa.Column("sans_numero", sa.Boolean(), nullable=False),
        sa.Column("raison", sa.String(300), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envoyee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acceptee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retiree_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("utilisateur_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
    )
    with op.batch_alter_table("habilitation") as lot:
        lot.add_column(sa.Column("raison", sa.String(300), nullable=False, server_default=""))
    with op.batch_alter_table("habilitation") as lot:
        lot.alter_column("raison", server_default=None, existing_type=sa.String(300), existing_nullable=False)


def downgrade():
    with op.batch_alter_table("habilitation") as lot:
        lot.drop_column("raison")
    op.drop_table("invitation_du_personnel")
    op.drop_table("acte_d_administration")
