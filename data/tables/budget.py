"""What was agreed with providers, what was spent, and what do they expect?"""

from __future__ import annotations

from datetime import date

from data.tables.base import Imported, Kind, column


class Vierkant(Imported, table=True):
    """Agreed budget and agreed average number of clients of a provider, from `ingangsdatum` on."""

    __tablename__ = "vierkanten"
    aanbieder: str = column("Code van de aanbieder.", required=True, key=True)
    wet: str = column("Wet; leeg is alle.", key=True, closed=("jw", "wmo"))
    zorgvorm: str = column("Zorgvorm; leeg is alle.", key=True)
    jaar: int = column("Jaar.", Kind.WHOLE, required=True, key=True)
    ingangsdatum: date = column("Vanaf wanneer deze afspraak geldt.", Kind.DATE, required=True, key=True)
    budget: float = column("Budget voor het hele jaar, in euro.", Kind.EURO, required=True)
    clienten: float = column("Afgesproken gemiddeld aantal cliënten in zorg.", Kind.SHARE, required=True)


class Uitputting(Imported, table=True):
    """Costs of a provider in a month, in euro. `maand` is the first day of that month in the store."""

    __tablename__ = "uitputting"
    aanbieder: str = column("Code van de aanbieder.", required=True, key=True)
    wet: str = column("Wet.", key=True, closed=("jw", "wmo"))
    zorgvorm: str = column("Zorgvorm.", key=True)
    maand: date = column("Maand, zoals 2022-03.", Kind.MONTH, required=True, key=True)
    kosten: float = column("Kosten in euro.", Kind.EURO, required=True)


class Prognose(Imported, table=True):
    """What a provider itself expects at year end, in euro."""

    __tablename__ = "prognoses"
    aanbieder: str = column("Code van de aanbieder.", required=True, key=True)
    jaar: int = column("Jaar.", Kind.WHOLE, required=True, key=True)
    datum: date = column("Dag van de prognose.", Kind.DATE, required=True, key=True)
    verwacht: float = column("Verwachte uitputting aan het einde van het jaar, in euro.", Kind.EURO, required=True)
    clienten: float | None = column("Verwacht gemiddeld aantal cliënten.", Kind.SHARE)


class Seizoen(Imported, table=True):
    """The share of the year's budget that falls in a month; the twelve add up to 1."""

    __tablename__ = "seizoen"
    jaar: int = column("Jaar.", Kind.WHOLE, required=True, key=True)
    maand: int = column("Maand, 1 tot en met 12.", Kind.WHOLE, required=True, key=True)
    aandeel: float = column("Aandeel van het jaar.", Kind.SHARE, required=True)
