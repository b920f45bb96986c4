"""Who somebody is for the State's single sign-on.

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-30 14:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "identite_federee",
        sa.Column("id", CLE, nullable=False),
        sa.Column("emetteur", sa.String(255), nullable=False),
        sa.Column("sujet", sa.String(255), nullable=False),
        sa.Column("utilisateur_id", CLE, nullable=False),
        sa.Column("rattachee_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["utilisateur_id"], ["ab_user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("emetteur", "sujet", name="uq_identite_federee"),
        sa.UniqueConstraint("utilisateur_id", "emetteur", name="uq_identite_federee_compte"),
    )


def downgrade():
    op.drop_table("identite_federee")
