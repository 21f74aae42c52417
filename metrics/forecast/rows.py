"""How does a forecast become rows: per provider or together, for the chosen method or for each of them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl

from metrics.budget import months_to_date
from metrics.forecast.back_test import NAMES, Judgement
from metrics.forecast.from_rows import Ledger
from metrics.forecast.history import MONTHS, Whole
from metrics.forecast.methods import RUN_RATE
from metrics.outcome import NOT_REGISTERED, summed
from metrics.period import Period
from metrics.request import Request

KNOWN = "hele jaar geleverd"
REPORTED_WITHIN = timedelta(days=45)
"""A provider's own forecast for a quarter comes some weeks after it."""
RECENT = 18
SCHEMA = {
    "periode": pl.String, "aanbieder": pl.String, "methode": pl.String, "teller": pl.Float64, "waarde": pl.Float64,
    "onder": pl.Float64, "boven": pl.Float64, "werkelijk": pl.Float64, "gekozen": pl.String, "fout": pl.Float64,
    "fout_doortrekken": pl.Float64, "dekking": pl.Float64, "terugtest": pl.Int64, "te_schatten": pl.String,
    "waarom_leeg": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """One period's question to the ledger: how many months had passed, and which providers take part."""

    ledger: Ledger
    period: Period
    month: int
    taking_part: Whole

    @property
    def begin(self) -> int:
        return self.ledger.place(self.period.year, 1)

    @property
    def is_over(self) -> bool:
        return self.month - self.begin >= MONTHS


def forecast_rows(request: Request, period: Period, ledger: Ledger, budgets: pl.DataFrame) -> pl.DataFrame:
    """The rows of one period, without noemer; `budgets` has a row per aanbieder that has one for the year."""
    month = ledger.passed(request.end(period))
    begin = ledger.place(period.year, 1)
    delivered = np.isfinite(ledger.history.costs[:, begin : max(month, begin)]).any(axis=1)
    agreed = np.isin(np.array(ledger.providers), budgets["aanbieder"].to_numpy())
    wanted = request.where.get("aanbieder")
    asked = np.array([wanted is None or code in wanted for code in ledger.providers])
    moment = Moment(ledger, period, month, np.flatnonzero((delivered | agreed) & asked))
    allowed = request.where.get("methode", frozenset(NAMES))
    among = tuple(name for name in NAMES if name in allowed)
    if not len(moment.taking_part) or not among:
        return pl.DataFrame(schema=SCHEMA)
    groups = [moment.taking_part] if "aanbieder" not in request.per else [np.array([i]) for i in moment.taking_part]
    apart = [(name,) for name in among] if "methode" in request.per else [among]
    rows = []
    if moment.is_over:
        rows = [_finished(moment, group, names) for names in apart for group in groups]
    else:
        chosen = ledger.test.judge(month, among)
        for names in apart:
            judged = chosen if names == among else ledger.test.judge(month, names)
            rows += [_expected(moment, judged, chosen, group, names) for group in groups]
    return pl.DataFrame(rows, schema=SCHEMA)


def year_budgets(
    request: Request, period: Period, vierkanten: pl.DataFrame, uitputting: pl.DataFrame, seizoen: pl.DataFrame
) -> pl.DataFrame:
    """`aanbieder` and `begroot` for the whole year, by the agreements known at the end of the period."""
    year = Period.parse(str(period.year))
    known = vierkanten.filter(pl.col("ingangsdatum") <= request.end(period))
    whole = Request(year.end, (year,), ("aanbieder",), {}, {"budget": request.options["budget"]})
    months = months_to_date(whole, year, known, uitputting, seizoen).filter(pl.col("begroot").is_not_null())
    return months.group_by("aanbieder").agg(summed(pl.col("begroot"))).sort("aanbieder")


def reported(request: Request, period: Period, prognoses: pl.DataFrame) -> pl.DataFrame:
    """`aanbieder` and `gemeld`: what the provider itself expected, its newest word by then."""
    by_then = min(request.end(period) + REPORTED_WITHIN, request.peildatum)
    rows = prognoses.filter(pl.col("jaar") == period.year, pl.col("datum") <= by_then).sort("datum")
    return rows.group_by("aanbieder").agg(gemeld=pl.col("verwacht").last()).sort("aanbieder")


def _row(moment: Moment, group: Whole, names: tuple[str, ...]) -> dict[str, Any]:
    ledger, begin = moment.ledger, moment.begin
    year = ledger.history.costs[group, begin : begin + MONTHS]
    passed = year[:, : moment.month - begin]
    whole = year.shape[1] == MONTHS and bool(np.isfinite(year).all())
    missing = [
        f"{moment.period.year}-{place + 1:02} ({ledger.providers[who]})"
        for who, row in zip(group, passed, strict=True)
        for place in np.flatnonzero(np.isnan(row))
    ]
    return {
        "periode": str(moment.period),
        "aanbieder": ledger.providers[group[0]] if len(group) == 1 else None,
        "methode": names[0] if len(names) == 1 else None,
        "teller": float(np.nansum(passed)),
        "werkelijk": float(year.sum()) if whole else None,
        "te_schatten": ", ".join(missing) or None,
    }


def _finished(moment: Moment, group: Whole, names: tuple[str, ...]) -> dict[str, Any]:
    """A year that is over is what it became; unknown when a month was never delivered."""
    row = _row(moment, group, names)
    became = row["werkelijk"]
    reason = None if became is not None else NOT_REGISTERED
    return row | {"waarde": became, "onder": became, "boven": became, "gekozen": KNOWN, "waarom_leeg": reason}


def _expected(
    moment: Moment, judged: Judgement, chosen: Judgement, group: Whole, names: tuple[str, ...]
) -> dict[str, Any]:
    row = _row(moment, group, names)
    recent = moment.ledger.history.costs[group, max(0, moment.month - RECENT) : moment.month]
    known = group[np.isfinite(recent).any(axis=1)]
    if not len(known):
        return row | {"waarom_leeg": NOT_REGISTERED}
    expected, half = float(judged.expected[known].sum()), judged.half_width_of_sum(known)
    has_interval = bool(np.isfinite(half))
    errors = judged.errors[:, judged.chosen[known], known]
    plain = judged.errors[:, NAMES.index(RUN_RATE), known]
    cases = int(np.isfinite(errors).sum())
    covered = judged.covered[:, known][np.isfinite(judged.standardised[:, known])]
    return row | {
        "waarde": expected,
        "onder": max(expected - half, float(judged.now.spent[known].sum())) if has_interval else None,
        "boven": expected + half if has_interval else None,
        "gekozen": _choice(chosen, known),
        "fout": float(np.nanmean(errors)) if cases else None,
        "fout_doortrekken": float(np.nanmean(plain)) if cases else None,
        "dekking": float(covered.mean()) if has_interval and len(covered) else None,
        "terugtest": cases,
    }


def _choice(judged: Judgement, group: Whole) -> str:
    """The method that was chosen; of several providers how often each."""
    names, counts = np.unique(judged.chosen[group], return_counts=True)
    if len(names) == 1:
        return NAMES[names[0]]
    ranked = sorted(zip(counts.tolist(), names.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return ", ".join(f"{NAMES[name]} ({count}×)" for count, name in ranked)
