"""Contacts that open an account, codes, proofs of identity, letters; SMS beside e-mails.

Each account's e-mail becomes its contact; each open employer's or insured person's account stays as it is.

Revision ID: 0026
Revises: 0025
Create Date: 2026-11-30 14:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
VIVANT = sa.text("retire_le IS NULL AND arrete_le IS NULL")


def vers(table: str, nom: str, nullable: bool = False) -> sa.Column:
    return sa.Column(nom, CLE, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def cle() -> sa.Column:
    return sa.Column("id", CLE, primary_key=True, autoincrement=True)


def upgrade():
    op.create_table(
        "contact",
        cle(),
        vers("ab_user", "utilisateur_id"),
        sa.Column("adresse", sa.String(254), nullable=False),
        sa.Column("prouve_le", INSTANT, nullable=False),
        vers("ab_user", "prouve_par_id", nullable=True),
        sa.Column("effet_le", INSTANT, nullable=False),
        sa.Column("vu_le", INSTANT, nullable=False),
        sa.Column("arrete_le", INSTANT, nullable=True),
        sa.Column("retire_le", INSTANT, nullable=True),
    )
    op.create_index("ix_contact_utilisateur_id", "contact", ["utilisateur_id"])
    op.create_index(
        "uq_contact_adresse",
        "contact",
        ["adresse"],
        unique=True,
        sqlite_where=VIVANT,
        postgresql_where=VIVANT,
    )
    op.execute(
        "INSERT INTO contact (utilisateur_id, adresse, prouve_le, effet_le, vu_le) SELECT id, username, "
        "COALESCE(created_on, CURRENT_TIMESTAMP), COALESCE(created_on, CURRENT_TIMESTAMP), "
        "COALESCE(last_login, created_on, CURRENT_TIMESTAMP) FROM ab_user"
    )
    op.drop_table("changement_courriel")
    op.create_table(
        "code_envoye",
        cle(),
        sa.Column("objet", sa.String(30), nullable=False),
        sa.Column("adresse", sa.String(254), nullable=False),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("cree_le", INSTANT, nullable=False),
        sa.Column("essais", sa.Integer(), nullable=False),
        sa.Column("fini_le", INSTANT, nullable=True),
    )
    op.create_index("ix_code_envoye_adresse", "code_envoye", ["objet", "adresse"])
    op.create_index("ix_code_envoye_cree_le", "code_envoye", ["cree_le"])
    op.create_table(
        "alerte",
        cle(),
        vers("ab_user", "utilisateur_id"),
        sa.Column("quoi", sa.String(30), nullable=False),
        sa.Column("objet_id", CLE, nullable=True),
        sa.Column("dit_le", INSTANT, nullable=False),
        sa.Column("le", INSTANT, nullable=False),
    )
    op.create_index("ix_alerte_utilisateur_id", "alerte", ["utilisateur_id"])
    op.create_table(
        "envoi_sms",
        cle(),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("prefixe", sa.String(9), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("reussites", sa.Integer(), nullable=False),
        sa.Column("leve", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("jour", "prefixe", name="uq_envoi_sms"),
    )
    op.add_column("modele_courrier", sa.Column("sms", sa.Text(), nullable=True))
    op.execute("DELETE FROM modele_courrier WHERE code = 'courriel_a_confirmer'")
    op.add_column("assure", sa.Column("adresse", sa.String(160), nullable=True))
    _inscriptions()
    op.create_table(
        "preuve_d_identite",
        cle(),
        vers("inscription", "inscription_id"),
        sa.Column("sorte", sa.String(30), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        vers("ab_user", "par_id", nullable=True),
        sa.UniqueConstraint("inscription_id", "sorte", name="uq_preuve_d_identite"),
    )
    op.create_table(
        "lettre_d_identite",
        cle(),
        vers("inscription", "inscription_id"),
        vers("division", "retrait_id", nullable=True),
        sa.Column("demandee_le", INSTANT, nullable=False),
        sa.Column("imprimee_le", INSTANT, nullable=True),
        vers("ab_user", "imprimee_par_id", nullable=True),
        sa.Column("empreinte", sa.String(64), nullable=True),
        sa.Column("essais", sa.Integer(), nullable=False),
        sa.Column("finie_le", INSTANT, nullable=True),
    )
    op.create_index("ix_lettre_d_identite_inscription_id", "lettre_d_identite", ["inscription_id"])
    op.add_column("inscriptionenligne", vers("inscription", "inscription_id", True), inline_references=True)
    op.add_column("inscriptionenligne", vers("ab_user", "guichet_id", True), inline_references=True)


def _inscriptions():
    """An inscription is asked for by an e-mail or a telephone, and is followed to the proof of identity.

    Those of insured people that a link still waits for would open a file unproved: they are begun anew.
    """
    op.drop_index("ix_inscription_courriel", "inscription")
    op.alter_column("inscription", "courriel", new_column_name="adresse")
    op.create_index("ix_inscription_adresse", "inscription", ["adresse"])
    op.add_column("inscription", vers("ab_user", "utilisateur_id", True), inline_references=True)
    op.create_index("ix_inscription_utilisateur_id", "inscription", ["utilisateur_id"])
    op.add_column("inscription", sa.Column("prouvee_le", INSTANT, nullable=True))
    op.add_column("inscription", sa.Column("arretee_le", INSTANT, nullable=True))
    op.add_column("inscription", vers("ab_user", "remplace_id", True), inline_references=True)


def downgrade():
    op.drop_column("inscriptionenligne", "guichet_id")
    op.drop_column("inscriptionenligne", "inscription_id")
    op.drop_table("lettre_d_identite")
    op.drop_table("preuve_d_identite")
    op.drop_column("inscription", "remplace_id")
    op.drop_column("inscription", "arretee_le")
    op.drop_column("inscription", "prouvee_le")
    op.drop_index("ix_inscription_utilisateur_id", "inscription")
    op.drop_column("inscription", "utilisateur_id")
    op.drop_index("ix_inscription_adresse", "inscription")
    op.alter_column("inscription", "adresse", new_column_name="courriel")
    op.create_index("ix_inscription_courriel", "inscription", ["courriel"])
    op.drop_column("assure", "adresse")
    op.drop_column("modele_courrier", "sms")
    op.drop_table("envoi_sms")
    op.drop_table("alerte")
    op.drop_table("code_envoye")
    op.create_table(
        "changement_courriel",
        cle(),
        vers("ab_user", "utilisateur_id"),
        sa.Column("ancien", sa.String(120), nullable=False),
        sa.Column("nouveau", sa.String(120), nullable=False),
        sa.Column("cree_le", INSTANT, nullable=False),
        sa.Column("ancien_le", INSTANT, nullable=True),
        sa.Column("nouveau_le", INSTANT, nullable=True),
        sa.Column("fait_le", INSTANT, nullable=True),
    )
    op.create_index("ix_changement_courriel_utilisateur_id", "changement_courriel", ["utilisateur_id"])
    op.drop_table("contact")
