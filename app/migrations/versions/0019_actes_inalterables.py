"""What the administration did with accounts is append-only, in the databases made before it was said.

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-30 06:50:00
"""

from alembic import op

from app.identites.administration import ActeDAdministration
from app.socle.inalterable import poser

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    table = ActeDAdministration.__tablename__
    poser(op.get_bind(), table, table)


def downgrade():
    """Leave it: whoever makes the table makes it append-only, and what came before changed no row of it."""
