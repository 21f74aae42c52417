"""Which indicators are about the same rows, and what do they tell about them together?

The noemer of one share is the noemer of the next, and an amount under two names is one number: what is hidden under
one name may not be shown under another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

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
    """Readings that are decided as one system. `kinds` are the kinds of rows that they tell apart.

    `recent` are kinds of rows that exist in the last weeks before the peildatum only: some readings do not count
    those yet. They are used where a leaf cannot be made up without them.
    """

    readings: tuple[Reading, ...]
    kinds: Kinds
    recent: Kinds = ()

    def without(self, reading: Reading) -> Family:
        """The family without one of its readings."""
        return replace(self, readings=tuple(each for each in self.readings if each != reading))

    def same_noemer(self, reading: Reading) -> frozenset[Reading]:
        """The readings whose noemer counts the same rows as that of `reading`, which may be left out."""

        def counted(each: Reading) -> list[frozenset[Tag]]:
            return [kind for kind in (*self.kinds, *self.recent) if (each, NOEMER) in kind]

        return frozenset(each for each in self.readings if counted(each) == counted(reading))

    def atoms(self, numbers: Mapping[Tag, float]) -> list[tuple[float, frozenset[Tag]]]:
        """How many rows of each kind make up the `numbers` of one leaf, with what counts them."""
        usual = _of_leaf(self.kinds, numbers)
        try:
            return _solved(usual, numbers)
        except ArithmeticError:
            if not self.recent:
                raise
        return _solved(_of_leaf((*self.kinds, *self.recent), numbers), numbers)


def _of_leaf(kinds: Kinds, numbers: Mapping[Tag, float]) -> list[frozenset[Tag]]:
    """What the kinds are told apart by where only these numbers exist, in a fixed order."""
    return sorted({frozenset(kind & numbers.keys()) for kind in kinds} - {frozenset()}, key=_order)


def _order(kind: frozenset[Tag]) -> list[str]:
    return sorted(repr(tag) for tag in kind)


def _solved(kinds: Sequence[frozenset[Tag]], numbers: Mapping[Tag, float]) -> list[tuple[float, frozenset[Tag]]]:
    """ArithmeticError when the numbers contradict each other.

    Numbers that leave a kind open (late and not filled in) have more than one answer: every one of them is a world
    that a reader must hold possible, so any of them will do to begin from.
    """
    from scipy import optimize  # only who decides needs it, and it takes long to load

    counted = _counted(tuple(kinds), tuple(numbers))
    wanted = np.array(list(numbers.values()))
    rows, left = optimize.nnls(counted, wanted)
    if left > 1e-4:
        raise ArithmeticError("De getallen van een jaar horen niet bij elkaar.")
    return [(float(number), kind) for number, kind in zip(np.round(rows, 6), kinds, strict=True)]


@lru_cache(maxsize=64)
def _counted(kinds: tuple[frozenset[Tag], ...], tags: tuple[Tag, ...]) -> NDArray[np.float64]:
    return np.array([[float(tag in kind) for kind in kinds] for tag in tags])


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
_WISHED = Reading("gewenst_later")
_REFERRED = Reading("verwijzer", (("spoor", "basiszorg"),))
_WAITED = Reading("werkdagen_tot_kennismaking")
_SOON, _LATE = Reading("start_binnen_twee_weken"), Reading("start_na_vier_weken")


def _kind(tellers: Sequence[Reading], noemers: Sequence[Reading] = ()) -> frozenset[Tag]:
    return frozenset({(each, TELLER) for each in tellers} | {(each, NOEMER) for each in noemers})


def _asked() -> Family:
    """Aanmeldingen: on time or not, and whether a later meeting was wished: yes, no or not filled in."""
    both = (_IN_TIME, _EXCUSED)
    kinds = []
    for on_time in (True, False):
        kinds.append(_kind([*(both if on_time else [_EXCUSED]), _WISHED, _REFERRED], [*both, _WISHED]))
        kinds.append(_kind([*(both if on_time else []), _REFERRED], [*both, _WISHED]))
        kinds.append(_kind([*(both if on_time else []), _REFERRED], both))
    return Family((*both, _WISHED, _REFERRED), tuple(kinds))


def _met() -> Family:
    """Kennismakingen: the start within two weeks, after four, or neither; and the days that they waited.

    Of those of the last four weeks it is not said yet whether the start came late, of the last two nothing of a start.
    """
    every = (_WAITED, _SOON, _LATE)
    kinds = (*(_kind(tellers, every) for tellers in ([_SOON], [], [_LATE])), _kind([_WAITED]))
    last_weeks = (_kind([_SOON], [_WAITED, _SOON]), _kind([], [_WAITED, _SOON]), _kind([], [_WAITED]))
    return Family(every, kinds, last_weeks)


SAME_ROWS: tuple[Family, ...] = (_asked(), _met())
"""Readings that count the same rows. A number that exists under two names is one number of the system."""


def family_name(key: str) -> str:
    """The same text for indicators about the same rows."""
    for family in SAME_ROWS:
        if any(reading.key == key for reading in family.readings):
            return family.readings[0].key
    return key


def families_of(indicators: Sequence[Indicator]) -> list[Family]:
    """The systems in which these indicators are decided, in order."""
    keys = {indicator.key for indicator in indicators}
    found = []
    for family in SAME_ROWS:
        for reading in family.readings:
            family = family if reading.key in keys else family.without(reading)
        found += [family] if family.readings else []
    taken = {reading for family in found for reading in family.readings}
    return found + [
        Family((each,), alone(indicator, each))
        for indicator in indicators
        for each in readings_of(indicator)
        if each not in taken
    ]


def readings_of(indicator: Indicator) -> list[Reading]:
    """Every choice of options of an indicator; one option at a time."""
    choices = [
        Reading(indicator.key, ((name, value),)) for name, values in indicator.options.items() for value in values
    ]
    return choices or [Reading(indicator.key)]
