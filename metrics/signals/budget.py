"""Which budgets ask for a talk: how far from agreed, in which direction, for how long, and does it stay so?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

QUESTIONS = ("Waardoor komt het?", "Gaat het zo door tot het einde van het jaar?", "Is het te dragen?")
"""What is asked with every signal: oorzaak, prognose, draaglijk. A signal is a reason to talk, not a judgement."""
NOTICEABLE = 0.01
"""The share of everybody's budget that must shift before falling here and rising there is named."""
BALANCED = 0.5


@dataclass(frozen=True)
class BudgetSignal:
    """A drift past the first band. `band` is the highest one passed, `quarters` how many in a row on this side."""

    drift: float
    band: float
    quarters: int

    @property
    def above(self) -> bool:
        return self.drift > 0


def signal_of(drifts: Sequence[float | None], bands: Sequence[float]) -> BudgetSignal | None:
    """The signal of the newest of quarterly `drifts`, oldest first; None within the bands or when it is not known."""
    newest = drifts[-1] if drifts else None
    passed = [band for band in sorted(bands) if newest is not None and abs(newest) >= band]
    if newest is None or not passed:
        return None
    quarters = 0
    for drift in reversed(drifts):
        if drift is None or abs(drift) < min(bands) or (drift > 0) != (newest > 0):
            break
        quarters += 1
    return BudgetSignal(newest, passed[-1], quarters)


def waterbed(
    before: Mapping[str, tuple[float, float]], now: Mapping[str, tuple[float, float]]
) -> tuple[tuple[str, float], tuple[str, float]] | None:
    """Who fell and who rose furthest since `before`, each with the euros; None when the two do not belong together.

    Per provider (spent, agreed), both from the year's begin. What counts is the drift that was added in between. Both
    must be noticeable, and the smaller at least half of the larger: then money seems to have moved, not vanished.
    """
    added = {key: (now[key][0] - now[key][1]) - (before[key][0] - before[key][1]) for key in now.keys() & before.keys()}
    if len(added) < 2:
        return None
    falling, rising = (choose(added, key=lambda key: (added[key], key)) for choose in (min, max))
    least = NOTICEABLE * sum(now[key][1] - before[key][1] for key in added)
    sizes = (-added[falling], added[rising])
    if min(sizes) < max(least, 0.0) or min(sizes) <= 0 or min(sizes) < BALANCED * max(sizes):
        return None
    return (falling, added[falling]), (rising, added[rising])
