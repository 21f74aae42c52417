"""How did the queue move, week by week?

A week is seven days that end on the peildatum, or a whole number of weeks before it, so no week is ever half known.
"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.request import Request
from metrics.rows import known

WEEKS = 26
STREAMS = ("erbij", "geholpen", "weg", "wacht")


def compute(request: Request, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Per been and week who came, who was helped, who left otherwise and who waited at its end.

    What waited at the end of a week is what waited a week before, plus erbij, minus geholpen and weg.
    """
    rows = known(aanmeldingen, "aanmelddatum", request)
    legs = pl.concat([_first(rows), _second(rows)])
    last = [request.peildatum - timedelta(days=7 * back) for back in range(WEEKS - 1, -1, -1)]
    weeks = pl.DataFrame({"week": last}).with_columns(begin=pl.col("week") - pl.duration(days=6))
    spread = legs.join(weeks, how="cross").with_columns(
        erbij=pl.col("vanaf").is_between("begin", "week"),
        geholpen=pl.col("tot").is_between("begin", "week") & pl.col("helped"),
        weg=pl.col("tot").is_between("begin", "week") & ~pl.col("helped"),
        wacht=(pl.col("vanaf") <= pl.col("week")) & (pl.col("tot").is_null() | (pl.col("tot") > pl.col("week"))),
    )
    keys = ["been", "week", *request.per]
    counts = spread.group_by(keys).agg(pl.col(STREAMS).fill_null(False).sum().cast(pl.Float64))
    people = spread.group_by(keys).agg(
        pl.col("gezin").filter(pl.col(name).fill_null(False)).n_unique().alias(name) for name in STREAMS
    )
    long = counts.unpivot(STREAMS, index=keys, variable_name="stroom", value_name="teller")
    persons = people.unpivot(STREAMS, index=keys, variable_name="stroom", value_name="personen")
    return long.join(persons, on=[*keys, "stroom"]).with_columns(
        pl.col("week").cast(pl.String), waarde="teller", periode=pl.lit(request.peildatum.isoformat())
    )


def _first(rows: pl.DataFrame) -> pl.DataFrame:
    """Been 1 waits from aanmelding until the kennismaking, or until support started or ended without one."""
    left = pl.min_horizontal("kennismakingsdatum", "startdatum", "einddatum")
    return rows.with_columns(
        been=pl.lit("1"), vanaf="aanmelddatum", tot=pl.max_horizontal(left, "aanmelddatum") + _nothing(left),
        helped=(pl.col("kennismakingsdatum") == left).fill_null(False),
    )  # fmt: skip


def _second(rows: pl.DataFrame) -> pl.DataFrame:
    """Been 2 waits from the kennismaking until the start, or until it ended without one."""
    left = pl.min_horizontal("startdatum", "einddatum")
    met = rows.filter(pl.col("kennismakingsdatum").is_not_null())
    return met.with_columns(
        been=pl.lit("2"), vanaf="kennismakingsdatum",
        tot=pl.max_horizontal(left, "kennismakingsdatum") + _nothing(left),
        helped=(pl.col("startdatum") == left).fill_null(False),
    )  # fmt: skip


def _nothing(day: pl.Expr) -> pl.Expr:
    """No days; unknown when `day` is, so that a sum with it is unknown too."""
    return pl.when(day.is_not_null()).then(pl.duration(days=0))


VIEW = Indicator(
    key="wachtrij",
    name="De wachtrij per week",
    theme=Theme.BESCHIKBAARHEID,
    question="Wie kwam er per week bij, wie werd geholpen en wie wacht er dan nog?",
    definition=(
        "Per week van zeven dagen tot en met de peildatum: aanmeldingen die gingen wachten, die geholpen werden, die "
        "weggingen zonder, en die aan het eind van de week wachtten."
    ),
    teller="Aanmeldingen per stroom en week.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=(*AANMELDINGEN, "been", "stroom", "week"),
    always_per=("been", "stroom", "week"),
    on_peildatum=True,
    caveats=("Per week zijn de aantallen te klein om te delen: dit bestaat alleen intern.",),
)
