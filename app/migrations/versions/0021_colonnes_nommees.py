"""Columns of workbooks that an employer named; the file whose columns are still to name.

Revision ID: 0021
Revises: 0020
Create Date: 2026-11-30 10:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REMPLIES = ("declaration", "immatriculationcollective")
"""The requests that a workbook fills in."""


def upgrade():
    op.create_table(
        "colonne_nommee",
        sa.Column("id", CLE, nullable=False),
        sa.Column("employeur_id", CLE, nullable=False),
        sa.Column("classeur", sa.String(30), nullable=False),
        sa.Column("titre", sa.String(200), nullable=False),
        sa.Column("intitule", sa.String(200), nullable=False),
        sa.Column("cle", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["employeur_id"], ["employeur.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("employeur_id", "classeur", "titre", name="uq_colonne_nommee"),
    )
    for table in REMPLIES:
        fichier = sa.Column("fichier_a_lire_id", CLE, sa.ForeignKey("fichier.id"), nullable=True)
        op.add_column(table, fichier, inline_references=True)


def downgrade():
    for table in REMPLIES:
        op.drop_column(table, "fichier_a_lire_id")
    op.drop_table("colonne_nommee")
