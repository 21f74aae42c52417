"""How long does the wait last when those who still wait count too? One working view per leg."""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme
from metrics.request import Request
from metrics.survival import waiting_times_with_band
from metrics.views.legs import LEGS, Leg

LEAST_SEEN = 30
"""Arrivals that a mean needs; the gate counts the whole cohort, which is more."""

_ABOUT = {
    "gemiddelde": "Het gemiddelde van wie al aan de beurt was, uit dezelfde groep. Wie nog wacht zit er niet in.",
    "km_mediaan": "Na zoveel dagen was het voor de helft zover.",
    "km_p80": "Na zoveel dagen was het voor acht van de tien zover.",
}
_BOUNDS = {
    f"{name}_{side}": f"{word} van de 95%-marge bij {name}."
    for name in ("km_mediaan", "km_p80")
    for side, word in (("onder", "Ondergrens"), ("boven", "Bovengrens"))
}
ABOUT = {**_ABOUT, **_BOUNDS}


def _view(leg: Leg) -> Indicator:
    def describe(cohort: pl.DataFrame, request: Request) -> pl.DataFrame:
        """`waarde` is the median; there is no noemer, because the catalogue shows or hides that of the same cell."""
        per = list(request.per)
        several = cohort.group_by(per) if per else cohort.group_by(pl.lit(0).alias("_all"))
        seen = pl.col(leg.person).filter("gekomen").n_unique()
        facts = several.agg(
            pl.col(leg.person).drop_nulls().n_unique().alias("personen"),
            pl.when(seen >= LEAST_SEEN).then(pl.col("duur").filter("gekomen").mean()).alias("gemiddelde"),
        ).drop("_all", strict=False)
        times = waiting_times_with_band(cohort, per)
        joined = facts.join(times, on=per, how="left") if per else pl.concat([facts, times], how="horizontal")
        return joined.with_columns(
            waarde=pl.col("km_mediaan"),
            waarom_leeg=pl.when(pl.col("km_mediaan").is_null()).then(pl.lit("te weinig tijd")),
        )

    return Indicator(
        key=f"{leg.key}_met_wachtenden",
        name=f"Wachttijd {leg.wait}, met wie nog wacht",
        theme=Theme.BESCHIKBAARHEID,
        question=f"Hoe lang duurt het {leg.wait}, als wie nog wacht ook meetelt?",
        definition=(
            f"Het aantal {leg.unit.value} waarna de helft van de {leg.who} uit de periode {leg.came} had. Wie nog "
            "wacht telt mee tot de peildatum (methode Kaplan-Meier, 95%-marge volgens Greenwood op log-log-schaal)."
        ),
        teller=f"Alle {leg.who} uit de periode, ook wie nog wacht.",
        noemer=None,
        unit=leg.unit,
        shape=Shape.MEAN,
        source=leg.source,
        compute=leg.cohort(describe),
        dimensions=leg.dimensions,
        options=leg.options,
        extra={name: pl.Float64() for name in ABOUT},
        extra_about=ABOUT,
        additive=False,
    )


VIEWS = tuple(_view(leg) for leg in LEGS)
