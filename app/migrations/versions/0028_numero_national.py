"""The national number (NIU) of the insured, the requests that attach it, and why somebody has none.

Revision ID: 0028
Revises: 0027
Create Date: 2026-11-30 15:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.add_column("assure", sa.Column("niu", sa.String(length=12), nullable=True))
    op.create_index("ix_assure_niu", "assure", ["niu"], unique=True)
    op.create_table(
        "rattachementniu",
        sa.Column("niu", sa.String(length=12), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=True),
        sa.Column("interroge_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("identite", sa.JSON(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("id", CLE, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["demande.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rattachementniu_niu", "rattachementniu", ["niu"])
    op.create_table(
        "sans_niu",
        sa.Column("id", CLE, nullable=False),
        sa.Column("assure_id", CLE, nullable=False),
        sa.Column("motif", sa.String(length=30), nullable=False),
        sa.Column("constate_le", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=200), nullable=True),
        sa.Column("note_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note_par_id", CLE, nullable=True),
        sa.ForeignKeyConstraint(["assure_id"], ["assure.id"]),
        sa.ForeignKeyConstraint(["note_par_id"], ["ab_user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assure_id"),
    )


def downgrade():
    op.drop_table("sans_niu")
    op.drop_index("ix_rattachementniu_niu", table_name="rattachementniu")
    op.drop_table("rattachementniu")
    op.drop_index("ix_assure_niu", table_name="assure")
    op.drop_column("assure", "niu")
