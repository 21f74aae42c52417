"""Which teams differ from the city by more than chance?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def funnel(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str = "team",
    city: float | None = None,
    city_name: str = "stad",
    counted: str = "aantal aanmeldingen",
    height: float | None = None,
) -> Figure:
    """A share per team against its noemer, newest period, with 95% and 99.8% limits around the city.

    `city` is the shown value of the whole city; without it the limits stand around the sum of the shown
    teams. Hidden teams and teams with a noemer under 20 have no point. `counted` names the x axis.
    """
    raise NotImplementedError
