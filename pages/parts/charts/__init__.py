"""Which picture shows a protected result?

Every builder is a pure function from a protected frame (columns of a result: `periode`, dimensions,
`teller`, `noemer`, `waarde`, `voorlopig`, `afgeschermd`, `waarom_leeg`, extras, `<dimension>_naam`),
its Indicator, a Palette and a Scale to a plain Plotly dict `{"data": [...], "layout": {...}}`.
A frame without rows, or with nothing to draw, gives `placeholder` with the reason. `height` is in rem.
Points and bars carry `customdata = [key]`: the key of the dimension value that was clicked.
"""

from pages.parts.charts.area_map import area_map
from pages.parts.charts.columns import columns
from pages.parts.charts.decomposition import Part, decomposition, money_unit
from pages.parts.charts.estimates import estimates
from pages.parts.charts.flows import WIDTH as FLOW_WIDTH
from pages.parts.charts.flows import flows
from pages.parts.charts.funnel import funnel
from pages.parts.charts.legs import legs
from pages.parts.charts.line import line
from pages.parts.charts.lying import bars
from pages.parts.charts.matrix import matrix
from pages.parts.charts.placeholder import placeholder
from pages.parts.charts.queue import queue
from pages.parts.charts.ranking import ranking
from pages.parts.charts.ses import ses_lines
from pages.parts.charts.states import states
from pages.parts.charts.steps import steps
from pages.parts.charts.tiles import tile_map
from pages.parts.charts.yardstick import yardstick

__all__ = [
    "FLOW_WIDTH",
    "Part",
    "area_map",
    "bars",
    "columns",
    "decomposition",
    "estimates",
    "flows",
    "funnel",
    "legs",
    "line",
    "matrix",
    "money_unit",
    "placeholder",
    "queue",
    "ranking",
    "ses_lines",
    "states",
    "steps",
    "tile_map",
    "yardstick",
]
