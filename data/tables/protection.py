"""Which cells of the published set are hidden in this data version? Holds decisions, never numbers."""

from __future__ import annotations

from sqlmodel import Field

from data.tables.base import Table


class Afschermblok(Table, table=True):
    """One indicator and calendar year that was decided. A cell without a row in `afscherming` is visible."""

    __tablename__ = "afschermblokken"
    indicator: str = Field(primary_key=True)
    jaar: int = Field(primary_key=True)
    versie: str = Field(description="Dataversie waarin het blok is besloten.")
    regelversie: int = Field(description="Nummer van de regels waarmee het is besloten.")
    vingerafdruk: str = Field(default="", description="Kenmerk van de getallen; gelijk blijft gelijk besloten.")
    cellen: int = Field(default=0, description="Aantal cellen van het blok.")
    verborgen: int = Field(default=0, description="Aantal verborgen cellen.")
    marge: float | None = Field(default=None, description="Kleinste marge van een verborgen cel; als die er is.")
    nauw: int = Field(default=0, description="Aantal verborgen cellen met een marge onder de 5.")


class Afscherming(Table, table=True):
    """One hidden cell. `per` names its dimensions and `cel` their values, both in sorted order with | between."""

    __tablename__ = "afscherming"
    indicator: str = Field(primary_key=True)
    jaar: int = Field(primary_key=True)
    options: str = Field(primary_key=True, description="Keuzes van de indicator, zoals lezing=alle.")
    per: str = Field(primary_key=True)
    periode: str = Field(primary_key=True)
    cel: str = Field(primary_key=True)
    afgeschermd: bool = Field(default=True, description="Teller en waarde verborgen.")
    noemer: bool = Field(default=False, description="Ook de noemer verborgen.")
