"""Which share was seen within n days, those who still wait included? One working view per leg."""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA
from metrics.request import Request
from metrics.survival import seen_after
from metrics.views.legs import LEGS, Leg

SMALLEST = 10


def _view(leg: Leg) -> Indicator:
    def describe(cohort: pl.DataFrame, request: Request) -> pl.DataFrame:
        """`personen` is the cohort, and at a point that sets a few apart (seen, or not yet) only those few."""
        per = list(request.per)
        several = cohort.group_by(per) if per else cohort.group_by(pl.lit(0).alias("_all"))
        people = several.agg(pl.col(leg.person).drop_nulls().n_unique().alias("personen")).drop("_all", strict=False)
        points = seen_after(cohort, per, leg.times)
        points = points.join(people, on=per, how="left") if per else points.join(people, how="cross")
        few = pl.min_horizontal(pl.col("gekomen"), pl.col("gezien") - pl.col("gekomen"))
        return points.with_columns(
            pl.col("na").cast(pl.String),
            personen=pl.when((few > 0) & (few < SMALLEST)).then(few.cast(pl.Int64)).otherwise(pl.col("personen")),
            waarom_leeg=pl.when(pl.col("waarde").is_null()).then(pl.lit("te weinig tijd")),
        )

    days = "werkdagen" if leg.unit is Unit.WORKING_DAYS else "dagen"
    return Indicator(
        key=f"{leg.key}_curve",
        name=f"Deel met {leg.came} na een aantal {days}",
        theme=Theme.BESCHIKBAARHEID,
        question=f"Welk deel had na een aantal {days} {leg.came}?",
        definition=(
            f"Het deel van de {leg.who} uit de periode dat binnen een aantal {days} {leg.came} had. Wie nog wacht telt "
            "mee tot de peildatum (methode Kaplan-Meier)."
        ),
        teller=f"De {leg.who} die binnen dat aantal {days} {leg.came} hadden, geschat als er nog gewacht wordt.",
        noemer=None,
        unit=Unit.SHARE,
        shape=Shape.MEAN,
        source=leg.source,
        compute=leg.cohort(describe),
        dimensions=(*leg.dimensions, "na"),
        always_per=("na",),
        options=leg.options,
        extra=INTERVAL_EXTRA,
        extra_about=INTERVAL_ABOUT,
        additive=False,
        caveats=("De marge is die van Greenwood op log-log-schaal, 95% per punt.",),
    )


VIEWS = tuple(_view(leg) for leg in LEGS)
