"""What did people tell that belongs beside a figure?"""

from __future__ import annotations

from data.tables.base import Imported, Kind, column


class Verhaal(Imported, table=True):
    """A short text beside one indicator and period; never about one person."""

    __tablename__ = "verhalen"
    indicator: str = column("Indicator waar het verhaal bij hoort.", required=True, key=True)
    periode: str = column("Periode waar het verhaal over gaat.", Kind.PERIOD, required=True, key=True)
    titel: str = column("Waar het verhaal over gaat, hoogstens 80 tekens.", required=True, key=True)
    vorm: str = column("Soort verhaal.", required=True, closed=("casuïstiek", "citaat", "panel"))
    tekst: str = column("Het verhaal, hoogstens 400 tekens, zonder gegevens van één persoon.", required=True)
    bron: str | None = column("Wie het vertelde: een partij, panel of bijeenkomst, nooit een persoon.")
