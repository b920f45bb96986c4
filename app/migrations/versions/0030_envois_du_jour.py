"""The files that each sent in a day, counted against what may be sent.

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-30 15:10:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "envois_du_jour",
        sa.Column("id", CLE, nullable=False),
        sa.Column(
            "genre",
            sa.Enum(
                "personne", "visiteur", "reseau", "visiteurs", name="expediteur", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("cle", sa.String(80), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("fichiers", sa.Integer(), nullable=False),
        sa.Column("octets", CLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cle", "jour", name="uq_envois_du_jour"),
    )
    op.create_index("ix_envois_du_jour_jour", "envois_du_jour", ["jour"])


def downgrade():
    op.drop_table("envois_du_jour")
