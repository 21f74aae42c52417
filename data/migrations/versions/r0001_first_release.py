"""All tables of the first release, and the teams without area that every municipality has."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from data.migrations.columns import day, imported, moment, number, text, whole, yes_no

revision = "0001"
down_revision = None

TEAMS = {
    "VO": "Voortgezet onderwijs",
    "VSO": "Voortgezet speciaal onderwijs",
    "MBO": "Middelbaar beroepsonderwijs",
    "stedelijk": "Stedelijk team",
}


def upgrade() -> None:
    create_bookkeeping()
    create_reference()
    create_records()
    create_budget()
    fill()


def fill() -> None:
    """The row that names this store, and the shipped reference rows."""
    store = sa.table(
        "opslag",
        sa.column("id", sa.Integer),
        sa.column("stand_id", sa.String),
        sa.column("wijziging", sa.Integer),
        sa.column("voorbeeld", sa.Boolean),
        sa.column("gemaakt", sa.DateTime(timezone=True)),
    )
    row = {"id": 1, "stand_id": uuid.uuid4().hex[:12], "wijziging": 0, "voorbeeld": False}
    op.bulk_insert(store, [row | {"gemaakt": datetime.now(UTC)}])
    columns = ("gebied", "naam", "soort", "eerste_import", "laatste_import")
    areas = sa.table("gebieden", *(sa.column(name) for name in columns))
    op.bulk_insert(
        areas,
        [dict(zip(columns, (code, name, "zonder gebied", 0, 0), strict=True)) for code, name in TEAMS.items()],
    )


def create_bookkeeping() -> None:
    op.create_table(
        "opslag",
        *whole("id"),
        *text("stand_id"),
        *whole("wijziging"),
        *yes_no("voorbeeld"),
        *moment("gemaakt"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "imports",
        *whole("nummer"),
        *text("aanroep", "bestand", "inhoud"),
        *text("soort", empty=True),
        *day("leverdatum", empty=True),
        *moment("begonnen"),
        *moment("klaar", empty=True),
        *whole("opgeslagen", "gewijzigd", "ongewijzigd", "afgekeurd"),
        *text("afgewezen", empty=True),
        *text("waarschuwingen"),
        sa.PrimaryKeyConstraint("nummer"),
    )
    op.create_index("ix_imports_aanroep", "imports", ["aanroep"])
    op.create_index("ix_imports_inhoud", "imports", ["inhoud"])
    op.create_table(
        "afgekeurd",
        *whole("id", "import_nummer"),
        *text("tabel", "bestand"),
        *whole("record"),
        *text("kolom", empty=True),
        *text("reden", "zin"),
        sa.Column("waarde", sa.String(20)),
        sa.ForeignKeyConstraint(["import_nummer"], ["imports.nummer"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_afgekeurd_import_nummer", "afgekeurd", ["import_nummer"])
    op.create_table(
        "bevindingen",
        *whole("id"),
        *whole("import_nummer", empty=True),
        *text("code", "tabel"),
        *text("kolom", "waarde", empty=True),
        *whole("aantal"),
        *text("zin"),
        sa.ForeignKeyConstraint(["import_nummer"], ["imports.nummer"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bevindingen_import_nummer", "bevindingen", ["import_nummer"])
    op.create_table(
        "logboek",
        *whole("id"),
        *moment("moment"),
        *text("wie", "wat", "onderwerp"),
        sa.PrimaryKeyConstraint("id"),
    )


def create_reference() -> None:
    imported(
        "gebieden",
        *text("gebied", "naam"),
        *text("soort", "wijk", "ses_groep", empty=True),
        *whole("rij", "kolom", empty=True),
        *day("geldig_van", "geldig_tot", empty=True),
        sa.PrimaryKeyConstraint("gebied"),
    )
    imported(
        "aliassen",
        *text("alias", "gebied"),
        sa.PrimaryKeyConstraint("alias"),
    )
    imported(
        "buurten",
        *text("buurt", "gebied"),
        sa.PrimaryKeyConstraint("buurt"),
    )
    imported(
        "postcodes",
        *text("postcode", "gebied"),
        sa.PrimaryKeyConstraint("postcode"),
    )
    imported(
        "organisaties",
        *text("organisatie"),
        *text("doelgroep", empty=True),
        sa.PrimaryKeyConstraint("organisatie"),
    )
    imported(
        "populatie",
        *text("gebied"),
        *whole("jaar"),
        *text("doelgroep"),
        *whole("aantal"),
        *text("bron", "status", empty=True),
        sa.PrimaryKeyConstraint("gebied", "jaar", "doelgroep"),
    )
    imported(
        "aanbieders",
        *text("aanbieder", "naam"),
        *text("soort", "ouder", empty=True),
        sa.PrimaryKeyConstraint("aanbieder"),
    )
    imported(
        "zorgvormen",
        *text("wet", "code", "naam"),
        *text("groep", empty=True),
        *yes_no("verblijf", empty=True),
        sa.PrimaryKeyConstraint("wet", "code"),
    )


def create_records() -> None:
    imported(
        "aanmeldingen",
        *text("aanmelding", "gezin_id", "team"),
        *text("organisatie", empty=True),
        *day("aanmelddatum"),
        *day("kennismakingsdatum", empty=True),
        *yes_no("gewenst_later", empty=True),
        *day("startdatum", "einddatum", empty=True),
        *text("verwijzer", "leefgebieden", empty=True),
        *whole("jeugdigen", empty=True),
        sa.PrimaryKeyConstraint("aanmelding"),
    )
    imported(
        "leveringen",
        *text("levering", "client_id", "aanbieder", "wet"),
        *text("zorgvorm", "gebied", empty=True),
        *whole("geboortejaar", empty=True),
        *day("toewijzingsdatum", "ingangsdatum", empty=True),
        *day("begindatum"),
        *day("einddatum", empty=True),
        *text("reden_beeindiging", "verwijzer", empty=True),
        *day("einddatum_toewijzing", empty=True),
        *text("toewijzing", "geslacht", "categorie", empty=True),
        *day("verzoekdatum", empty=True),
        *yes_no("uit_berichten"),
        sa.PrimaryKeyConstraint("levering"),
    )
    imported(
        "ervaringen",
        *text("respondent", "stelling"),
        *day("datum"),
        *text("organisatie"),
        *text("team", empty=True),
        *text("antwoord"),
        sa.PrimaryKeyConstraint("respondent", "stelling", "datum"),
    )
    imported(
        "bereikopgaven",
        *text("organisatie", "voorziening", "periode", "gebied"),
        *whole("deelnemers"),
        sa.PrimaryKeyConstraint("organisatie", "voorziening", "periode", "gebied"),
    )
    imported(
        "gebeurtenissen",
        *day("datum"),
        *text("indicator", "soort", "titel"),
        *text("toelichting", empty=True),
        *text("organisatie"),
        sa.PrimaryKeyConstraint("datum", "indicator", "soort", "organisatie"),
    )


def create_budget() -> None:
    imported(
        "vierkanten",
        *text("aanbieder", "wet", "zorgvorm"),
        *whole("jaar"),
        *day("ingangsdatum"),
        *number("budget", "clienten"),
        sa.PrimaryKeyConstraint("aanbieder", "wet", "zorgvorm", "jaar", "ingangsdatum"),
    )
    imported(
        "uitputting",
        *text("aanbieder", "wet", "zorgvorm"),
        *day("maand"),
        *number("kosten"),
        sa.PrimaryKeyConstraint("aanbieder", "wet", "zorgvorm", "maand"),
    )
    imported(
        "prognoses",
        *text("aanbieder"),
        *whole("jaar"),
        *day("datum"),
        *number("verwacht"),
        *number("clienten", empty=True),
        sa.PrimaryKeyConstraint("aanbieder", "jaar", "datum"),
    )
    imported(
        "seizoen",
        *whole("jaar", "maand"),
        *number("aandeel"),
        sa.PrimaryKeyConstraint("jaar", "maand"),
    )
