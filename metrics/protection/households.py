"""Which families behind the costs of a buurtteam organisation are hidden, because they are counted elsewhere too?

From January to the end of a first quarter, a first half or a year they are the families that this organisation
reached: one number under two names, which is decided where it is one of many. What costs say follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from metrics.period import Level, Period
from metrics.request import Request
from metrics.spending import buurtteams

COSTS, REACH = "kosten_per_client", "bereik"
BY = "organisatie"
Hidden = Callable[[str, Request], pl.DataFrame]
"""The rows of an indicator, of which the hidden ones have `_teller`."""


def hide_households(
    frame: pl.DataFrame, request: Request, tables: Mapping[str, pl.DataFrame], groups: tuple[str, ...], marked: Hidden
) -> pl.DataFrame:
    """Also hide the rows of an organisation whose families may not be told; `groups` are those that reach counts."""
    since = {str(period): since_january(period) for period in request.known_periods}
    same = {name: period for name, period in since.items() if period is not None}
    if "aanbieder" not in frame.columns or not same:
        return frame
    reached = tuple(dict.fromkeys(same.values()))
    found = [
        marked(REACH, Request(request.peildatum, reached, (BY,), {}, {"doelgroep": group}))
        .filter("_teller")
        .select(pl.col("periode").alias("_reached"), pl.col(BY).cast(pl.String).str.to_lowercase().alias("called"))
        for group in groups
    ]
    teams = buurtteams(tables["aanbieders"])
    called = pl.concat(teams.select("aanbieder", called=pl.col(name)) for name in ("aanbieder", "naam"))
    called = called.with_columns(pl.col("called").str.strip_chars().str.to_lowercase()).unique()
    names = pl.DataFrame({"periode": list(same), "_reached": [str(period) for period in same.values()]})
    also = pl.concat(found).join(called, on="called").join(names, on="_reached")
    also = also.select("periode", "aanbieder", _also=pl.lit(True)).unique()
    joined = frame.join(also, on=["periode", "aanbieder"], how="left", maintain_order="left")
    hidden = pl.col("_also").fill_null(False)
    return joined.with_columns(_teller=pl.col("_teller") | hidden, _noemer=pl.col("_noemer") | hidden).drop("_also")


def since_january(period: Period) -> Period | None:
    """The period from January to the end of this one; None when there is none of that length."""
    months = period.end.month
    return Period(period.year, 1, Level(months)) if months in list(Level) else None
