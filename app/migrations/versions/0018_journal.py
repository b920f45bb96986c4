"""The journal, a chain of lines that only grow, and its signed checkpoints; the readings noted so far join it.

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-30 02:00:00
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from app.journal.chaine import ORIGINE, date_ecrite, propre, sceller

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FAITS = (
    "ouvre", "lit", "prend", "decide", "propose", "confirme", "refuse", "transfere", "depose", "ajoute", "modifie",
    "supprime", "publie", "exporte", "invite", "droits", "connecte", "ecarte", "deconnecte", "signe", "verifie",
)  # fmt: skip
INDEX = {
    "ix_journal_acteur": ["acteur_id", "le"],
    "ix_journal_assure": ["assure_id", "rang"],
    "ix_journal_employeur": ["employeur_id", "rang"],
    "ix_journal_objet": ["objet"],
    "ix_journal_le": ["le"],
}
CONSULTATIONS = """
    SELECT c.le, c.acteur_id, c.acteur_nom, c.quoi, c.demande_id, d.numero, d.assure_id, d.employeur_id,
           c.piece_id, coalesce((
               SELECT min(CASE a.fonction WHEN 'agent' THEN 'Agent' WHEN 'superviseur' THEN 'Superviseur'
                   WHEN 'auditeur' THEN 'Auditeur' ELSE 'Administrateur' END)
               FROM affectation a WHERE a.utilisateur_id = c.acteur_id
           ), '') AS role
    FROM consultation c JOIN demande d ON d.id = c.demande_id ORDER BY c.id
"""
LECTURES = sa.text("""
    INSERT INTO consultation (demande_id, le, acteur_id, acteur_nom, quoi)
    SELECT objet_cle, le, acteur_id, acteur_nom, quoi FROM journal
    WHERE objet_sorte = 'demande' AND fait IN ('ouvre', 'lit') ORDER BY rang
""")


def upgrade():
    journal = op.create_table(
        "journal",
        sa.Column("rang", CLE, autoincrement=False, nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acteur_id", CLE, nullable=True),
        sa.Column("acteur_nom", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("equipe", sa.String(length=120), nullable=False),
        sa.Column("fait", sa.Enum(*FAITS, name="fait", native_enum=False, length=30), nullable=False),
        sa.Column("quoi", sa.String(length=200), nullable=False),
        sa.Column("objet_sorte", sa.String(length=40), nullable=False),
        sa.Column("objet_cle", CLE, nullable=True),
        sa.Column("objet", sa.String(length=120), nullable=False),
        sa.Column("assure_id", CLE, nullable=True),
        sa.Column("employeur_id", CLE, nullable=True),
        sa.Column("pourquoi", sa.String(length=500), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("precedent", sa.String(length=64), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("rang"),
    )
    for nom, colonnes in INDEX.items():
        op.create_index(nom, "journal", colonnes)
    op.create_table(
        "point_de_controle",
        sa.Column("id", CLE, nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taille", CLE, nullable=False),
        sa.Column("tete", sa.String(length=64), nullable=False),
        sa.Column("frontiere", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("taille"),
    )
    _reprendre(journal)
    op.drop_table("consultation")


def _reprendre(journal: sa.Table) -> None:
    """Move the readings noted so far into the journal, chained from its first line."""
    precedent, lignes = ORIGINE, []
    for rang, lue in enumerate(op.get_bind().execute(sa.text(CONSULTATIONS)).mappings(), 1):
        ligne = _ligne(lue) | {"rang": rang, "precedent": precedent}
        precedent = sceller(ligne | {"le": date_ecrite(ligne["le"])})
        lignes.append(ligne | {"empreinte": precedent})
    if lignes:
        op.bulk_insert(journal, lignes)


def _ligne(lue) -> dict:
    return {
        "le": lue["le"] if isinstance(lue["le"], datetime) else datetime.fromisoformat(lue["le"]),
        "acteur_id": lue["acteur_id"],
        "acteur_nom": propre(lue["acteur_nom"]),
        "role": lue["role"],
        "equipe": "",
        "fait": "ouvre" if lue["piece_id"] is None else "lit",
        "quoi": propre(lue["quoi"]),
        "objet_sorte": "demande",
        "objet_cle": lue["demande_id"],
        "objet": lue["numero"] or "",
        "assure_id": lue["assure_id"],
        "employeur_id": lue["employeur_id"],
        "pourquoi": "",
        "details": "",
    }


def downgrade():
    op.create_table(
        "consultation",
        sa.Column("id", CLE, nullable=False),
        sa.Column("demande_id", CLE, nullable=False),
        sa.Column("piece_id", CLE, nullable=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acteur_id", CLE, nullable=True),
        sa.Column("acteur_nom", sa.String(length=120), nullable=False),
        sa.Column("quoi", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["acteur_id"], ["ab_user.id"]),
        sa.ForeignKeyConstraint(["demande_id"], ["demande.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consultation_demande_id", "consultation", ["demande_id"])
    op.get_bind().execute(LECTURES)
    op.drop_table("point_de_controle")
    op.drop_table("journal")
