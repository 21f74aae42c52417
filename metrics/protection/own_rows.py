"""Which numbers are somebody's own, so that small ones may be seen after login?

Only numbers that count nothing but own rows. Everything else in the same answer stays as everybody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from metrics.indicator import Indicator
from metrics.protection.gate import Gate
from metrics.protection.stages import options_dimensions
from metrics.request import Request
from metrics.viewer import Role, Viewer

Own = Mapping[str, frozenset[str]]
"""Per dimension the keys whose rows are own."""
PROVIDERS = frozenset({"aanbieder", "van", "naar"})


def own_of(viewer: Viewer) -> Own:
    """The keys that a viewer works for."""
    own = {"organisatie": frozenset({viewer.organisatie} - {""}), "team": viewer.teams}
    return {name: keys for name, keys in own.items() if keys}


def called(own: Own) -> str:
    """The name under which is kept what holds for who knows these rows."""
    return "; ".join(f"{name} {', '.join(sorted(keys))}" for name, keys in sorted(own.items()))


def whole_is_own(indicator: Indicator, request: Request, viewer: Viewer) -> bool:
    """Whether every row behind a question is own: it names own keys only, or the gemeente keeps these rows itself."""
    if Role.GEMEENTE in viewer.roles and PROVIDERS & set(options_dimensions(indicator, request.options)):
        return True
    return any(name in request.where and request.where[name] <= keys for name, keys in own_of(viewer).items())


def with_own(gate: Gate, indicator: Indicator, request: Request, viewer: Viewer) -> tuple[pl.DataFrame, bool]:
    """The protected rows with the own ones as they are, and whether there are any."""
    frame = gate.protect(indicator.key, request)
    for name, keys in own_of(viewer).items():
        if name not in request.per:
            continue
        mine = replace(request, where={**request.where, name: keys & request.where.get(name, keys)})
        rows = gate.compute(indicator.key, mine).drop("personen")
        lines = ["periode", *dict.fromkeys((*indicator.always_per, *request.per))]
        place = frame.select(*lines).with_row_index("_place")
        merged = pl.concat([frame.filter(~pl.col(name).is_in(sorted(keys))), rows.select(frame.columns)])
        merged = merged.join(place, on=lines, how="left", nulls_equal=True).sort("_place", nulls_last=True)
        return merged.drop("_place"), True
    return frame, False
