"""Which working views are there beside the catalogue?

A working view has the same record and the same rows as an indicator, and passes the same gate, so that every figure,
table and file works for it. It has no key in the definitions: nobody outside the dashboard asks for it by name.
"""

from __future__ import annotations

from metrics import CATALOGUE
from metrics.indicator import Indicator
from metrics.views import kloof, met_wachtenden, wachtcurve, wachtrij

WORKING_VIEWS: dict[str, Indicator] = {
    view.key: view for view in (*met_wachtenden.VIEWS, *wachtcurve.VIEWS, *kloof.VIEWS, wachtrij.VIEW)
}
FIGURES: dict[str, Indicator] = {**CATALOGUE, **WORKING_VIEWS}
"""Everything that a figure can be about."""
