"""Scenarios: named sets of levers with what they answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import day, moment, text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "scenarios",
        *text("scenario", "naam", "knoppen", "antwoord", "dataversie"),
        *day("peildatum"),
        *moment("gemaakt"),
        sa.PrimaryKeyConstraint("scenario"),
        sa.UniqueConstraint("naam"),
    )
