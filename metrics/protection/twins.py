"""Which numbers of waits are told under two names?

A toewijzing has the day of the decision and the day on which care was meant to begin, mostly both. Then two waits count
the same starts, but each is decided by itself: a number that one hides may not be shown by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from metrics.protection.marks import cell_key
from metrics.request import Request

WAITS = ("wachttijd_toewijzing", "wachttijd_beoogd", "wachttijd_verzoek")


def hide_twins(
    frame: pl.DataFrame, key: str, request: Request, per: tuple[str, ...], fixed: Mapping[str, str],
    compute: Callable[[str, Request], pl.DataFrame],
    decided: Callable[[str, Request, tuple[str, ...]], pl.DataFrame | None],
) -> pl.DataFrame:  # fmt: skip
    """Also hides a number of starts that another wait hides and that is the same there.

    `fixed` are the dimensions of `per` that are selected, which no row has. A number that differs is another one:
    of some toewijzingen one of the days is not known.
    """
    for other in WAITS if key in WAITS else ():
        lines = decided(other, request, per) if other != key else None
        if lines is None or not lines["noemer"].any():
            continue
        named = compute(other, request).with_columns(**{name: pl.lit(value) for name, value in fixed.items()})
        hidden = named.select("periode", cell_key(per).alias("cel"), _rows="noemer").join(
            lines.filter("noemer"), on=["periode", "cel"], how="semi"
        )
        same = (pl.col("_rows") == pl.col("noemer")).fill_null(False)
        joined = frame.with_columns(cel=cell_key(per)).join(
            hidden, on=["periode", "cel"], how="left", maintain_order="left"
        )
        frame = joined.with_columns(pl.col(name) | same for name in ("_teller", "_noemer")).drop("cel", "_rows")
    return frame
