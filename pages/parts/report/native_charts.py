"""Which editable charts does a figure have?

Straight from the protected tables. A map and a matrix are grids; a kind of figure that is not in the list
is a table, because a chart of the wrong column would be worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pages.parts.report import native_bars as bars
from pages.parts.report import native_time as over_time
from pages.parts.report.content import Part
from pages.parts.report.native import Chart
from results import Result

Make = Callable[[Sequence[Result]], list[Chart]]


def charts_of(part: Part) -> tuple[Chart, ...]:
    """The charts of a figure, the upper one first; none when it is a map, a matrix or a kind without a chart."""
    make = _MAKERS.get(part.view)
    if part.picture is None or make is None:
        return ()
    return tuple(chart for chart in make([each.result for each in part.tables]) if has_values(chart))


def has_values(chart: Chart) -> bool:
    return any(value is not None for series in chart.series for value in series.values)


_MAKERS: Mapping[str, Make] = {
    "lijn": over_time.line,
    "kwadrant": over_time.line,
    "groepen": over_time.groups,
    "ses": over_time.ses,
    "lezingen": over_time.several("alle gezinnen", "zonder gewenst later"),
    "start": over_time.several("binnen 2 weken", "na 4 weken"),
    "sporen": over_time.several("buurtteam", "aanvullend jeugd", "aanvullend Wmo"),
    "stromen": over_time.streams,
    "stromen_aangevuld": over_time.streams,
    "kolommen": bars.periods,
    "balken": bars.per_dimension,
    "vooruit": over_time.line_alone,
    "trechter": bars.per_dimension,
    "aandacht": bars.per_dimension,
    "ontleding": bars.parts,
    "wachtend": bars.waiting,
    "afspraak": bars.agreed,
    "spreiding": bars.spread,
}
