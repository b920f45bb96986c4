"""Who of the fund's staff is which insured person; the number of a spouse who is insured.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-30 00:10:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "personnel",
        sa.Column("id", CLE, nullable=False),
        sa.Column("utilisateur_id", CLE, nullable=False),
        sa.Column("assure_id", CLE, nullable=True),
        sa.ForeignKeyConstraint(["utilisateur_id"], ["ab_user.id"]),
        sa.ForeignKeyConstraint(["assure_id"], ["assure.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("utilisateur_id"),
    )
    op.create_index("ix_personnel_assure_id", "personnel", ["assure_id"])
    op.add_column("membre_famille", sa.Column("numero", sa.String(15), nullable=True))
    op.execute(
        "UPDATE membre_famille SET numero = (SELECT numero_conjoint FROM declarationconjoint "
        "WHERE declarationconjoint.id = membre_famille.demande_id)"
    )


def downgrade():
    op.drop_column("membre_famille", "numero")
    op.drop_table("personnel")
