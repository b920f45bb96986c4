"""The timed captions of films and sounds.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-25 21:25:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("media", sa.Column("sous_titres", sa.Text(), nullable=True))


def downgrade():
    op.drop_column("media", "sous_titres")
