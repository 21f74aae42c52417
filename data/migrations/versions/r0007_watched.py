"""Which files were read from a folder that is watched, by their content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import moment, text, yes_no

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "gevolgd",
        *text("inhoud", "bestand"),
        *moment("moment"),
        *yes_no("afgekeurd"),
        sa.PrimaryKeyConstraint("inhoud"),
    )
