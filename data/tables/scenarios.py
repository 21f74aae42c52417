"""Which scenarios were kept, and what did they answer then? No row here raises the data version."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.tables.base import Table


class Scenario(Table, table=True):
    """A named set of levers with the answer of the moment at which it was kept."""

    __tablename__ = "scenarios"
    scenario: str = Field(primary_key=True, description="Kenmerk in een link.")
    naam: str = Field(description="Naam die iemand gaf; uniek.", unique=True)
    knoppen: str = Field(description="De keuzes die afwijken van niets doen, als JSON.")
    antwoord: str = Field(description="De uitkomsten van dat moment, als JSON.")
    dataversie: str = Field(description="Met welke gegevens is gerekend.")
    peildatum: date
    gemaakt: datetime
