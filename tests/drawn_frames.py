"""How does a test draw a protected frame? Rows as short tuples, everything else at its usual value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from metrics.indicator import Indicator, Shape, Theme, Unit

USUAL: Mapping[str, Any] = {
    "teller": None, "noemer": None, "waarde": None, "voorlopig": False, "afgeschermd": False, "waarom_leeg": None,
}  # fmt: skip
HIDDEN: Mapping[str, Any] = {"afgeschermd": True, "waarom_leeg": "afgeschermd"}


def indicator(key: str = "bereik", unit: Unit = Unit.SHARE, shape: Shape = Shape.SHARE) -> Indicator:
    """An indicator record without a computation behind it."""

    def compute(request: object, *, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
        return aanmeldingen

    return Indicator(
        key=key, name=key, theme=Theme.BEREIK, question="Hoeveel?", definition="Zoveel.", teller="teller",
        noemer="noemer", unit=unit, shape=shape, source="bron", compute=compute,
    )  # fmt: skip


def frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """A protected frame; a row with waarde "x" is hidden."""
    full = []
    for row in rows:
        hidden = row.get("waarde") == "x"
        full.append({**USUAL, **row, **({**HIDDEN, "waarde": None} if hidden else {})})
    names = list(dict.fromkeys(name for row in full for name in row)) or ["periode", *USUAL]
    schema = {"teller": pl.Float64, "noemer": pl.Float64, "waarde": pl.Float64, "waarom_leeg": pl.String}
    columns = {name: [row.get(name) for row in full] for name in names}
    made = pl.DataFrame(columns, schema_overrides={k: v for k, v in schema.items() if k in names}, strict=False)
    return made.with_columns(pl.col("voorlopig", "afgeschermd").cast(pl.Boolean), pl.col("periode").cast(pl.String))


def line(values: Mapping[str, float | str | None], provisional: Sequence[str] = (), **dims: str) -> pl.DataFrame:
    """One row per period; a period that is not in `values` was not delivered, "x" is hidden."""
    return frame(
        {"periode": period, "waarde": value, "voorlopig": period in provisional, **dims}
        for period, value in values.items()
    )


def events(*breaks: tuple[date, str]) -> pl.DataFrame:
    """Trendbreuken on these days."""
    schema = {
        "datum": pl.Date, "soort": pl.String, "titel": pl.String, "toelichting": pl.String, "organisatie": pl.String,
    }  # fmt: skip
    rows = [(day, "trendbreuk", title, None, "") for day, title in breaks]
    return pl.DataFrame(rows, schema=schema, orient="row")
