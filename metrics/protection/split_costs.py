"""Of which providers may the costs not be split by form of care, because a form has only a few clients?

The costs of a whole provider are public. Of a split the costs of a form with a few clients are not, and neither are
the other forms of that provider, nor a total over providers that holds one of them: those would give it away. A whole
law is shown when it holds several such parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from metrics.period import Period
from metrics.request import Request
from metrics.rows import active

SPLIT = ("wet", "zorgvorm", "zorgvormgroep")
COSTED = frozenset({"vierkant", "kosten_per_client", "drift_ontleed"})
"""Indicators of which a row tells the costs of its cell."""
HIDDEN = "afgeschermd"
Tables = Mapping[str, pl.DataFrame]


def not_to_split(tables: Tables, period: Period, peildatum: date, smallest: int) -> pl.DataFrame:
    """Every part (aanbieder, wet, zorgvorm, zorgvormgroep) of the providers whose costs of the year so far stay whole.

    A few clients are 1 to below `smallest`, since the year began. A provider of which all costs are in one part has
    nothing that could be subtracted: that part is the whole.
    """
    end = min(period.end, peildatum)
    first = date(period.year, 1, 1)
    key = ["aanbieder", "wet", "zorgvorm"]
    spent = tables["uitputting"].filter(pl.col("maand").is_between(first, end))
    parts = spent.filter((pl.col("wet") != "") | (pl.col("zorgvorm") != "")).select(*key, "zorgvormgroep").unique()
    care = tables["leveringen"].filter(active("begindatum", "einde", first, end))
    people = care.select(*(pl.col(name).cast(pl.String) for name in key), "client").unique()
    counted = []
    for empty, on in (("", key), ("zorgvorm", ["aanbieder", "wet"]), ("wet", ["aanbieder", "zorgvorm"])):
        of = parts.filter(pl.col(name) != "" for name in key[1:] if name != empty)
        of = of.filter(pl.col(empty) == "") if empty else of
        counted.append(of.join(people.group_by(on).agg(pl.col("client").n_unique()), on=on, how="left"))
    few = pl.concat(counted).filter(pl.col("client").is_between(1, smallest - 1))
    several = parts.group_by("aanbieder").len().filter(pl.col("len") > 1)
    return parts.join(few, on="aanbieder", how="semi").join(several, on="aanbieder", how="semi")


def hide_splits(frame: pl.DataFrame, request: Request, tables: Tables, smallest: int) -> pl.DataFrame:
    """The rows with `_teller` true where they split the costs of such a provider, or count it in a total of a split."""
    asked = {*request.per, *request.where}
    if not asked & set(SPLIT) or frame.is_empty():
        return frame
    found = []
    for period in request.known_periods:
        parts = not_to_split(tables, period, request.peildatum, smallest)
        for name, values in request.where.items():
            if name in parts.columns:
                parts = parts.filter(_called(name).is_in(sorted(values)))
        found.append(parts.with_columns(_called(name) for name in SPLIT).with_columns(periode=pl.lit(str(period))))
    lines = ["periode", *(name for name in ("aanbieder", *SPLIT) if name in frame.columns)]
    parts = pl.concat(found).select("periode", "aanbieder", *SPLIT).unique()
    touched = parts.group_by(lines).len("_parts")
    if not {"aanbieder", "zorgvorm", "zorgvormgroep"} & asked:
        # A whole law over all providers holds several such parts at once, and none of them can be told apart.
        touched = touched.filter(pl.col("_parts") == 1)
    touched = touched.select(lines).with_columns(_split=pl.lit(True))
    joined = frame.join(touched, on=lines, how="left", maintain_order="left")
    return joined.with_columns(_teller=pl.col("_teller") | pl.col("_split").fill_null(False)).drop("_split")


def _called(name: str) -> pl.Expr:
    """An empty wet or zorgvorm is `onbekend` in a result."""
    if name == "aanbieder":
        return pl.col(name)
    return pl.when(pl.col(name).fill_null("") == "").then(pl.lit("onbekend")).otherwise(pl.col(name)).alias(name)


def whole_spending(
    spending: pl.DataFrame, tables: Tables, period: Period, peildatum: date, smallest: int
) -> pl.DataFrame:
    """Delivered costs with the parts of such providers taken together per month, under the name `afgeschermd`."""
    parts = not_to_split(tables, period, peildatum, smallest)
    split = pl.col("aanbieder").is_in(parts["aanbieder"].unique().implode())
    split = split & ((pl.col("wet") != "") | (pl.col("zorgvorm") != ""))
    kept, together = spending.filter(~split), spending.filter(split)
    if together.is_empty():
        return spending
    keys = [name for name in spending.columns if name not in ("wet", "zorgvorm", "kosten")]
    summed = together.group_by(keys).agg(pl.col("kosten").sum()).with_columns(
        wet=pl.lit(HIDDEN), zorgvorm=pl.lit(HIDDEN)
    )  # fmt: skip
    return pl.concat([kept, summed.select(spending.columns)]).sort("aanbieder", "wet", "zorgvorm", "maand")
