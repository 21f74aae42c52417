"""By which dimensions can rows be cut, and what stands there when a value is missing?"""

from __future__ import annotations

import polars as pl

UNKNOWN = "onbekend"
NO_AREA = "zonder gebied"

AREA_DIMENSIONS = ("gebied", "wijk", "ses")
AANMELDINGEN = ("gebied", "team", "wijk", "ses", "organisatie", "verwijzer")
LEVERINGEN = (
    "aanbieder",
    "wet",
    "zorgvorm",
    "zorgvormgroep",
    "gebied",
    "wijk",
    "ses",
    "leeftijdsgroep",
    "verwijzer",
)
ERVARINGEN = ("stelling", "team", "organisatie")
VIERKANTEN = ("aanbieder", "wet", "zorgvorm")

AGE_GROUPS = {3: "0–3", 11: "4–11", 17: "12–17", 22: "18–22", 66: "23–66", 200: "67+"}
"""Oldest age per group, in years."""

AGE_TYPE = pl.Enum([*AGE_GROUPS.values(), UNKNOWN])


def age_group(year: int) -> pl.Expr:
    """The leeftijdsgroep in `year`; without a birth year, or born later, it is `onbekend`."""
    age = year - pl.col("geboortejaar")
    group = pl.lit(UNKNOWN, dtype=AGE_TYPE)
    for oldest, label in reversed(AGE_GROUPS.items()):
        group = pl.when(age <= oldest).then(pl.lit(label, dtype=AGE_TYPE)).otherwise(group)
    return pl.when(age >= 0).then(group).otherwise(pl.lit(UNKNOWN, dtype=AGE_TYPE)).alias("leeftijdsgroep")


def filled(column: str, missing: str = UNKNOWN) -> pl.Expr:
    """The text of `column` with `missing` where it is null or empty."""
    text = pl.col(column).cast(pl.String).str.strip_chars()
    return pl.when(text.is_null() | (text == "")).then(pl.lit(missing)).otherwise(text).alias(column)


def coded(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """The text `columns` as small integers in alphabetical order (an Enum of the values that occur)."""
    return frame.with_columns(frame[name].cast(pl.Enum(frame[name].unique().sort())) for name in columns)
