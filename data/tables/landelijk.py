"""What was published outside the municipality: figures to lay beside the own ones, and the shapes of areas."""

from __future__ import annotations

from datetime import date

from data.tables.base import Imported, Kind, column

UNITS = ("procent", "aantal", "score")


class Vergelijkcijfer(Imported, table=True):
    """A published figure of one subject, region and year; what comes later replaces what came before."""

    __tablename__ = "vergelijkcijfers"
    onderwerp: str = column("Onderwerp, zoals jeugdhulp of ses-woa.", required=True, key=True)
    regio: str = column(
        "Code van het CBS: NL voor Nederland, anders zoals GM0344. Zonder code de naam.", required=True, key=True
    )
    periode: str = column("Periode.", Kind.PERIOD, required=True, key=True)
    naam: str | None = column("Naam van de regio.")
    waarde: float = column("Het cijfer; een deel staat in procenten.", Kind.NUMBER, required=True)
    eenheid: str = column("Waarin het cijfer telt.", required=True, closed=UNITS)
    bron: str = column("Wie het publiceerde.", required=True)
    tabel: str | None = column("Nummer van de tabel bij de bron, zoals 85098NED.")
    status: str | None = column(
        "Of het nog verandert; leeg is: het bestand zegt het niet.",
        closed=("voorlopig", "nader voorlopig", "definitief"),
    )
    leverdatum: date | None = column("Dag waarop het bij de bron is opgehaald.", Kind.DATE)


class Gebiedsvorm(Imported, table=True):
    """The outline of an area, to draw it on a map."""

    __tablename__ = "gebiedsvormen"
    gebied: str = column("Gebied.", Kind.AREA, required=True, key=True)
    vorm: str = column("Omtrek: een of meer ringen van [lengte, breedte] in graden (WGS84), als JSON.", required=True)
    bron: str | None = column("Waar de omtrek vandaan komt.")


SHAPE_TABLES: tuple[type[Imported], ...] = (Gebiedsvorm,)
"""Tables that no figure counts, but a map is drawn by."""
