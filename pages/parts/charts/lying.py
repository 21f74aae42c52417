"""Who is highest, who lowest, and how far is that from what was agreed?"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def bars(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str,
    measure: str = "waarde",
    agreed: bool = False,
    order: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    top: int = 12,
    height: float | None = None,
) -> Figure:
    """Lying bars per value of `per` in the newest period of the frame, longest on top.

    `measure` is the column drawn. With `agreed` the bar is teller (uitgeput, or real clients), the upright
    stroke noemer (agreed), and the label both the teller and waarde. `order` gives keys in a fixed order
    (classes) instead of by length. `highlight` are the keys in petrol (at most two; default the longest).
    Hidden rows have a dotted bar of one fixed length; at most `top` bars, hidden ones last.
    """
    raise NotImplementedError
