"""Two services: an employer asks to be registered, as a firm or at home.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-23 08:02:27.427883
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():

    op.create_table(
        "preimmatriculationdomestique",
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("prenoms", sa.String(length=80), nullable=False),
        sa.Column("profession", sa.String(length=80), nullable=True),
        sa.Column("piece_identite", sa.String(length=40), nullable=False),
        sa.Column(
            "emploi",
            sa.Enum(
                "chauffeur",
                "jardinier",
                "cuisinier",
                "gardien",
                "menage",
                "blanchisseur",
                "autre",
                name="emploidomestique",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("debut_activite_le", sa.Date(), nullable=False),
        sa.Column("premiere_embauche_le", sa.Date(), nullable=False),
        sa.Column("effectif", sa.Integer(), nullable=False),
        sa.Column("masse_salariale", sa.BigInteger(), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prefecture", sa.String(length=60), nullable=False),
        sa.Column("commune", sa.String(length=60), nullable=False),
        sa.Column("quartier", sa.String(length=120), nullable=False),
        sa.Column("boite_postale", sa.String(length=40), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=False),
        sa.Column("courriel", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id"],
            ["division.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "preimmatriculationentreprise",
        sa.Column("raison_sociale", sa.String(length=120), nullable=False),
        sa.Column("sigle", sa.String(length=30), nullable=True),
        sa.Column(
            "forme_juridique",
            sa.Enum(
                "individuelle",
                "sarl",
                "sa",
                "association",
                "publique",
                "autre",
                name="formejuridique",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("rccm", sa.String(length=40), nullable=True),
        sa.Column("nif", sa.String(length=10), nullable=False),
        sa.Column("activite", sa.String(length=120), nullable=False),
        sa.Column("activite_secondaire", sa.String(length=120), nullable=True),
        sa.Column("dirigeant_nom", sa.String(length=80), nullable=False),
        sa.Column("dirigeant_prenoms", sa.String(length=80), nullable=False),
        sa.Column("dirigeant_fonction", sa.String(length=60), nullable=False),
        sa.Column("dirigeant_piece", sa.String(length=40), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("debut_activite_le", sa.Date(), nullable=False),
        sa.Column("premiere_embauche_le", sa.Date(), nullable=False),
        sa.Column("effectif", sa.Integer(), nullable=False),
        sa.Column("masse_salariale", sa.BigInteger(), nullable=False),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prefecture", sa.String(length=60), nullable=False),
        sa.Column("commune", sa.String(length=60), nullable=False),
        sa.Column("quartier", sa.String(length=120), nullable=False),
        sa.Column("boite_postale", sa.String(length=40), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=False),
        sa.Column("courriel", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id"],
            ["division.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():

    op.drop_table("preimmatriculationentreprise")
    op.drop_table("preimmatriculationdomestique")
