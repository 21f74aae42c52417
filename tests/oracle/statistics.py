"""Mean, percentiles, Wilson, Newcombe and Kaplan-Meier, by the book."""

from __future__ import annotations

from fractions import Fraction
from math import floor, sqrt
from statistics import NormalDist
from typing import Any

Z95 = NormalDist().inv_cdf(0.975)


def percentile(values: list[float], share: float) -> float:
    """Linear interpolation between the two nearest of the sorted values."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = floor(place)
    if below + 1 == len(ordered):
        return float(ordered[below])
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def mean_row(values: list[float]) -> dict[str, Any]:
    """The columns of an indicator that is a mean; `values` is not empty."""
    return {
        "teller": sum(values),
        "noemer": len(values),
        "waarde": sum(values) / len(values),
        "waarom_leeg": None,
        "mediaan": percentile(values, 0.5),
        "p80": percentile(values, 0.8),
        "p90": percentile(values, 0.9),
    }


def share_row(teller: float, noemer: float | None, reason: str = "geen noemer") -> dict[str, Any]:
    """The columns of an indicator that is a share."""
    if noemer is None or noemer == 0:
        return {"teller": teller, "noemer": noemer, "waarde": None, "waarom_leeg": reason}
    return {"teller": teller, "noemer": noemer, "waarde": teller / noemer, "waarom_leeg": None}


def count_row(number: float) -> dict[str, Any]:
    """The columns of an indicator that is a count."""
    return {"teller": number, "noemer": None, "waarde": number, "waarom_leeg": None}


def wilson(teller: float, noemer: float) -> tuple[float, float] | None:
    """The 95% Wilson score interval; None when the share lies outside 0 to 1."""
    share = teller / noemer
    if not 0 <= share <= 1:
        return None
    middle = (share + Z95**2 / (2 * noemer)) / (1 + Z95**2 / noemer)
    half = Z95 / (1 + Z95**2 / noemer) * sqrt(share * (1 - share) / noemer + Z95**2 / (4 * noemer**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float] | None:
    """Newcombe's hybrid score interval of the difference of two shares, each (teller, noemer)."""
    first, second = wilson(*one), wilson(*two)
    if first is None or second is None:
        return None
    p1, p2 = one[0] / one[1], two[0] / two[1]
    down = sqrt((p1 - first[0]) ** 2 + (second[1] - p2) ** 2)
    up = sqrt((first[1] - p1) ** 2 + (p2 - second[0]) ** 2)
    return p1 - p2 - down, p1 - p2 + up


def kaplan_meier(waits: list[tuple[int, bool]], share: Fraction) -> int | None:
    """The first time at which at least `share` is no longer waiting; None when that is never seen.

    A wait is (time, whether it ended in the event); at one time events come before those who leave.
    """
    still = Fraction(1)
    for time in sorted({t for t, event in waits if event}):
        at_risk = sum(1 for t, _ in waits if t >= time)
        events = sum(1 for t, event in waits if t == time and event)
        still *= Fraction(at_risk - events, at_risk)
        if still <= 1 - share:
            return time
    return None
