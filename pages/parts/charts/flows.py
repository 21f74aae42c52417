"""How many come, how many leave, and how many are there at the end?"""

from __future__ import annotations

import polars as pl

from pages.parts.look import Figure, Palette, Scale


def flows(
    arrivals: pl.DataFrame,
    departures: pl.DataFrame,
    look: Palette,
    size: Scale,
    *,
    stock: pl.DataFrame | None = None,
    height: float | None = None,
) -> Figure:
    """Instroom up and uitstroom down from zero, one pair per period (results of `instroom`, `uitstroom`);
    `stock` (a result of `in_zorg`) is a line in its own panel above, on the same time axis.
    """
    raise NotImplementedError
