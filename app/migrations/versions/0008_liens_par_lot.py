"""Links of the lines of declarations and careers are checked once a statement on PostgreSQL.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-25 21:20:00
"""

import sqlalchemy as sa
from alembic import op

from app.socle import cles_etrangeres

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIENS = (
    ("ligne_declaration", "declaration_id", "declaration"),
    ("ligne_carriere", "assure_id", "assure"),
    ("ligne_carriere", "declaration_id", "declaration"),
    ("ligne_carriere", "remplacee_par_id", "declaration"),
)
REMPLACEE = sa.text("remplacee_par_id is not null")


def upgrade():
    op.create_index(
        "ix_ligne_carriere_remplacee",
        "ligne_carriere",
        ["remplacee_par_id"],
        sqlite_where=REMPLACEE,
        postgresql_where=REMPLACEE,
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, colonne, cible in LIENS:
            op.drop_constraint(f"{table}_{colonne}_fkey", table, type_="foreignkey")
            cles_etrangeres.poser(op.get_bind(), table, colonne, cible)


def downgrade():
    op.drop_index("ix_ligne_carriere_remplacee", "ligne_carriere")
    if op.get_bind().dialect.name == "postgresql":
        for table, colonne, cible in LIENS:
            cles_etrangeres.lever(op.get_bind(), table, colonne, cible)
            op.create_foreign_key(f"{table}_{colonne}_fkey", table, cible, [colonne], ["id"])
