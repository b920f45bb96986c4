"""The names of employers and of accounts are kept folded too: a search meets no accent nor order.

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-30 07:10:00
"""

import sqlalchemy as sa
from alembic import op

from app.socle import noms

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PLIEES = (
    ("employeur", ("raison_sociale", "sigle"), 300),
    ("ab_user", ("last_name", "first_name"), 260),
)
"""Each table, the columns folded together, and how many characters their fold may take."""


def upgrade():
    """Leave the empty default: taking it off would rebuild, on SQLite, tables that all others name."""
    for table, sources, longueur in PLIEES:
        op.add_column(table, sa.Column("nom_cle", sa.String(longueur), nullable=False, server_default=""))
        _plier(table, sources)


def downgrade():
    for table, _, _ in PLIEES:
        op.drop_column(table, "nom_cle")


def _plier(nom: str, sources: tuple[str, ...]) -> None:
    """Fold the names of the rows already there."""
    table = sa.table(nom, sa.column("id"), sa.column("nom_cle"), *map(sa.column, sources))
    lues = op.get_bind().execute(sa.select(table.c.id, *(table.c[source] for source in sources)))
    pliees = [{"la_ligne": cle, "pliee": noms.cle_de_recherche(*textes)} for cle, *textes in lues]
    if pliees:
        ecrire = sa.update(table).where(table.c.id == sa.bindparam("la_ligne"))
        op.get_bind().execute(ecrire.values(nom_cle=sa.bindparam("pliee")), pliees)
