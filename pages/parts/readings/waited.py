"""What do waiting times say when those who still wait count too?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.indicator import Indicator, Unit
from pages.parts import wording
from pages.parts.charts.estimates import margin
from pages.parts.charts.naming import name_of
from pages.parts.readings.reading import Reading, fitting, joined, provisional_remark

Row = Mapping[str, Any]
_CAME = {"kennismaking": "een kennismaking", "start": "een start", "zorg": "zorg"}


def came(indicator: Indicator) -> str:
    """What the families of this leg wait for."""
    return _CAME[indicator.key.split("_")[0]]


def with_waiting(rows: Sequence[Row], indicator: Indicator, *, per: str | None = None, whose: str = "") -> Reading:
    """Rows of `<leg>_met_wachtenden`, the one that the figure is about last; the others are what it is beside."""
    unit = "werkdagen" if indicator.unit is Unit.WORKING_DAYS else "dagen"
    shown = [row for row in rows if row["waarde"] is not None]
    hidden = [row for row in rows if row["afgeschermd"]]
    remarks = [f"Afgeschermd: {len(hidden)} van de {len(rows)}."] if hidden else []
    if not shown:
        why = "Dit gaat over te weinig mensen." if hidden else "Nog geen helft is aan de beurt geweest."
        return Reading("De wachttijd met wie nog wacht is hier niet te tonen", joined([why, *remarks]))
    if per:
        return _groups(shown, indicator, unit, per, remarks)
    main = shown[-1]
    place = f"{whose[:1].upper()}{whose[1:]} had de helft" if whose else "De helft had"
    title = f"{place} na {wording.number(main['waarde'])} {unit} {came(indicator)}, wie nog wacht meegeteld"
    marge = f"De 95%-marge is {margin(main['km_mediaan_onder'], main['km_mediaan_boven'])} {unit}."
    beside = [
        f"{wording.in_period(str(row['periode'])).capitalize()} was dat na {wording.number(row['waarde'])}."
        for row in shown[:-1]
    ]
    seen = main.get("gemiddelde")
    mean = f"Wie al aan de beurt was, wachtte gemiddeld {wording.number(seen, 1)} {unit}." if seen is not None else ""
    return Reading(
        fitting(title, title.removesuffix(", wie nog wacht meegeteld")),
        joined([marge, mean, *beside, *remarks, *provisional_remark([main])]),
    )


def _groups(shown: Sequence[Row], indicator: Indicator, unit: str, per: str, remarks: Sequence[str]) -> Reading:
    """Groups beside each other: after how many days each had its half, with the margins."""
    told = [f"{wording.number(row['waarde'])} ({name_of(row, per)})" for row in shown]
    title = f"De helft had {came(indicator)} na {wording.together(told)} {unit}"
    margins = [f"{name_of(row, per)} {margin(row['km_mediaan_onder'], row['km_mediaan_boven'])}" for row in shown]
    sentence = f"95%-marges: {wording.together(margins)}. Wie nog wacht telt mee."
    short = f"De helft had {came(indicator)} na {told[0]} tot {told[-1]} {unit}"
    return Reading(fitting(title, short), joined([sentence, *remarks, *provisional_remark(shown)]))
