"""How does a value move over time?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def line(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str | None = None,
    measures: Mapping[str, str] | None = None,
    comparison: pl.DataFrame | None = None,
    comparison_name: str = "stad",
    name: str = "",
    events: pl.DataFrame | None = None,
    norm: float | None = None,
    norm_name: str = "",
    limits: bool = False,
    small: bool = False,
    height: float | None = None,
) -> Figure:
    """One line, or up to six: per value of the dimension `per`, or per column of `measures` (column: label).

    `name` is the word before the last value of a single line. `comparison` (same indicator, one row per
    period, say the whole city) is the thin grey line. `events` are the result's events: a trendbreuk cuts
    the line and is named. `norm` is drawn as a dashed line with its name. `limits` adds the band of
    ordinary variation and the signals in it. `small` is the picture of a quadrant: no value axis, the first
    and last value as labels. Periods that end before the delivery lag are solid, later ones dotted on a hatch.
    """
    raise NotImplementedError
