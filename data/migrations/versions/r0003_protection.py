"""The decisions on which cells are hidden."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import number, text, whole, yes_no

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "afschermblokken",
        *text("indicator"),
        *whole("jaar"),
        *text("versie", "vingerafdruk"),
        *whole("regelversie", "cellen", "verborgen"),
        *number("marge", empty=True),
        *whole("nauw"),
        sa.PrimaryKeyConstraint("indicator", "jaar"),
    )
    op.create_table(
        "afscherming",
        *text("indicator"),
        *whole("jaar"),
        *text("options", "per", "periode", "cel"),
        *yes_no("afgeschermd", "noemer"),
        sa.PrimaryKeyConstraint("indicator", "jaar", "options", "per", "periode", "cel"),
    )
