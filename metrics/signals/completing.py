"""How large will a count be once everything has come in?

From the shares of earlier months that were known at the same age. The range is that of those months: no probability,
but how it went the last twelve times.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_KNOWN = 0.2
"""Below a fifth known, what is there says too little about what comes."""


@dataclass(frozen=True)
class Share:
    """Of earlier months the part that was known at some age: the middle, the lowest and the highest month."""

    middle: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Completed:
    """The expected count and its range; never below what is known already."""

    middle: float
    lower: float
    upper: float


def completed(known: float, share: Share) -> Completed | None:
    """None when too little was known at that age in any of the earlier months."""
    if share.lowest < LEAST_KNOWN or known <= 0:
        return None
    return Completed(*(max(known, known / part) for part in (share.middle, share.highest, share.lowest)))
