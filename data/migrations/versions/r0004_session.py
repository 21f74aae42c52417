"""Sessions: figures as they were shown, where a session stands, who joined and what was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import day, moment, number, text, whole, yes_no

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "sessies",
        *text("sessie", "titel"),
        *day("datum"),
        *text("partijen"),
        *text("vorige", empty=True),
        *moment("gemaakt"),
        sa.PrimaryKeyConstraint("sessie"),
        sa.ForeignKeyConstraint(["vorige"], ["sessies.sessie"]),
    )
    op.create_table(
        "sessiefiguren",
        *text("sessie", "figuur"),
        *whole("volgorde"),
        *text("onderwerp", "adres", "bijschrift", "vraag"),
        *yes_no("eerst_raden"),
        *text("titel", "onderschrift", "lezing"),
        sa.Column("tabellen", sa.LargeBinary(), nullable=False),
        *text("kenmerk", "dataversie"),
        *day("peildatum"),
        *moment("gemaakt"),
        *moment("vervallen_op", empty=True),
        sa.PrimaryKeyConstraint("sessie", "figuur"),
        sa.ForeignKeyConstraint(["sessie"], ["sessies.sessie"]),
    )
    op.create_index("ix_sessiefiguren_onderwerp", "sessiefiguren", ["onderwerp"])
    op.create_table(
        "standen",
        *text("sessie", "figuur", "onthuld", "stap"),
        *whole("teller"),
        *moment("gewijzigd"),
        sa.PrimaryKeyConstraint("sessie"),
        sa.ForeignKeyConstraint(["sessie"], ["sessies.sessie"]),
    )
    op.create_table(
        "deelnemers",
        *text("sessie", "deelnemer", "partij"),
        *moment("gemaakt"),
        sa.PrimaryKeyConstraint("sessie", "deelnemer"),
        sa.ForeignKeyConstraint(["sessie"], ["sessies.sessie"]),
    )
    _inbreng()


def _inbreng() -> None:
    op.create_table(
        "inbreng",
        *whole("inbreng"),
        *text("sessie", "figuur", "soort", "vraag", "deelnemer"),
        *whole("nummer"),
        *text("partij", "tekst"),
        *number("getal", empty=True),
        *text("richting", "keuze", "categorie", "sterkte", empty=True),
        *text("weerlegging", "eigenaar"),
        *text("periode", empty=True),
        *day("datum", empty=True),
        *text("principe"),
        *whole("betreft", "verbetert", empty=True),
        *moment("gemaakt"),
        *moment("ingetrokken_op", empty=True),
        sa.PrimaryKeyConstraint("inbreng"),
        sa.ForeignKeyConstraint(["sessie", "figuur"], ["sessiefiguren.sessie", "sessiefiguren.figuur"]),
        sa.ForeignKeyConstraint(["betreft"], ["inbreng.inbreng"]),
        sa.ForeignKeyConstraint(["verbetert"], ["inbreng.inbreng"]),
        sa.UniqueConstraint("sessie", "figuur", "vraag", "deelnemer", "nummer"),
    )
