"""The register says who employs at home.

Revision ID: 0022
Revises: 0021
Create Date: 2026-11-30 10:45:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ACTIVITE = "Employeur domestique"
"""The activity under which a household was registered until now, and by which alone it was known."""


def upgrade():
    """Leave the default: taking it off would rebuild, on SQLite, a table that all others name."""
    op.add_column(
        "employeur", sa.Column("domestique", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    employeur = sa.table("employeur", sa.column("activite"), sa.column("domestique", sa.Boolean()))
    op.execute(employeur.update().where(employeur.c.activite == ACTIVITE).values(domestique=sa.true()))


def downgrade():
    op.drop_column("employeur", "domestique")
