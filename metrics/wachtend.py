"""Who is waiting now, and how long already?"""

from __future__ import annotations

import polars as pl

from metrics.dimensions import AANMELDINGEN
from metrics.indicator import Indicator, Shape, Theme, Unit
from metrics.outcome import count
from metrics.request import Request
from metrics.rows import known
from metrics.workdays import number_on

_CLASSES = {5: "0-5", 10: "6-10", 20: "11-20", 40: "21-40"}
_LONGEST = ">40"
CLASSES = (*_CLASSES.values(), _LONGEST)


def compute(request: Request, *, aanmeldingen: pl.DataFrame, werkdagen: pl.DataFrame) -> pl.DataFrame:
    """Been 1 waits for a kennismaking (working days), been 2 for the start of support (calendar days)."""
    today = number_on(werkdagen, request.peildatum)
    rows = known(aanmeldingen, "aanmelddatum", request).filter(
        pl.col("startdatum").is_null(), pl.col("einddatum").is_null()
    )
    met = pl.col("kennismakingsdatum").is_not_null()
    since_meeting = (pl.lit(request.peildatum) - pl.col("kennismakingsdatum")).dt.total_days()
    waited = pl.when(met).then(since_meeting).otherwise(today - pl.col("werkdag_aanmelding"))
    rows = rows.with_columns(
        pl.when(met).then(pl.lit("2")).otherwise(pl.lit("1")).alias("been"), _class_of(waited).alias("klasse")
    )
    keys = tuple(dict.fromkeys(("been", "klasse", *request.per)))
    return count(rows, keys, "gezin").with_columns(periode=pl.lit(request.peildatum.isoformat()))


def _class_of(waited: pl.Expr) -> pl.Expr:
    label_of = pl.lit(_LONGEST)
    for longest, label in reversed(_CLASSES.items()):
        label_of = pl.when(waited <= longest).then(pl.lit(label)).otherwise(label_of)
    return label_of


INDICATOR = Indicator(
    key="wachtend",
    name="Wie wacht er nu",
    theme=Theme.BESCHIKBAARHEID,
    question="Hoeveel gezinnen wachten nu, en hoe lang al?",
    definition=(
        "Het aantal aanmeldingen dat op de peildatum wacht. Been 1 wacht op de kennismaking, been 2 wacht na de "
        "kennismaking op de start van de steun."
    ),
    teller="Wachtende aanmeldingen op de peildatum.",
    noemer=None,
    unit=Unit.COUNT,
    shape=Shape.COUNT,
    source="Registratie van de buurtteams (aanmeldingen)",
    compute=compute,
    dimensions=(*AANMELDINGEN, "been", "klasse"),
    always_per=("been", "klasse"),
    on_peildatum=True,
    caveats=("Bij been 1 is de klasse in werkdagen, bij been 2 in gewone dagen.",),
)
