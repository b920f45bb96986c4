"""A booked line names its employer without a foreign key: its declaration has one.

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-23 08:30:00
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CLES = {"fk": "%(table_name)s_%(column_0_name)s_fkey"}
"""How PostgreSQL named the keys; SQLite gave them no name."""
CLE = "ligne_carriere_employeur_id_fkey"


def upgrade():
    with op.batch_alter_table("ligne_carriere", naming_convention=CLES) as table:
        table.drop_constraint(CLE, type_="foreignkey")


def downgrade():
    with op.batch_alter_table("ligne_carriere", naming_convention=CLES) as table:
        table.create_foreign_key(CLE, "employeur", ["employeur_id"], ["id"])
