"""The tables that keep what iJw and iWmo messages said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import day, imported, text, whole, yes_no

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _lines_of_care()
    _requests_and_answers()
    _toewijzingen()


def _lines_of_care() -> None:
    imported(
        "toewijzingregels",
        *text("bericht", "regel"),
        *day("dagtekening"),
        *text("wet", "gemeente", "aanbieder", "client_id"),
        *text("categorie", "code", empty=True),
        *whole("nummer"),
        *day("toewijzingsdatum"),
        *text("tijd"),
        *day("ingangsdatum"),
        *day("einddatum", empty=True),
        *text("reden_wijziging", "referentie", empty=True),
        *whole("geboortejaar", empty=True),
        *text("geslacht", "gebied", empty=True),
        sa.PrimaryKeyConstraint("bericht", "regel"),
    )
    op.create_index("ix_toewijzingregels_client_id", "toewijzingregels", ["client_id"])
    imported(
        "starts",
        *text("bericht", "regel"),
        *day("dagtekening"),
        *text("wet", "gemeente", "aanbieder", "client_id"),
        *text("categorie", "code", empty=True),
        *whole("nummer", empty=True),
        *day("ingangsdatum", empty=True),
        *day("begindatum"),
        *text("status"),
        *whole("geboortejaar", empty=True),
        *text("geslacht", empty=True),
        sa.PrimaryKeyConstraint("bericht", "regel"),
    )
    op.create_index("ix_starts_client_id", "starts", ["client_id"])
    imported(
        "stops",
        *text("bericht", "regel"),
        *day("dagtekening"),
        *text("wet", "gemeente", "aanbieder", "client_id"),
        *text("categorie", "code", empty=True),
        *whole("nummer", empty=True),
        *day("begindatum"),
        *text("reden_beeindiging"),
        *day("einddatum"),
        *text("status"),
        sa.PrimaryKeyConstraint("bericht", "regel"),
    )
    op.create_index("ix_stops_client_id", "stops", ["client_id"])


def _requests_and_answers() -> None:
    imported(
        "verzoeken",
        *text("bericht", "regel"),
        *day("dagtekening"),
        *text("wet", "gemeente", "aanbieder", "client_id"),
        *text("categorie", "code", empty=True),
        *text("referentie", "verwijzer"),
        *day("ingangsdatum", empty=True),
        sa.PrimaryKeyConstraint("bericht", "regel"),
    )
    op.create_index("ix_verzoeken_client_id", "verzoeken", ["client_id"])
    imported(
        "retouren",
        *text("bericht", "soort", "wet"),
        *day("dagtekening"),
        *yes_no("geaccepteerd"),
        sa.PrimaryKeyConstraint("bericht"),
    )


def _toewijzingen() -> None:
    imported(
        "toewijzingen",
        *text("wet", "gemeente"),
        *whole("nummer"),
        *day("toewijzingsdatum"),
        *text("tijd", "client_id", "aanbieder"),
        *text("categorie", "code", empty=True),
        *day("ingangsdatum"),
        *day("einddatum", empty=True),
        *text("reden_wijziging", empty=True),
        *yes_no("gewijzigd", "verwijderd"),
        *text("referentie", empty=True),
        *whole("geboortejaar", empty=True),
        *text("geslacht", "gebied", empty=True),
        sa.PrimaryKeyConstraint("wet", "gemeente", "nummer", "toewijzingsdatum", "tijd", "client_id"),
    )
    op.create_index("ix_toewijzingen_client_id", "toewijzingen", ["client_id"])
