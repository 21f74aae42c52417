"""Between which bounds does a share lie with 95% certainty?"""

from __future__ import annotations

import polars as pl

_Z = 1.959963984540054


def wilson(teller: str = "teller", noemer: str = "noemer") -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper bound of a share by Wilson's score method; null when the share is null or above 1."""
    count, total = pl.col(teller), pl.col(noemer)
    fits = (total > 0) & (count >= 0) & (count <= total)
    p = count / total
    middle = (p + _Z**2 / (2 * total)) / (1 + _Z**2 / total)
    half = _Z * (p * (1 - p) / total + _Z**2 / (4 * total**2)).sqrt() / (1 + _Z**2 / total)
    # At 0 and 1 rounding would leave a bound like -1e-17.
    lower = pl.when(fits).then((middle - half).clip(0.0, 1.0))
    upper = pl.when(fits).then((middle + half).clip(0.0, 1.0))
    return lower, upper


def newcombe(first: str, second: str) -> tuple[pl.Expr, pl.Expr]:
    """Bounds of share `first` minus share `second` by Newcombe's hybrid score method.

    Needs per side the columns `teller_<side>`, `noemer_<side>`; null when either side has no interval.
    """
    p1 = pl.col(f"teller_{first}") / pl.col(f"noemer_{first}")
    p2 = pl.col(f"teller_{second}") / pl.col(f"noemer_{second}")
    low1, high1 = wilson(f"teller_{first}", f"noemer_{first}")
    low2, high2 = wilson(f"teller_{second}", f"noemer_{second}")
    gap = p1 - p2
    below = ((p1 - low1) ** 2 + (high2 - p2) ** 2).sqrt()
    above = ((high1 - p1) ** 2 + (p2 - low2) ** 2).sqrt()
    return gap - below, gap + above
