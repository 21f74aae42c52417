"""How many families, youths, adults and inhabitants does each area of the example municipality count?

The totals of the city up to 2024 are the published ones of the BRP; the division over areas follows the households
with children, youths and inhabitants of 2023 and is invented, as are 2025 and 2026.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from data.example import plan

CITY = {
    "gezinnen": (47_876, 48_665, 48_994, 49_346, 49_867, 50_056, 50_310, 50_540),
    "jeugdigen": (105_000, 105_600, 105_700, 105_900, 106_500, 106_800, 107_100, 107_300),
    "inwoners": (352_941, 357_719, 359_355, 361_742, 367_984, 374_374, 378_200, 381_300),
}
GROWTH = {"leidsche-rijn": 0.022, "vleuten": 0.006, "de-meern": 0.004}
"""Growth per year relative to the other areas."""

FIRST_PROVISIONAL = 2025


def populatie(factor: int = 1) -> pl.DataFrame:
    """A row per area (and `stad`), year and doelgroep; the areas add up to the city."""
    areas = plan.teams().head(plan.AREA_COUNT)
    rows = []
    for number in range(len(CITY["gezinnen"])):
        growth = np.array([(1 + GROWTH.get(code, 0.0)) ** (number - 4) for code in areas["team"]])
        parts = {
            group: _divide(CITY[group][number] * factor, areas[column].to_numpy() * growth)
            for group, column in (("gezinnen", "gezinnen"), ("jeugdigen", "jeugd"), ("inwoners", "inwoners"))
        }
        parts["volwassenen"] = parts["inwoners"] - parts["jeugdigen"]
        for group, amounts in parts.items():
            names = [*areas["team"], "stad"]
            rows += [
                (name, 2019 + number, group, int(n)) for name, n in zip(names, [*amounts, amounts.sum()], strict=True)
            ]
    frame = pl.DataFrame(rows, schema=["gebied", "jaar", "doelgroep", "aantal"], orient="row")
    provisional = pl.col("jaar") >= FIRST_PROVISIONAL
    status = pl.when(provisional).then(pl.lit("voorlopig")).otherwise(pl.lit("definitief"))
    return frame.with_columns(bron=pl.lit("BRP 1 januari, verdeling over gebieden verzonnen"), status=status)


def _divide(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole parts of `total` by `weights` that add up exactly; the largest remainders are rounded up."""
    exact = total * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - parts.sum()]] += 1
    return parts
