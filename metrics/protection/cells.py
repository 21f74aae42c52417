"""Which cells may exist in protected output, and which rule for small numbers holds for them?

The set is small on purpose: crossings that are mostly small do not exist, so nobody can subtract them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from metrics.indicator import Indicator, Shape
from metrics.period import Level

AREAS = frozenset({"team", "gebied", "wijk", "ses"})
TEAMS = frozenset({"team", "gebied"})
FLOW = frozenset({"van", "naar"})
EUROS = frozenset({"onderdeel"})
"""Dimensions that divide euros, not persons: they make no cell smaller."""
LONG = frozenset({Level.QUARTER, Level.HALF, Level.YEAR})
EVERY = frozenset(Level)

CONTAINS = {"reden": {"wet"}, "zorgvorm": {"wet", "zorgvormgroep"}, "klasse": {"been"}}
"""A code of the first belongs to one value of the others, so together they are one category."""

_LEVEL_NAMES = {
    Level.MONTH: "per maand",
    Level.QUARTER: "per kwartaal",
    Level.HALF: "per half jaar",
    Level.YEAR: "per jaar",
}


class Rule(StrEnum):
    """What makes a number small. One per indicator."""

    OPEN = "counts nobody"
    COUNT = "a plain count of persons"
    FLOW = "a count of persons out of a count of persons"
    SHARE = "a share of persons"
    PUBLIC_SHARE = "a share of a public number"
    MEAN = "a mean over persons"
    AVERAGE = "an amount or stock per person or day"
    DIFFERENCE = "a difference of two shares"


def rule_of(indicator: Indicator) -> Rule:
    """The rule for small numbers of an indicator, from what its record declares."""
    if not indicator.about_persons:
        return Rule.OPEN
    match indicator.shape:
        case Shape.COUNT:
            return Rule.COUNT if indicator.noemer is None else Rule.FLOW
        case Shape.SHARE:
            return Rule.SHARE if indicator.noemer_about_persons else Rule.PUBLIC_SHARE
        case Shape.MEAN:
            return Rule.MEAN
        case Shape.DIFFERENCE:
            return Rule.DIFFERENCE
        case _:
            return Rule.AVERAGE


def categories(dimensions: Iterable[str]) -> frozenset[str]:
    """The category dimensions, without those that another one contains."""
    found = frozenset(dimensions) - AREAS - EUROS
    return found - frozenset().union(*(CONTAINS.get(name, set()) for name in found))


def area_of(dimensions: Iterable[str]) -> str | None:
    """`team`, `wijk`, `ses` or `stad`: the finest area in the crossing; None when wijk meets ses, which is no cell."""
    found = AREAS & frozenset(dimensions)
    if found & TEAMS:
        return "team"
    if len(found) > 1:
        return None
    return next(iter(found), "stad")


def reduced(dimensions: Iterable[str]) -> tuple[str, ...]:
    """The crossing as decisions name it: beside a team or gebied its wijk and ses add nothing."""
    names = frozenset(dimensions)
    if "team" in names:
        names -= {"gebied", "wijk", "ses"}
    elif "gebied" in names:
        names -= {"wijk", "ses"}
    return tuple(sorted(names))


def levels_of(dimensions: Iterable[str]) -> frozenset[Level]:
    """The lengths of period for which a crossing exists; empty when it exists for none."""
    names = frozenset(dimensions) - EUROS
    area = area_of(names)
    if area is None:
        return frozenset()
    if names & FLOW:
        return frozenset({Level.HALF, Level.YEAR}) if names <= FLOW else frozenset()
    number = len(categories(names))
    if number == 0:
        return EVERY
    if number == 1:
        return LONG if area in ("stad", "wijk") else frozenset({Level.YEAR})
    return frozenset({Level.YEAR}) if number == 2 and area == "stad" else frozenset()


def problem(indicator: Indicator, dimensions: Iterable[str], levels: Iterable[Level]) -> str | None:
    """Why a crossing is not in the fixed set, with the nearest choice that is; None when it is, or counts nobody."""
    if rule_of(indicator) is Rule.OPEN:
        return None
    names = frozenset(dimensions) | frozenset(indicator.always_per)
    allowed = levels_of(names) & indicator.levels
    refused = sorted(set(levels) - allowed)
    if not refused and allowed:
        return None
    if allowed:
        level = _LEVEL_NAMES[refused[0]]
        return f"{_shown(indicator, names)} bestaat niet {level}: de getallen zijn te klein. {_longer(names, allowed)}"
    return f"{_shown(indicator, names)} bestaat niet: de getallen zijn te klein. {_fewer(names)}"


def _shown(indicator: Indicator, names: frozenset[str]) -> str:
    if not names:
        return f"'{indicator.name}' voor de hele stad"
    return f"'{indicator.name}' per {' × '.join(sorted(names))}"


def _longer(names: frozenset[str], allowed: frozenset[Level]) -> str:
    sentence = f"Kies {_LEVEL_NAMES[min(allowed)]}"
    if area_of(names) in ("team", "ses"):
        return sentence + ", of per kwartaal voor een wijk of de hele stad."
    return sentence + "."


def _fewer(names: frozenset[str]) -> str:
    if names & FLOW:
        return "Kies doorstroom voor de hele stad, zonder andere verdeling, per jaar of half jaar."
    if area_of(names) is None:
        return "Kies een wijk of een SES-groep, niet allebei."
    if len(categories(names)) == 2:
        return "Kies één van de twee verdelingen, of de hele stad per jaar."
    return "Kies minder verdelingen tegelijk."
