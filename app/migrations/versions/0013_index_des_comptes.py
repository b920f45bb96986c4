"""On PostgreSQL, the index of accounts leaves no hole between its values, and links are checked in order.

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-26 00:10:00
"""

from alembic import op

from app.socle import cles_etrangeres

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_ligne_carriere_assure", "ligne_carriere"
SERREES = ["jours", "nature", "remuneration", "employeur_id", "remplacee_par_id"]
"""The small ones beside the month, which leaves them room: an entry takes 48 bytes for 64."""
ECARTEES = ["remuneration", "jours", "employeur_id", "nature", "remplacee_par_id"]


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        cles_etrangeres.poser_les_fonctions(op.get_bind())
        _refaire(SERREES)


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        _refaire(ECARTEES)


def _refaire(valeurs: list[str]) -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(INDEX, TABLE, ["assure_id", "periode"], postgresql_include=valeurs)
