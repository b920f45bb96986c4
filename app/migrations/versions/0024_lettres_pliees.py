"""Names kept folded before more letters were: « Ɩsɩfʊ » is found by « isifu », « Œuvres » by « oeuvres ».

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-30 11:36:00
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from app.socle import noms

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEUVES = "ɩƖɪʊƱǝƎəƏɑɓƁɗƊɠƓƙƘɲƝƴƳœŒæÆ"
"""The letters, small and great, that were folded otherwise."""
PLIEES: tuple[tuple[str, str, tuple[str, ...], Callable[..., str], int], ...] = (
    ("assure", "nom_cle", ("nom",), noms.cle, 80),
    ("assure", "prenoms_cle", ("prenoms",), noms.cle, 80),
    ("employeur", "nom_cle", ("raison_sociale", "sigle"), noms.cle_de_recherche, 300),
    ("ab_user", "nom_cle", ("last_name", "first_name"), noms.cle_de_recherche, 260),
)
"""Each table, its folded column, the columns folded together, how, and how many characters it holds."""


def upgrade():
    for nom, pliee, sources, plier, longueur in PLIEES:
        table = sa.table(nom, sa.column("id"), sa.column(pliee), *map(sa.column, sources))
        touchees = sa.or_(*(table.c[source].contains(lettre) for source in sources for lettre in NEUVES))
        lues = op.get_bind().execute(
            sa.select(table.c.id, *(table.c[source] for source in sources)).where(touchees)
        )
        neuves = [{"la_ligne": cle, "pliee": plier(*textes)[:longueur]} for cle, *textes in lues]
        if neuves:
            ecrire = sa.update(table).where(table.c.id == sa.bindparam("la_ligne"))
            op.get_bind().execute(ecrire.values({pliee: sa.bindparam("pliee")}), neuves)


def downgrade():
    """Leave them: what came before finds the same names, and these better."""
