"""What is asked of an indicator, once every word of the question is known to be valid?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from metrics.period import Period


@dataclass(frozen=True)
class Request:
    """A checked question. `where` restricts source rows: per dimension the keys that may stay.

    `provisional_after` is P minus the delivery lag of the source: a period that ends later is voorlopig.
    """

    peildatum: date
    periods: tuple[Period, ...]
    per: tuple[str, ...] = ()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    provisional_after: date = date.max
