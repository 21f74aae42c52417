"""How is a count or share spread over classes, or over some years?"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from metrics.indicator import Indicator
from pages.parts.look import Figure, Palette, Scale


def columns(
    frame: pl.DataFrame,
    indicator: Indicator,
    look: Palette,
    size: Scale,
    *,
    per: str = "periode",
    measure: str = "waarde",
    order: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    norm_after: str | None = None,
    norm_name: str = "",
    height: float | None = None,
) -> Figure:
    """Standing bars per class (`per` a dimension, newest period) or per period (`per="periode"`).

    `order` fixes the classes; `norm_after` is the last class within the norm: those up to it are petrol and
    a dashed stroke with `norm_name` follows. Provisional bars are hatched, hidden ones dotted, fixed height.
    """
    raise NotImplementedError
