"""From which rows does every euro of a budget figure come, and who delivered them when?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.budget import agreed_in, counting, months_to_date, restricted
from metrics.period import Period
from metrics.request import Request

KEY = ("aanbieder", "wet", "zorgvorm")
TABLES = ("vierkanten", "uitputting", "seizoen", "imports")
_DELIVERED = ("bestand", "leverdatum")


@dataclass(frozen=True)
class Trace:
    """Everything needed to add a figure up again.

    `agreements`: the vierkanten of the year with `geldig_tot` (null is until the year's end), `telt`, and file and
    date of delivery. `spending`: the costs of the year so far, likewise. `season`: `maand` (1 to 12), `aandeel`.
    `months`: per aanbieder and month `begroot` and `uitgeput`; null is not agreed, or not delivered.
    """

    period: Period
    agreements: pl.DataFrame
    spending: pl.DataFrame
    season: pl.DataFrame
    months: pl.DataFrame


def trace_rows(request: Request, frames: Mapping[str, pl.DataFrame]) -> Trace:
    """The rows behind the one period that is asked, per aanbieder. Rows that do not count stay, marked."""
    period = request.known_periods[0]
    vierkanten, uitputting, seizoen, imports = (frames[name] for name in TABLES)
    end = request.end(period)
    agreed = restricted(vierkanten.filter(jaar=period.year), request).filter(pl.col("ingangsdatum") <= end)
    counted = agreed_in(request, period, vierkanten).select(*KEY, "ingangsdatum", telt=pl.lit(True))
    if request.options["budget"] == "origineel":
        counted = counted.filter(pl.col("ingangsdatum") == pl.col("ingangsdatum").min().over(KEY))
    until = pl.col("ingangsdatum").shift(-1).over(KEY, order_by="ingangsdatum").alias("geldig_tot")
    agreed = agreed.join(counted, on=[*KEY, "ingangsdatum"], how="left").sort(*KEY, "ingangsdatum")
    agreed = agreed.with_columns(pl.col("telt").fill_null(False))
    agreed = agreed.with_columns(
        until if request.options["budget"] == "actueel" else pl.lit(None, pl.Date).alias("geldig_tot")
    )
    spent = restricted(uitputting.filter(pl.col("maand").dt.year() == period.year, pl.col("maand") <= end), request)
    whole = counting(spent, "aanbieder", "maand").select(*KEY, "maand", telt=pl.lit(True))
    spent = spent.join(whole, on=[*KEY, "maand"], how="left").with_columns(pl.col("telt").fill_null(False))
    share = seizoen.filter(jaar=period.year).select("maand", "aandeel")
    season = pl.DataFrame({"maand": list(range(1, 13))}, schema={"maand": pl.Int64})
    return Trace(
        period=period,
        agreements=_delivered(agreed, imports).select(
            *KEY, "ingangsdatum", "geldig_tot", "budget", "clienten", "telt", *_DELIVERED
        ),
        spending=_delivered(spent, imports).select(*KEY, "maand", "kosten", "telt", *_DELIVERED).sort(*KEY, "maand"),
        season=season.join(share, on="maand", how="left").with_columns(pl.col("aandeel").fill_null(1 / 12)),
        months=months_to_date(_per_provider(request), period, vierkanten, uitputting, seizoen).sort(
            "aanbieder", "maand"
        ),
    )


def _per_provider(request: Request) -> Request:
    return Request(request.peildatum, request.periods, ("aanbieder",), request.where, request.options)


def _delivered(rows: pl.DataFrame, imports: pl.DataFrame) -> pl.DataFrame:
    """File and date of the delivery that last changed each row."""
    files = imports.select(laatste_import="nummer", bestand="bestand", leverdatum="leverdatum")
    return rows.join(files, on="laatste_import", how="left")
