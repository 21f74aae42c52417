"""What came in when, what was refused, what stands out, and which data version is this?"""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.tables.base import Table


class Opslag(Table, table=True):
    """The store itself, one row. (`stand_id`, `wijziging`) is the data version."""

    __tablename__ = "opslag"
    id: int = Field(default=1, primary_key=True)
    stand_id: str = Field(description="Willekeurig kenmerk, vernieuwd na terugzetten van een kopie.")
    wijziging: int = Field(default=0, description="Nummer van de laatste wijziging die een cijfer kan raken.")
    voorbeeld: bool = Field(default=False, description="Of de gegevens verzonnen zijn.")
    gemaakt: datetime = Field(description="Wanneer de opslag is gemaakt.")


class Import(Table, table=True):
    """One file that was read. `inhoud` is the hash of its bytes."""

    __tablename__ = "imports"
    nummer: int | None = Field(default=None, primary_key=True)
    aanroep: str = Field(description="Kenmerk van de aanroep waarin het bestand meekwam.", index=True)
    bestand: str = Field(description="Naam van het bestand, zonder map.")
    inhoud: str = Field(description="SHA-256 van de inhoud.", index=True)
    soort: str | None = Field(default=None, description="Tabel of bericht dat herkend is.")
    leverdatum: date | None = Field(default=None)
    begonnen: datetime
    klaar: datetime | None = None
    opgeslagen: int = 0
    gewijzigd: int = 0
    ongewijzigd: int = 0
    afgekeurd: int = 0
    afgewezen: str | None = Field(default=None, description="Waarom het hele bestand is afgekeurd.")
    waarschuwingen: str = Field(default="", description="Een zin per regel.")


class Gevolgd(Table, table=True):
    """One content that `watch` read from its folder; the same content is not read again under another name."""

    __tablename__ = "gevolgd"
    inhoud: str = Field(primary_key=True, description="SHA-256 van het bestand, van een zip als geheel.")
    bestand: str = Field(description="Naam van het bestand, zonder map.")
    moment: datetime = Field(description="Wanneer het is ingelezen.")
    afgekeurd: bool = Field(description="Of er iets in is afgekeurd; dan wordt het bij nieuws nog eens geprobeerd.")


class Afgekeurd(Table, table=True):
    """A source row that was refused; never holds what a person could be known by."""

    __tablename__ = "afgekeurd"
    id: int | None = Field(default=None, primary_key=True)
    import_nummer: int = Field(foreign_key="imports.nummer", index=True)
    tabel: str
    bestand: str
    record: int = Field(description="Nummer van de rij; de kop is 1.")
    kolom: str | None = None
    reden: str = Field(description="Korte code.")
    zin: str = Field(description="Wat er mis is en wat te doen.")
    waarde: str | None = Field(default=None, max_length=20)


class Bevinding(Table, table=True):
    """Something in stored rows that the data owner should look at."""

    __tablename__ = "bevindingen"
    id: int | None = Field(default=None, primary_key=True)
    import_nummer: int | None = Field(default=None, foreign_key="imports.nummer", index=True)
    code: str
    tabel: str
    kolom: str | None = None
    waarde: str | None = None
    aantal: int = 1
    zin: str


class Logregel(Table, table=True):
    """Who did what, without what was seen or written: no number and no person stands in it but who looked."""

    __tablename__ = "logboek"
    id: int | None = Field(default=None, primary_key=True)
    moment: datetime = Field(index=True)
    wie: str = Field(description="Het account, of de computer.")
    wat: str = Field(description="Wat er gebeurde, in een paar vaste woorden.")
    onderwerp: str = Field(default="", description="Welk cijfer met welke keuze, welk bestand, welke sessie.")
    rol: str = Field(default="", sa_column_kwargs={"server_default": ""}, description="In welke rol.")
