"""Who began to wait, for how long, and did what they waited for come?

Each cohort has the source rows with `vanaf` (the day on which the wait began), `duur` and `gekomen` (yes/no). Who still
waits on the peildatum waited until then; who left without it until that day.
"""

from __future__ import annotations

import polars as pl

from metrics.request import Request
from metrics.rows import known, selected, working_days_waited
from metrics.waiting import care_before, in_group, is_no_follow_up
from metrics.workdays import number_on, numbers_on

PLACES = ("aanbieder", "wet", "zorgvorm", "zorgvormgroep", "gebied", "wijk", "ses", "verwijzer")


def until_kennismaking(request: Request, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
    """Working days from aanmelding; `gewacht` is null without a kennismaking.

    Without a kennismaking a family waits until the peildatum, or until support started or ended without one.
    """
    today = number_on(werkdagen, request.peildatum)
    rows = known(aanmeldingen, "aanmelddatum", request)
    left = numbers_on(werkdagen, rows.select(pl.min_horizontal("startdatum", "einddatum")).to_series())
    return rows.with_columns(
        vanaf=pl.col("aanmelddatum"),
        gewacht=working_days_waited(),
        gekomen=pl.col("kennismakingsdatum").is_not_null(),
        duur=pl.coalesce(working_days_waited(), left.fill_null(today) - pl.col("werkdag_aanmelding")),
    )


def until_start(request: Request, aanmeldingen: pl.DataFrame) -> pl.DataFrame:
    """Calendar days from kennismaking to start; a start before the kennismaking is a wait of 0."""
    rows = known(aanmeldingen, "aanmelddatum", request).filter(pl.col("kennismakingsdatum").is_not_null())
    last = pl.coalesce("startdatum", "einddatum", pl.lit(request.peildatum))
    return rows.with_columns(
        vanaf=pl.col("kennismakingsdatum"),
        gekomen=pl.col("startdatum").is_not_null(),
        duur=(last - pl.col("kennismakingsdatum")).dt.total_days().clip(lower_bound=0),
    )


def until_zorg(request: Request, leveringen: pl.DataFrame, open_toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Calendar days from the first toewijzing to the first start, without follow-ups, as in `wachttijd_toewijzing`.

    Toewijzingen without a start are known from messages only; those that ended without one waited until that end.
    """
    started = _started(request, leveringen)
    waiting = selected(open_toewijzingen, request).filter(
        pl.col("toewijzingsdatum") <= request.peildatum, in_group(request.options["groep"])
    )
    last = pl.min_horizontal(pl.col("einde").fill_null(request.peildatum), pl.lit(request.peildatum))
    waiting = waiting.with_columns(
        vanaf=pl.col("toewijzingsdatum"),
        gekomen=pl.lit(False),
        duur=(last - pl.col("toewijzingsdatum")).dt.total_days().clip(lower_bound=0),
    )
    columns = [*PLACES, "vanaf", "gekomen", "duur"]
    return pl.concat([started.select(*columns, "client"), waiting.select(columns)], how="diagonal_relaxed")


def _started(request: Request, leveringen: pl.DataFrame) -> pl.DataFrame:
    """First starts by their toewijzing; one after the peildatum is not known yet, so that client still waits."""
    rows = selected(leveringen, request)
    first = rows.filter(
        pl.col("toewijzing").is_first_distinct(),
        pl.col("toewijzingsdatum") <= request.peildatum,
        in_group(request.options["groep"]),
    )
    before = care_before(rows.filter(pl.col("reeks").is_in(first["reeks"].unique().implode())))
    came = pl.col("begindatum") <= request.peildatum
    last = pl.when(came).then("begindatum").otherwise(pl.lit(request.peildatum))
    return (
        first.join(before, on=("reeks", "begindatum"), how="left", maintain_order="left")
        .filter(is_no_follow_up())
        .with_columns(
            pl.col(*PLACES).cast(pl.String),
            vanaf=pl.col("toewijzingsdatum"),
            gekomen=came,
            duur=(last - pl.col("toewijzingsdatum")).dt.total_days().clip(lower_bound=0),
        )
    )
