"""Where in the city is the value high and where low?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def tile_map(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    places: Mapping[str, tuple[int, int]],
    per: str = "gebied",
    span: tuple[float, float] | None = None,
    height: float | None = None,
) -> Figure:
    """One tile per area of the newest period in the frame, at `places[key] = (rij, kolom)`.

    `span` is the range of the colours (lowest, highest), to keep it the same over periods; without it that
    of all rows of the frame. When no area of the frame has a place the answer is ranked lying bars.
    """
    raise NotImplementedError
