"""What does a protected answer hold, and for whose eyes is it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from metrics.indicator import Indicator
from metrics.query import Query


class Context(StrEnum):
    """For whose eyes? Shared output is protected; internal output shows small numbers and running periods."""

    GEDEELD = "gedeeld"
    INTERN = "intern"


@dataclass(frozen=True)
class Result:
    """Protected rows and what belongs beside them. `offer` says what can be shown instead of what is hidden."""

    query: Query
    indicator: Indicator
    frame: pl.DataFrame
    peildatum: date
    data_version: str
    example: bool
    context: Context
    events: pl.DataFrame
    offer: str | None
