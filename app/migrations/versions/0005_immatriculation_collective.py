"""Many workers registered at once by a workbook: the request, and its workers.

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-23 08:45:18.202043
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "immatriculationcollective",
        sa.Column("effectif", sa.Integer(), nullable=False),
        sa.Column("fichier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("controle", sa.JSON(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["fichier_id"],
            ["fichier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ligne_immatriculation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("demande_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("nationalite", sa.String(length=40), nullable=False),
        sa.Column(
            "situation",
            sa.Enum(
                "celibataire",
                "marie",
                "divorce",
                "veuf",
                name="situationmatrimoniale",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("nom_mere", sa.String(length=120), nullable=False),
        sa.Column("nom_pere", sa.String(length=120), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("adresse", sa.String(length=160), nullable=True),
        sa.Column("embauche_le", sa.Date(), nullable=False),
        sa.Column("poste", sa.String(length=80), nullable=False),
        sa.Column("remuneration", sa.BigInteger(), nullable=False),
        sa.Column("ancien_numero", sa.String(length=15), nullable=True),
        sa.Column("immatricule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("prenoms", sa.String(length=80), nullable=False),
        sa.Column("naissance_le", sa.Date(), nullable=False),
        sa.Column("naissance_lieu", sa.String(length=80), nullable=False),
        sa.Column(
            "sexe", sa.Enum("feminin", "masculin", name="sexe", native_enum=False, length=30), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["demande_id"],
            ["immatriculationcollective.id"],
        ),
        sa.ForeignKeyConstraint(
            ["immatricule_id"],
            ["assure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("demande_id", "rang", name="uq_ligne_immatriculation"),
    )


def downgrade():
    op.drop_table("ligne_immatriculation")
    op.drop_table("immatriculationcollective")
