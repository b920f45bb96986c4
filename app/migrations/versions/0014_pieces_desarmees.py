"""What was taken out of a piece on arrival, the size of its sheets, the fingerprint of what was received.

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-30 02:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLONNES: dict[str, sa.types.TypeEngine] = {
    "empreinte_recue": sa.String(64),
    "desarmee_le": sa.DateTime(timezone=True),
    "retraits": sa.JSON(),
    "feuilles": sa.JSON(),
}


def upgrade():
    for nom, genre in COLONNES.items():
        op.add_column("piece", sa.Column(nom, genre, nullable=True))


def downgrade():
    for nom in reversed(COLONNES):
        op.drop_column("piece", nom)
