"""What is asked of an indicator, once every word of the question is known to be valid?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from metrics.period import Period


@dataclass(frozen=True)
class Request:
    """A checked question. `where` restricts source rows: per dimension the keys that may stay.

    `options` holds every option of the indicator, defaults filled in.
    `provisional_after` is P minus the delivery lag of the source: a period that ends later is voorlopig.
    """

    peildatum: date
    periods: tuple[Period, ...]
    per: tuple[str, ...] = ()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    provisional_after: date = date.max

    def end(self, period: Period) -> date:
        """The last day of `period` of which anything is known."""
        return min(period.end, self.peildatum)

    @property
    def known_periods(self) -> tuple[Period, ...]:
        """The periods that began on or before the peildatum, each once, in the order asked."""
        return tuple(dict.fromkeys(period for period in self.periods if period.begin <= self.peildatum))
