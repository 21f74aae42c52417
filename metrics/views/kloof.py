"""How far apart are the mean waits of SES laag and SES hoog, and how certain is that? One working view per wait.

The gap between two means needs the spread behind them, which the catalogue does not show; here it leaves only as the
ends of the interval, and only where both means are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from metrics.cohorts import until_kennismaking
from metrics.indicator import Indicator, Shape
from metrics.interval import welch
from metrics.outcome import INTERVAL_ABOUT, INTERVAL_EXTRA, by_period, why_empty
from metrics.period import Period
from metrics.request import Request
from metrics.rows import in_period
from metrics.wachttijd_toewijzing import INDICATOR as TOEWIJZING
from metrics.waiting import started
from metrics.werkdagen_tot_kennismaking import INDICATOR as KENNISMAKING

LOW, HIGH = "laag", "hoog"


@dataclass(frozen=True)
class Wait:
    """`of` is the mean in the catalogue; `people` names the extra column with the persons behind both means."""

    key: str
    of: Indicator
    people: str
    compute: Callable[..., pl.DataFrame]


def _kennismaking(request: Request, *, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
    rows = until_kennismaking(request, aanmeldingen, werkdagen)

    def one(period: Period) -> pl.DataFrame:
        return gap(rows.filter(in_period("kennismakingsdatum", request, period)), request.per, "gezin", "gezinnen")

    return by_period(request, one)


def _toewijzing(request: Request, *, leveringen: pl.DataFrame) -> pl.DataFrame:
    begun = started(request, leveringen, "toewijzingsdatum")
    return by_period(request, lambda period: gap(begun(period), request.per, "client", "clienten"))


def gap(rows: pl.DataFrame, per: tuple[str, ...], person: str, people: str) -> pl.DataFrame:
    """Mean `gewacht` of laag minus that of hoog, with Welch's interval; null when one of both has nobody."""
    rows = rows.filter(pl.col("ses").cast(pl.String).is_in([LOW, HIGH]), pl.col("gewacht").is_not_null())
    if rows.is_empty():
        return pl.DataFrame(schema={"waarde": pl.Float64})
    facts = [pl.col(person).n_unique().cast(pl.Int64).alias(people)]
    for side in (LOW, HIGH):
        waits = pl.col("gewacht").filter(pl.col("ses").cast(pl.String) == side)
        facts += [
            waits.len().cast(pl.Float64).alias(f"aantal_{side}"),
            waits.mean().alias(f"gemiddelde_{side}"),
            waits.var().alias(f"variantie_{side}"),
        ]
    cells = rows.group_by(per).agg(facts) if per else rows.select(facts)
    lower, upper = welch(LOW, HIGH)
    return cells.select(
        *per,
        (pl.col(f"gemiddelde_{LOW}") - pl.col(f"gemiddelde_{HIGH}")).alias("waarde"),
        lower.alias("onder"),
        upper.alias("boven"),
        people,
        pl.col(people).alias("personen"),
    ).with_columns(why_empty())


def _view(wait: Wait) -> Indicator:
    mean = wait.of
    return Indicator(
        key=wait.key,
        name=f"{mean.name}: verschil tussen SES-groepen",
        theme=mean.theme,
        question="Hoeveel langer wachten mensen in gebieden met een lage SES dan in gebieden met een hoge SES?",
        definition=(
            f"{mean.name} gemiddeld in gebieden met SES-groep laag, min datzelfde gemiddelde in gebieden met SES-groep "
            "hoog, met een 95%-marge volgens Welch."
        ),
        teller="Niet van toepassing: het is het verschil van twee gemiddelden.",
        noemer=None,
        unit=mean.unit,
        shape=Shape.DIFFERENCE,
        source=mean.source,
        compute=wait.compute,
        dimensions=tuple(name for name in mean.dimensions if name != "ses"),
        options=mean.options,
        extra={**INTERVAL_EXTRA, wait.people: pl.Int64()},
        extra_about={
            **INTERVAL_ABOUT,
            wait.people: "Wie er achter beide gemiddelden samen zitten, elk één keer geteld.",
        },
        additive=False,
        caveats=(*mean.caveats, "De marge rekent elke wachttijd als een eigen meting."),
    )


VIEWS = tuple(
    _view(wait)
    for wait in (
        Wait("werkdagen_kloof", KENNISMAKING, "gezinnen", _kennismaking),
        Wait("wachttijd_kloof", TOEWIJZING, "clienten", _toewijzing),
    )
)
GAP_OF = {KENNISMAKING.key: "werkdagen_kloof", TOEWIJZING.key: "wachttijd_kloof", "bereik": "ses_kloof"}
"""Which figure is the gap between the SES groups of an indicator, for those that need more than what is shown."""
