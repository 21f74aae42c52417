"""Between which bounds does a share, or a difference of shares or means, lie with 95% certainty?"""

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


def welch(first: str, second: str) -> tuple[pl.Expr, pl.Expr]:
    """Bounds of mean `first` minus mean `second` by Welch's method: neither spreads nor sizes need be equal.

    Needs per side the columns `aantal_<side>`, `gemiddelde_<side>`, `variantie_<side>` (with n - 1); null when a side
    has fewer than two values.
    """
    parts = [pl.col(f"variantie_{side}") / pl.col(f"aantal_{side}") for side in (first, second)]
    squared = parts[0] + parts[1]
    below = [part**2 / (pl.col(f"aantal_{side}") - 1) for part, side in zip(parts, (first, second), strict=True)]
    # Without any spread the freedom is 0 / 0; then the bounds are the gap itself.
    freedom = pl.when(squared > 0).then(squared**2 / (below[0] + below[1])).otherwise(1.0)
    gap = pl.col(f"gemiddelde_{first}") - pl.col(f"gemiddelde_{second}")
    half = _student(freedom) * squared.sqrt()
    return gap - half, gap + half


def _student(freedom: pl.Expr) -> pl.Expr:
    """The 97.5% point of Student's t by the first four terms of its expansion around the normal one.

    Off by less than one in a million from 29 degrees of freedom on, which is what a mean that is shown has.
    """
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum((term / freedom**power for power, term in enumerate(terms, start=1)), start=pl.lit(z))
