"""Which provider stands at the top of a chain of mergers?"""

from __future__ import annotations

import polars as pl


def topmost(aanbieders: pl.DataFrame, codes: pl.Series) -> pl.Series:
    """The topmost ouder of every code; itself without an ouder. Providers in a circle share the lowest code."""
    pairs = aanbieders.filter(pl.col("ouder").fill_null("") != "").select("aanbieder", "ouder")
    parents = dict(pairs.iter_rows())
    tops = {code: _top(code, parents) for code in parents}
    return codes.replace(tops)


def _top(code: str, parents: dict[str, str]) -> str:
    seen: list[str] = []
    while code in parents and code not in seen:
        seen.append(code)
        code = parents[code]
    return min(seen[seen.index(code) :]) if code in seen else code
