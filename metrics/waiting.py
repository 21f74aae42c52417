"""How long did clients wait for the first start of each toewijzing?

Shared by the three wachttijden, which differ only in the day from which they count. A follow-up toewijzing is no
wait: the same care went on. Crisis care and certified institutions have their own groep: their toewijzing nearly
always comes after the start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from metrics.outcome import MEAN_ABOUT, MEAN_EXTRA, by_period, mean, of_periods
from metrics.period import Period
from metrics.request import Request
from metrics.rows import aged, in_period, known

REGULAR, CRISIS, CERTIFIED = "regulier", "crisis", "gi"
FOLLOW_UP_DAYS = 30
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "norm": ("42", "28", "56", "70", "84"),
    "groep": (REGULAR, CRISIS, CERTIFIED),
}
EXTRA = {**MEAN_EXTRA, "boven_norm": pl.Float64(), "negatief": pl.Int64()}
_WHERE = "Gedeeld alleen voor de hele stad, en per jaar voor wijken en aanbieders."
EXTRA_ABOUT = {
    **MEAN_ABOUT,
    "boven_norm": f"Het deel dat langer wachtte dan de norm in dagen. {_WHERE}",
    "negatief": f"Hoe vaak de zorg begon voor de dag waarop de telling begint; dat telt als 0 dagen. {_WHERE}",
}
CAVEATS = (
    "Alleen wie begon, telt mee. Wie nog wacht niet: het echte wachten kan langer zijn.",
    "Een vervolg telt niet mee: dezelfde cliënt, aanbieder en categorie, terwijl de vorige zorg nog liep of minder "
    f"dan {FOLLOW_UP_DAYS} dagen ervoor eindigde.",
    "Alleen de eerste start van een toewijzing telt; opnieuw beginnen na een stop is geen wachttijd.",
    "Crisis (46) en gecertificeerde instellingen (47 en 48) staan apart, onder groep.",
)

_GROUPS = {CRISIS: ("46",), CERTIFIED: ("47", "48")}
_OPEN = 99_999
"""Stands for a day after every other, counted from 1970."""
_SEGMENT = 1_000_000


def compute_wait(request: Request, leveringen: pl.DataFrame, since: str) -> pl.DataFrame:
    """The mean wait from the day in `since`; leveringen without that day are left out: their wait is unknown."""
    norm = int(request.options["norm"])
    started_in = started(request, leveringen, since)

    def one(period: Period) -> pl.DataFrame:
        return mean(
            started_in(period),
            request.per,
            "gewacht",
            "client",
            (pl.col("gewacht") > norm).mean().alias("boven_norm"),
            (pl.col("dagen") < 0).sum().cast(pl.Int64).alias("negatief"),
        )

    return by_period(request, one)


def started(request: Request, leveringen: pl.DataFrame, since: str) -> Callable[[Period], pl.DataFrame]:
    """The first starts of a period with the days that were waited for them."""
    rows = known(leveringen, "begindatum", request)
    by_age = "leeftijdsgroep" in request.where
    starts = _waits(rows, request, since)

    def of(period: Period) -> pl.DataFrame:
        # A selection comes before anything else, so a selected age decides which start is the first.
        of_period = _waits(aged(rows, request, period), request, since) if by_age else aged(starts, request, period)
        return of_period.filter(in_period("begindatum", request, period))

    return of


def _waits(rows: pl.DataFrame, request: Request, since: str) -> pl.DataFrame:
    """The first starts with the `dagen` since that day, and `gewacht`: the same, and 0 when it was negative."""
    days = (pl.col("begindatum") - pl.col(since)).dt.total_days()
    return _first_starts(rows, request, since).with_columns(days.alias("dagen"), gewacht=days.clip(lower_bound=0))


def _first_starts(rows: pl.DataFrame, request: Request, since: str) -> pl.DataFrame:
    """The first start of every toewijzing in the groep and periods asked, without follow-ups.

    `rows` are sorted by client and begindatum, so the first row of a toewijzing is its first start.
    """
    cohort = (pl.col(since).is_not_null(), in_group(request.options["groep"]))
    if not request.where:
        # What comes after the peildatum changes neither which start is the first nor what ran before it.
        return of_periods(rows, request, "begindatum").filter(*cohort, "eerste_start", ~pl.col("vervolg"))
    firsts = rows.filter(pl.col("toewijzing").is_first_distinct())
    starts = of_periods(firsts, request, "begindatum").filter(*cohort)
    if starts.is_empty():
        return starts
    before = care_before(rows.filter(pl.col("reeks").is_in(starts["reeks"].unique().implode())))
    return (
        starts.join(before, on=("reeks", "begindatum"), how="left", maintain_order="left")
        .filter(is_no_follow_up())
        .drop("tot")
    )


def with_first_starts(rows: pl.DataFrame) -> pl.DataFrame:
    """Leveringen with `eerste_start` (the first of its toewijzing) and `vervolg` (other care ended just before it)."""
    joined = rows.join(care_before(rows), on=("reeks", "begindatum"), how="left", maintain_order="left")
    return joined.with_columns(eerste_start=pl.col("toewijzing").is_first_distinct(), vervolg=~is_no_follow_up()).drop(
        "tot"
    )


def is_no_follow_up() -> pl.Expr:
    """Whether all earlier care (`tot`, from `care_before`) ended long enough before this start."""
    return (_days("begindatum") - pl.col("tot") >= FOLLOW_UP_DAYS).fill_null(True)


def in_group(group: str) -> pl.Expr:
    """Whether a row belongs to the `groep`: crisis and certified institutions apart, everything else regular."""
    youth = pl.col("wet") == "jw"
    if group in _GROUPS:
        return youth & pl.col("categorie").is_in(_GROUPS[group])
    apart = [code for codes in _GROUPS.values() for code in codes]
    return ~(youth & pl.col("categorie").is_in(apart)).fill_null(False)


def care_before(rows: pl.DataFrame) -> pl.DataFrame:
    """Per reeks and begindatum the last day (`tot`) of all care that began earlier; null when there was none.

    One running maximum over all reeksen: each gets a range of numbers of its own, above those before it.
    """
    per_day = (
        rows.select("reeks", "begindatum", _days("einde").fill_null(_OPEN).alias("tot"))
        .group_by("reeks", "begindatum")
        .agg(pl.col("tot").max())
        .sort("reeks", "begindatum")
    )
    floor = pl.col("reeks").cast(pl.Int64) * _SEGMENT
    earlier = (floor + pl.col("tot")).cum_max().shift(1) - floor
    same = pl.col("reeks") == pl.col("reeks").shift(1)
    return per_day.select("reeks", "begindatum", pl.when(same).then(earlier).alias("tot"))


def _days(column: str) -> pl.Expr:
    return pl.col(column).to_physical().cast(pl.Int64)
