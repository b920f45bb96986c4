"""The picture shown before a film is played.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-26 00:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    # Written with its reference, the column is added in place: SQLite adds no constraint to a table.
    affiche = sa.Column("affiche_id", CLE, sa.ForeignKey("media.id"), nullable=True)
    op.add_column("media", affiche, inline_references=True)


def downgrade():
    with op.batch_alter_table("media") as media:
        media.drop_column("affiche_id")
