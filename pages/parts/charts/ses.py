"""How do the SES groups differ over time, and how wide is the gap?"""

from __future__ import annotations

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def ses_lines(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    gap: pl.DataFrame | None = None,
    events: pl.DataFrame | None = None,
    height: float | None = None,
) -> Figure:
    """Lines of SES laag, midden and hoog (frame per `ses`); `gap` (a result of ses_kloof over the same
    periods, with onder, boven and gezinnen) comes in its own panel under it, on the same time axis.
    """
    raise NotImplementedError
