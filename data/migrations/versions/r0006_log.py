"""The log also says in which role somebody did something, and is found by moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("logboek") as table:
        table.add_column(sa.Column("rol", sa.String(), nullable=False, server_default=""))
        table.create_index("ix_logboek_moment", ["moment"])
