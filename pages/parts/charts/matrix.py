"""Who goes on with whom?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def matrix(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    top: int = 10,
    height: float | None = None,
) -> Figure:
    """Counts per `van` (standing) and `naar` (across), newest period; at most `top` by `top`.

    What does not fit becomes a row and column `overige`, but only where every cell in that sum is shown;
    when one of them is hidden there is no such sum and `overige` is left out. A pair without a row is empty.
    """
    raise NotImplementedError
