"""Which areas, organisations, providers and forms of care does this municipality know?"""

from __future__ import annotations

from datetime import date

from data.tables.base import Imported, Kind, column


class Gebied(Imported, table=True):
    """A buurtteam area, or a team that serves no area."""

    __tablename__ = "gebieden"
    gebied: str = column("Code van het gebied of team.", required=True, key=True)
    naam: str = column("Naam zoals die op het scherm staat.", required=True)
    soort: str | None = column("Gebied, of een team zonder gebied.", closed=("gebied", "zonder gebied"))
    wijk: str | None = column("Wijk waarin het gebied ligt.")
    ses_groep: str | None = column("SES-groep van het gebied.", closed=("laag", "midden", "hoog"))
    rij: int | None = column("Rij op de tegelkaart, 1 is noord.", Kind.WHOLE)
    kolom: int | None = column("Kolom op de tegelkaart, 1 is west.", Kind.WHOLE)
    geldig_van: date | None = column("Eerste dag waarop het gebied bestaat.", Kind.DATE)
    geldig_tot: date | None = column("Laatste dag waarop het gebied bestaat.", Kind.DATE)


class Alias(Imported, table=True):
    """Another spelling of an area or team."""

    __tablename__ = "aliassen"
    alias: str = column("Andere schrijfwijze.", required=True, key=True)
    gebied: str = column("Code, naam of alias van het gebied.", Kind.TEAM, required=True)


class Buurt(Imported, table=True):
    """A CBS buurt and the area it belongs to."""

    __tablename__ = "buurten"
    buurt: str = column("CBS-buurtcode, zoals BU03440111.", required=True, key=True)
    gebied: str = column("Gebied waarin de buurt ligt.", Kind.AREA, required=True)


class Postcode(Imported, table=True):
    """A postcode (4 or 6 characters) and the area it belongs to."""

    __tablename__ = "postcodes"
    postcode: str = column("Postcode van 4 of 6 tekens.", required=True, key=True)
    gebied: str = column("Gebied waarin de postcode ligt.", Kind.AREA, required=True)


class Organisatie(Imported, table=True):
    """A buurtteam organisation and whom it works for."""

    __tablename__ = "organisaties"
    organisatie: str = column("Naam van de organisatie.", required=True, key=True)
    doelgroep: str | None = column("Voor wie de organisatie werkt.", closed=("gezinnen", "volwassenen"))


class Populatie(Imported, table=True):
    """How many families, youths, adults or inhabitants an area counts in a year."""

    __tablename__ = "populatie"
    gebied: str = column("Gebied, of `stad` voor de hele stad.", Kind.AREA, required=True, key=True)
    jaar: int = column("Jaar.", Kind.WHOLE, required=True, key=True)
    doelgroep: str = column(
        "Wie geteld is.", required=True, key=True, closed=("gezinnen", "jeugdigen", "volwassenen", "inwoners")
    )
    aantal: int = column("Aantal.", Kind.WHOLE, required=True)
    bron: str | None = column("Herkomst van het getal.")
    status: str | None = column("Voorlopig of definitief.", closed=("voorlopig", "definitief"))


class Aanbieder(Imported, table=True):
    """A care provider; `ouder` is the merged or parent provider."""

    __tablename__ = "aanbieders"
    aanbieder: str = column("AGB-code of eigen code.", required=True, key=True)
    naam: str = column("Naam van de aanbieder.", required=True)
    soort: str | None = column("Soort aanbieder.", closed=("buurtteam", "aanvullend", "sociale basis"))
    ouder: str | None = column("Code van de aanbieder waarin deze is opgegaan.")


class Zorgvorm(Imported, table=True):
    """A form of care under one law."""

    __tablename__ = "zorgvormen"
    wet: str = column("Wet.", required=True, key=True, closed=("jw", "wmo"))
    code: str = column("Code van de zorgvorm.", required=True, key=True)
    naam: str = column("Naam van de zorgvorm.", required=True)
    groep: str | None = column("Groep waarin de zorgvorm valt.")
    verblijf: bool | None = column("Of de cliënt bij de aanbieder verblijft.", Kind.YES_NO)
