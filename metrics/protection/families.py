"""Which indicators are about the same rows, and what do they tell about them together?

The noemer of one share is the noemer of the next, and an amount under two names is one number: what is hidden under
one name may not be shown under another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.indicator import Indicator, Shape

TELLER, NOEMER = "teller", "noemer"


@dataclass(frozen=True)
class Reading:
    """One indicator under one choice of its options."""

    key: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """How decisions name the choice of options."""
        return "&".join(f"{name}={value}" for name, value in sorted(self.options))


Tag = tuple[Reading, str]
"""A reading, and whether a row counts in its teller or its noemer."""
Kinds = tuple[frozenset[Tag], ...]
"""Kinds of rows, each with everything that counts it."""


@dataclass(frozen=True)
class Family:
    """Readings that are decided as one system. `kinds` are the kinds of rows that they tell apart."""

    readings: tuple[Reading, ...]
    kinds: Kinds

    def without(self, reading: Reading) -> Family:
        """The family without one of its readings."""
        return Family(tuple(each for each in self.readings if each != reading), self.kinds)

    def atoms(self, numbers: Mapping[Tag, float]) -> list[tuple[float, frozenset[Tag]]]:
        """How many rows of each kind make up the `numbers` of one leaf, with what counts them."""
        known = {frozenset(kind & numbers.keys()) for kind in self.kinds} - {frozenset()}
        return _solved(sorted(known, key=_order), numbers)


def _order(kind: frozenset[Tag]) -> list[str]:
    return sorted(repr(tag) for tag in kind)


def _solved(kinds: Sequence[frozenset[Tag]], numbers: Mapping[Tag, float]) -> list[tuple[float, frozenset[Tag]]]:
    """ArithmeticError when the numbers say too little, or contradict each other."""
    tags = list(numbers)
    counted = np.array([[float(tag in kind) for kind in kinds] for tag in tags])
    wanted = np.array([numbers[tag] for tag in tags])
    solution, _, rank, _ = np.linalg.lstsq(counted, wanted, rcond=None)
    rows: NDArray[np.float64] = np.round(np.asarray(solution), 6)
    if rank < len(kinds) or (rows < 0).any() or np.abs(counted @ rows - wanted).max() > 1e-4:
        raise ArithmeticError("De getallen van een jaar horen niet bij elkaar.")
    return [(float(rows[place]), kind) for place, kind in enumerate(kinds)]


def alone(indicator: Indicator, reading: Reading) -> Kinds:
    """What one reading tells apart."""
    teller, noemer = (reading, TELLER), (reading, NOEMER)
    match indicator.shape:
        case Shape.COUNT:
            return (frozenset({teller}),)
        case Shape.MEAN:
            return (frozenset({noemer}), frozenset({teller}))
        case _:
            return (frozenset({teller, noemer}), frozenset({noemer}))


_IN_TIME = Reading("kennismaking_binnen_vijf_werkdagen", (("lezing", "alle"),))
_EXCUSED = Reading("kennismaking_binnen_vijf_werkdagen", (("lezing", "zonder gewenst later"),))
_REFERRED = Reading("verwijzer", (("spoor", "basiszorg"),))


def _kind(tellers: Sequence[Reading], noemers: Sequence[Reading]) -> frozenset[Tag]:
    return frozenset({(each, TELLER) for each in tellers} | {(each, NOEMER) for each in noemers})


def _nested(inner: Reading, outer: Reading) -> Family:
    """Two shares of the same rows, of which the one holds the other."""
    both = (inner, outer)
    return Family(both, (_kind(both, both), _kind([outer], both), _kind([], both)))


SAME_ROWS: tuple[tuple[tuple[Reading, ...], ...], ...] = (
    ((_IN_TIME, _EXCUSED), (Reading("gewenst_later"),), (_REFERRED,)),
    ((Reading("werkdagen_tot_kennismaking"),), (Reading("start_binnen_twee_weken"),),
     (Reading("start_na_vier_weken"),)),
)  # fmt: skip
"""Readings that count the same rows, in the order of deciding. Where a number of a later one is a number of an earlier
one, it is hidden when that is, and shown when that is."""


def family_name(key: str) -> str:
    """The same text for indicators about the same rows."""
    for parts in SAME_ROWS:
        if any(reading.key == key for part in parts for reading in part):
            return parts[0][0].key
    return key


def families_of(indicators: Sequence[Indicator]) -> list[Family]:
    """The systems in which these indicators are decided, in order."""
    by_key = {indicator.key: indicator for indicator in indicators}
    ordered = [part for parts in SAME_ROWS for part in parts if part[0].key in by_key]
    taken = {reading for part in ordered for reading in part}
    ordered += [(each,) for indicator in indicators for each in readings_of(indicator) if each not in taken]
    return [_nested(*part) if len(part) == 2 else Family(part, alone(by_key[part[0].key], part[0])) for part in ordered]


def readings_of(indicator: Indicator) -> list[Reading]:
    """Every choice of options of an indicator; one option at a time."""
    choices = [
        Reading(indicator.key, ((name, value),)) for name, values in indicator.options.items() for value in values
    ]
    return choices or [Reading(indicator.key)]
