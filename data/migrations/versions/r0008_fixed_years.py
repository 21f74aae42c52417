"""Years that were fixed, with the protected results that were shown of them then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import day, moment, text, whole

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "vastgesteldejaren",
        *whole("jaar"),
        *moment("moment"),
        *text("wie", "dataversie"),
        *day("peildatum"),
        sa.PrimaryKeyConstraint("jaar"),
    )
    op.create_table(
        "vastgesteldecijfers",
        *whole("jaar"),
        *text("indicator", "per"),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["jaar"], ["vastgesteldejaren.jaar"]),
        sa.PrimaryKeyConstraint("jaar", "indicator", "per"),
    )
