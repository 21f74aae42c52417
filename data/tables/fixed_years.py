"""Which years were fixed, and what was shown of them at that moment? Protected results only, so nothing of a person."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.tables.base import Table


class Vastgesteldjaar(Table, table=True):
    """A calendar year of which the shared figures no longer change, whatever is delivered later."""

    __tablename__ = "vastgesteldejaren"
    jaar: int = Field(primary_key=True)
    moment: datetime = Field(description="Wanneer het is vastgesteld.")
    wie: str = Field(description="Door wie.")
    dataversie: str = Field(description="De gegevens waarmee de cijfers zijn gemaakt.")
    peildatum: date = Field(description="Tot wanneer die gegevens bekend waren.")


class Vastgesteldcijfer(Table, table=True):
    """What was shown of one indicator and crossing in a fixed year: numbers, and which ones are hidden."""

    __tablename__ = "vastgesteldecijfers"
    jaar: int = Field(primary_key=True, foreign_key="vastgesteldejaren.jaar")
    indicator: str = Field(primary_key=True)
    per: str = Field(primary_key=True, description="De verdeling, op volgorde met | ertussen.")
    inhoud: bytes = Field(description="De beschermde rijen, als ingepakt Arrow-bestand.")
