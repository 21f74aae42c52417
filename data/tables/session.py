"""What is kept of a session: its figures as they were shown, where it stands, and everything that people said?

Rows are added, never deleted. What somebody said keeps its words: it can be withdrawn or followed by a correction.
No table here raises the data version: nothing in it changes a figure.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from data.tables.base import Table


class Sessie(Table, table=True):
    """One meeting at which figures are looked at. The words may change until somebody said something."""

    __tablename__ = "sessies"
    sessie: str = Field(primary_key=True, description="Willekeurig kenmerk, dat in de link staat.")
    titel: str
    datum: date = Field(description="De dag van de bijeenkomst.")
    partijen: str = Field(description="De partijen aan tafel, als rollen; een per regel.")
    vorige: str | None = Field(default=None, foreign_key="sessies.sessie", description="De sessie waar deze op volgt.")
    gemaakt: datetime


class Sessiefiguur(Table, table=True):
    """One figure of a session. What was shown is kept and never changes; the words around it may, until used."""

    __tablename__ = "sessiefiguren"
    sessie: str = Field(primary_key=True, foreign_key="sessies.sessie")
    figuur: str = Field(primary_key=True, description="Willekeurig kenmerk binnen de sessie.")
    volgorde: int = Field(description="Plaats in de sessie, vanaf 1.")
    onderwerp: str = Field(index=True, description="Indicator en keuzes, zodat duiding bij hetzelfde cijfer terugkomt.")
    adres: str = Field(description="De figuur als waarde: vorm, vraag en weergave, als JSON.")
    bijschrift: str = Field(default="", description="Neutraal bijschrift: geen getal en geen oordeel.")
    vraag: str = Field(default="", description="De vraag aan de groep.")
    eerst_raden: bool = Field(default=False, description="Of partijen eerst zeggen wat ze verwachten.")
    titel: str = Field(description="De titel van de figuur zoals die is getoond.")
    onderschrift: str = Field(description="Wat is geteld, voor wie en wanneer, zoals getoond.")
    lezing: str = Field(default="", description="De zin onder de figuur zoals die is getoond.")
    tabellen: bytes = Field(description="De afgeschermde tabellen zoals getoond, met definitie en trendbreuken.")
    kenmerk: str = Field(description="SHA-256 van de tabellen.")
    dataversie: str
    peildatum: date
    gemaakt: datetime
    vervallen_op: datetime | None = Field(default=None, description="Wanneer de figuur uit de sessie is gehaald.")


class Stand(Table, table=True):
    """Where a session is: the only row that is written again and again."""

    __tablename__ = "standen"
    sessie: str = Field(primary_key=True, foreign_key="sessies.sessie")
    figuur: str = Field(default="", description="De figuur op het scherm; leeg is het beginscherm.")
    onthuld: str = Field(default="", description="Figuren waarvan het cijfer na het raden is getoond; een per regel.")
    stap: str = Field(default="zien", description="De vraag waar de groep mee bezig is.")
    teller: int = Field(default=0, description="Loopt op bij elke verandering.")
    gewijzigd: datetime


class Deelnemer(Table, table=True):
    """One device that joined, known by a random token; never a name."""

    __tablename__ = "deelnemers"
    sessie: str = Field(primary_key=True, foreign_key="sessies.sessie")
    deelnemer: str = Field(primary_key=True, description="Willekeurig kenmerk van het toestel.")
    partij: str = Field(description="Voor welke partij deze deelnemer spreekt, als rol.")
    gemaakt: datetime


class Inbreng(Table, table=True):
    """One thing that somebody said about one figure. The unique key makes saying it twice impossible."""

    __tablename__ = "inbreng"
    __table_args__ = (
        sa.ForeignKeyConstraint(["sessie", "figuur"], ["sessiefiguren.sessie", "sessiefiguren.figuur"]),
        sa.UniqueConstraint("sessie", "figuur", "vraag", "deelnemer", "nummer"),
    )
    inbreng: int | None = Field(default=None, primary_key=True)
    sessie: str
    figuur: str
    soort: str = Field(description="Welke vraag dit beantwoordt: raming, zien, herkennen, verklaren, …")
    vraag: str = Field(description="De soort, en bij steun of een stand ook waarop: steun:12.")
    deelnemer: str
    nummer: int = Field(description="Het hoeveelste antwoord van deze deelnemer op deze vraag, vanaf 0.")
    partij: str
    tekst: str = ""
    getal: float | None = Field(default=None, description="Verwacht getal, in de eenheid van het cijfer (aandeel 0–1).")
    richting: str | None = Field(default=None, description="hoger, gelijk of lager.")
    keuze: str | None = Field(default=None, description="ja, deels of nee; bij een afspraak: klaar of vervallen.")
    categorie: str | None = Field(default=None, description="registratie, populatie, werkwijze of toeval.")
    sterkte: str | None = Field(default=None, description="Hoe sterk de verklaring is: zwak, redelijk of sterk.")
    weerlegging: str = Field(default="", description="Waaraan we zouden zien dat de verklaring niet klopt.")
    eigenaar: str = Field(default="", description="Rol van wie de afspraak oppakt.")
    periode: str | None = Field(default=None, description="De periode waarover de verwachting gaat.")
    datum: date | None = Field(default=None, description="Wanneer een afspraak af is.")
    principe: str = Field(default="", description="Het leidende principe waar de afspraak bij hoort.")
    betreft: int | None = Field(
        default=None, foreign_key="inbreng.inbreng", description="Waar steun of stand over gaat."
    )
    verbetert: int | None = Field(
        default=None, foreign_key="inbreng.inbreng", description="Welke inbreng deze vervangt."
    )
    gemaakt: datetime
    ingetrokken_op: datetime | None = None
