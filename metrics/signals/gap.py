"""How far apart are SES laag and SES hoog, how certain is that, and how many families is it about?

Made from what is shown: a share of a cell whose numbers are hidden has no gap. A mean has no interval here, because
the spread behind it is not shown; `metrics.views.kloof` has the gap between two mean waits.
"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator, Shape
from metrics.interval import newcombe

LOW, HIGH = "laag", "hoog"


def gap(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Laag minus hoog per period, as rows of `ses_kloof`: `waarde`, `onder`, `boven`, `gezinnen` (both noemers).

    `frame` is a protected result per `ses`. Hidden where one of both is; a period without one of both has no row.
    """
    sides = [
        frame.filter(pl.col("ses") == side).select(
            "periode", "voorlopig", "afgeschermd", pl.col("waarde", "teller", "noemer").name.suffix(f"_{side}")
        )
        for side in (LOW, HIGH)
    ]
    both = sides[0].join(sides[1], on="periode", how="inner", maintain_order="left", suffix="_other")
    lower, upper = newcombe(LOW, HIGH) if indicator.shape is Shape.SHARE else (pl.lit(None), pl.lit(None))
    hidden = pl.col("afgeschermd") | pl.col("afgeschermd_other")
    return both.select(
        "periode",
        teller=pl.lit(None, dtype=pl.Float64),
        noemer=pl.lit(None, dtype=pl.Float64),
        waarde=pl.col(f"waarde_{LOW}") - pl.col(f"waarde_{HIGH}"),
        voorlopig=pl.col("voorlopig") | pl.col("voorlopig_other"),
        afgeschermd=hidden,
        waarom_leeg=pl.when(hidden).then(pl.lit("afgeschermd")).otherwise(pl.lit(None, dtype=pl.String)),
        onder=lower.cast(pl.Float64),
        boven=upper.cast(pl.Float64),
        gezinnen=pl.col(f"noemer_{LOW}") + pl.col(f"noemer_{HIGH}"),
    )
