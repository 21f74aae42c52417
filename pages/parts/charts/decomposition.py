"""What makes up the difference?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.look import Figure, Palette, Scale


@dataclass(frozen=True)
class Part:
    """One step of the difference, in euro; None is not known."""

    name: str
    amount: float | None


def decomposition(
    parts: Sequence[Part], look: Palette, size: Scale, *, total_name: str = "samen", height: float | None = None
) -> Figure:
    """Steps from zero to the total difference: plus filled, minus open, the total petrol. In million euro."""
    raise NotImplementedError
