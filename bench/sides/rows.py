"""What do all pandas versions share: types, shares, means and the form of an answer?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from bench.sides.question import Question

Rows: TypeAlias = pd.DataFrame
Frames = Mapping[str, Any]


def day(value: date) -> pd.Timestamp:
    return pd.Timestamp(value)


def ratio(cells: Rows) -> Rows:
    """`waarde` beside teller and noemer; empty when there is no noemer."""
    if cells.empty:
        return cells
    return cells.assign(waarde=cells["teller"] / cells["noemer"].where(cells["noemer"] != 0))


def share(rows: Rows, condition: pd.Series, per: tuple[str, ...]) -> Rows:
    """The share of the rows for which the condition holds."""
    if rows.empty:
        return pd.DataFrame()
    if not per:
        return ratio(pd.DataFrame({"teller": [condition.sum()], "noemer": [len(rows)]}))
    cells = condition.groupby([rows[name] for name in per]).agg(["sum", "size"])
    return ratio(cells.set_axis(["teller", "noemer"], axis=1))


def mean(rows: Rows, per: tuple[str, ...]) -> Rows:
    """Sum, number, mean and percentiles of the column `v`."""
    if rows.empty:
        return pd.DataFrame()
    parts = {"mediaan": 0.5, "p80": 0.8, "p90": 0.9}
    if not per:
        found = rows["v"].quantile(list(parts.values())).to_numpy()
        cells = pd.DataFrame({"teller": [rows["v"].sum()], "noemer": [len(rows)]})
        return ratio(cells.assign(**dict(zip(parts, found, strict=True))))
    groups = rows.groupby(list(per))["v"]
    cells = groups.agg(["sum", "size"]).set_axis(["teller", "noemer"], axis=1)
    found = groups.quantile(list(parts.values())).unstack().set_axis(list(parts), axis=1)
    return ratio(cells.join(found))


def answered(cells: Rows, question: Question) -> list[dict[str, Any]]:
    """Plain rows: dimensions as columns, and None for what is not known."""
    if cells.empty:
        return []
    flat = cells.reset_index() if question.dimensions else cells
    flat = flat.astype(object).where(flat.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in flat.to_dict("records")]
