"""The totals kept beside the ledger, by month and by year, made of what it holds.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-25 21:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "solde_mensuel",
        sa.Column("employeur_id", CLE, nullable=False),
        sa.Column("periode", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("cotisations", sa.BigInteger(), nullable=False),
        sa.Column("majorations", sa.BigInteger(), nullable=False),
        sa.Column("avances", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["employeur_id"], ["employeur.id"]),
        sa.PrimaryKeyConstraint("employeur_id", "periode"),
    )
    op.create_table(
        "exercice",
        sa.Column("employeur_id", CLE, nullable=False),
        sa.Column("annee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("dernier_le", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["employeur_id"], ["employeur.id"]),
        sa.PrimaryKeyConstraint("employeur_id", "annee"),
    )
    for ordre in (PAR_MOIS, PAR_ANNEE):
        op.execute(ordre)


def downgrade():
    op.drop_table("exercice")
    op.drop_table("solde_mensuel")


PAR_MOIS = """
INSERT INTO solde_mensuel (employeur_id, periode, principal, cotisations, majorations, avances)
SELECT employeur_id, coalesce(periode, 0),
       sum(CASE WHEN debit = 'employeur' AND credit IN ('rp', 'pf', 'pv', 'amu') THEN montant
                WHEN credit = 'employeur' AND debit IN ('rp', 'pf', 'pv', 'amu') THEN -montant ELSE 0 END),
       sum(CASE WHEN debit = 'employeur' THEN montant WHEN credit = 'employeur' THEN -montant ELSE 0 END),
       sum(CASE WHEN debit = 'retard' THEN montant WHEN credit = 'retard' THEN -montant ELSE 0 END),
       sum(CASE WHEN debit = 'avances' THEN montant WHEN credit = 'avances' THEN -montant ELSE 0 END)
FROM ecriture GROUP BY 1, 2
"""
PAR_ANNEE = """
INSERT INTO exercice (employeur_id, annee, montant, dernier_le)
SELECT e.employeur_id, CAST(substr(CAST(o.le AS varchar), 1, 4) AS integer),
       sum(CASE WHEN e.debit IN ('employeur', 'retard', 'avances') THEN e.montant ELSE 0 END
         - CASE WHEN e.credit IN ('employeur', 'retard', 'avances') THEN e.montant ELSE 0 END), max(e.le)
FROM ecriture e JOIN operation o ON o.id = e.operation_id GROUP BY 1, 2
"""
