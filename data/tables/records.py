"""Which support was asked for and given, to whom, and how was it experienced?"""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from data.tables.base import Imported, Kind, column


class Aanmelding(Imported, table=True):
    """A family that asked a buurtteam for support; empty is unknown, never no."""

    __tablename__ = "aanmeldingen"
    aanmelding: str = column("Kenmerk van de aanmelding.", required=True, key=True)
    gezin_id: str = column("Pseudoniem van het gezin.", Kind.PERSON, required=True)
    team: str = column("Team: code of naam van een gebied, of een team zonder gebied.", Kind.TEAM, required=True)
    organisatie: str | None = column("Organisatie waarvan het team is.")
    aanmelddatum: date = column("Dag van aanmelding.", Kind.DATE, required=True)
    kennismakingsdatum: date | None = column("Dag van de kennismaking.", Kind.DATE)
    gewenst_later: bool | None = column("Of het gezin zelf een latere datum wilde.", Kind.YES_NO)
    startdatum: date | None = column("Eerste dag van de steun.", Kind.DATE)
    einddatum: date | None = column("Laatste dag van de steun.", Kind.DATE)
    verwijzer: str | None = column("Wie het gezin verwees.")
    leefgebieden: str | None = column("Leefgebieden, gescheiden door |.")
    jeugdigen: int | None = column("Aantal jeugdigen in het gezin.", Kind.WHOLE)


class Levering(Imported, table=True):
    """Care by a provider to one client, from begindatum up to and including einddatum."""

    __tablename__ = "leveringen"
    levering: str = column("Kenmerk van de levering.", required=True, key=True)
    client_id: str = column("Pseudoniem van de cliënt.", Kind.PERSON, required=True)
    aanbieder: str = column("Code van de aanbieder.", required=True)
    wet: str = column("Wet.", required=True, closed=("jw", "wmo"))
    zorgvorm: str | None = column("Code van de zorgvorm.")
    gebied: str | None = column("Gebied waar de cliënt woont.", Kind.AREA)
    geboortejaar: int | None = column("Geboortejaar.", Kind.WHOLE)
    toewijzingsdatum: date | None = column("Dag waarop de zorg is toegewezen.", Kind.DATE)
    ingangsdatum: date | None = column("Dag waarop de zorg zou beginnen.", Kind.DATE)
    begindatum: date = column("Eerste dag van de zorg.", Kind.DATE, required=True)
    einddatum: date | None = column("Laatste dag van de zorg.", Kind.DATE)
    reden_beeindiging: str | None = column("Code van de reden waarom de zorg stopte.")
    verwijzer: str | None = column("Wie de cliënt verwees.")
    # Only messages fill these; a CSV of leveringen does not know them.
    einddatum_toewijzing: date | None = Field(default=None, description="Laatste dag van de toewijzing.")
    toewijzing: str | None = Field(default=None, description="Sleutel van de toewijzing.")
    geslacht: str | None = Field(default=None, description="Code van het geslacht.")
    categorie: str | None = Field(default=None, description="Landelijke productcategorie.")
    verzoekdatum: date | None = Field(default=None, description="Dagtekening van het verzoek om toewijzing.")
    uit_berichten: bool = Field(default=False, description="Of de levering uit berichten is afgeleid.")


class Ervaring(Imported, table=True):
    """One answer of one respondent; `antwoord` is 1 to 5, or `n.v.t.`, which is not counted."""

    __tablename__ = "ervaringen"
    respondent: str = column("Kenmerk van wie antwoordde.", required=True, key=True)
    stelling: str = column("Stelling.", required=True, key=True)
    datum: date = column("Dag van het antwoord.", Kind.DATE, required=True, key=True)
    organisatie: str = column("Organisatie waarover het gaat.", required=True)
    team: str | None = column("Team waarover het gaat.", Kind.TEAM)
    antwoord: str = column(
        "Antwoord, 1 (helemaal oneens) tot 5 (helemaal eens).",
        required=True,
        closed=("1", "2", "3", "4", "5", "n.v.t."),
    )


class Bereikopgave(Imported, table=True):
    """How many people a general provision says it reached; not a registration of persons."""

    __tablename__ = "bereikopgaven"
    organisatie: str = column("Organisatie die opgaf.", required=True, key=True)
    voorziening: str = column("Voorziening.", required=True, key=True)
    periode: str = column("Periode, zoals 2022, 2022-H1 of 2022-Q1.", Kind.PERIOD, required=True, key=True)
    gebied: str = column("Gebied; leeg is de hele stad.", Kind.AREA, key=True)
    deelnemers: int = column("Aantal deelnemers.", Kind.WHOLE, required=True)


class Gebeurtenis(Imported, table=True):
    """Something that happened and matters for one indicator, or for all (`*`)."""

    __tablename__ = "gebeurtenissen"
    datum: date = column("Dag van de gebeurtenis.", Kind.DATE, required=True, key=True)
    indicator: str = column("Indicator die het raakt; * is elke indicator.", required=True, key=True)
    soort: str = column("Soort.", required=True, key=True, closed=("trendbreuk", "beleid", "gebeurtenis"))
    titel: str = column("Wat er gebeurde.", required=True)
    toelichting: str | None = column("Wat dat voor de cijfers betekent.")
    organisatie: str = column("Organisatie die het raakt; leeg is alle.", key=True)
