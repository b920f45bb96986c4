"""Mails to an address that nobody proved greet without the name that was typed.

Revision ID: 0025
Revises: 0024
Create Date: 2026-11-30 13:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MODELES = sa.table("modele_courrier", sa.column("code", sa.String), sa.column("texte", sa.Text))
SALUTS = ("Bonjour {{ demandeur }},", "Bonjour {{ prenoms }},")


def upgrade():
    """Keep the fund's own words: the greeting alone changes, or its variable would have ours sent instead."""
    code, texte = MODELES.c.code, MODELES.c.texte
    aux_inconnus = sa.or_(
        code == "inscription", code.startswith("pre_immatriculation_"), code.startswith("sans_compte_")
    )
    for salut in SALUTS:
        sobre = sa.func.replace(texte, salut, "Bonjour,")
        op.execute(MODELES.update().where(aux_inconnus).values(texte=sobre))


def downgrade():
    """Leave the greeting: what came before sends it too."""
