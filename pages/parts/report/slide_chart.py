"""How does a chart stand on a slide as one that can be edited?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from pages.parts.look import LIGHT
from pages.parts.report.cleaning import cell
from pages.parts.report.native import Chart, Kind, Series
from pages.parts.report.slide_parts import SANS, Frame, describe, rgb

_TYPES = {
    Kind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
}
MOST_QUIET = 14


def draw(slide: Any, frame: Frame, chart: Chart, alt: str) -> None:
    """The chart with its own workbook, which holds exactly the numbers that are drawn."""
    data = CategoryChartData(number_format=chart.number_format)
    _categories(data, chart)
    for series in chart.series:
        data.add_series(cell(series.name), series.values)
    shape = slide.shapes.add_chart(_TYPES[chart.kind], *frame.measures, data)
    describe(shape, alt)
    made = shape.chart
    made.has_title = False
    letters = 11 if len(chart.categories) <= MOST_QUIET else 9
    made.font.size, made.font.name, made.font.color.rgb = Pt(letters), SANS, rgb(LIGHT.soft)
    _legend(made, chart)
    _axes(made, chart)
    for drawn, series in zip(made.plots[0].series, chart.series, strict=True):
        if chart.kind is Kind.LINE:
            _line(drawn, series, chart, _side(series, chart))
        else:
            _bar(drawn, series, chart)
    if chart.kind is not Kind.LINE:
        plot = made.plots[0]
        plot.gap_width = 45 if len(chart.series) == 1 else 60
        plot.overlap = 0


def _categories(data: Any, chart: Chart) -> None:
    """The names under the chart; parts of years stand under their year, which is named once."""
    if not chart.by_year:
        data.categories = [cell(name) for name in chart.categories]
        return
    for year, members in groupby(chart.categories, key=lambda name: name.partition(" ")[0]):
        above = data.categories.add_category(year)
        for name in members:
            above.add_sub_category(cell(name.partition(" ")[2]))


def _legend(made: Any, chart: Chart) -> None:
    """Names of lines; the stretch before a break has the colour of the one after it and is not named again."""
    listed = sum(series.listed for series in chart.series)
    made.has_legend = listed > 1
    if not made.has_legend:
        return
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False
    made.legend.font.size = Pt(12)
    legend = made.legend._element
    place = legend.find(qn("c:legendPos"))
    for number, series in reversed(list(enumerate(chart.series))):
        if not series.listed:
            entry = legend.makeelement(qn("c:legendEntry"), {})
            entry.append(entry.makeelement(qn("c:idx"), {"val": str(number)}))
            entry.append(entry.makeelement(qn("c:delete"), {"val": "1"}))
            place.addnext(entry)


def _axes(made: Any, chart: Chart) -> None:
    across, up = made.category_axis, made.value_axis
    across.tick_labels.font.size = made.font.size
    across.format.line.color.rgb = rgb(LIGHT.axis)
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = chart.number_format, False
    up.format.line.fill.background()
    up.has_major_gridlines = chart.kind is Kind.LINE
    values = [value for series in chart.series for value in series.values if value is not None]
    if min(values) >= 0:
        up.minimum_scale = 0  # a bar that does not start at zero lies
    if chart.kind is Kind.LINE:
        up.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    else:
        up.visible = False
    _level(across)
    if chart.kind is Kind.BARS:
        across.reverse_order = True
        across.tick_labels.font.color.rgb = rgb(LIGHT.ink)


def _level(axis: Any) -> None:
    """Every name, and none of them turned."""
    skip = axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    text = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    text.set("rot", "0")
    text.set("vert", "horz")


def _side(series: Series, chart: Chart) -> Any:
    """On which side of its last point the value stands: the lowest of several lines has it below."""
    ends = [_last(each) for each in chart.series if each.listed]
    return XL_LABEL_POSITION.BELOW if len(ends) > 1 and _last(series) <= min(ends) else XL_LABEL_POSITION.ABOVE


def _last(series: Series) -> float:
    return next((value for value in reversed(series.values) if value is not None), float("inf"))


def _line(drawn: Any, series: Series, chart: Chart, side: Any) -> None:
    drawn.smooth = False
    drawn.format.line.color.rgb = rgb(series.colour)
    drawn.format.line.width = Pt(1.5 if series.thin else 2.75)
    _marker(drawn.marker, series.colour, series.colour, 3 if series.thin else 5)
    for place in series.dashed:
        if series.values[place] is not None:
            point = drawn.points[place]
            point.format.line.color.rgb = rgb(series.colour)
            point.format.line.dash_style = MSO_LINE.ROUND_DOT
            _marker(point.marker, LIGHT.background, series.colour, 6)
    known = [place for place, value in enumerate(series.values) if value is not None]
    if known and series.listed:
        _label(drawn.points[known[-1]].data_label, series.colour, chart.number_format, side)


def _marker(marker: Any, fill: str, line: str, size: int) -> None:
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(fill)
    marker.format.line.color.rgb = rgb(line)


def _label(label: Any, colour: str, number_format: str, position: Any) -> None:
    """The value at one point, linked to the number in the workbook."""
    label.font.size, label.font.bold = Pt(13), True
    label.font.color.rgb = rgb(colour)
    label.position = position
    element = label._dLbl
    form = element.makeelement(qn("c:numFmt"), {"formatCode": number_format, "sourceLinked": "0"})
    element.find(qn("c:idx")).addnext(form)
    for name, shown in (("c:showLegendKey", "0"), ("c:showVal", "1"), ("c:showCatName", "0"), ("c:showSerName", "0")):
        flag = element.find(qn(name))
        if flag is not None:
            flag.set("val", shown)


def _bar(drawn: Any, series: Series, chart: Chart) -> None:
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(series.colour)
    drawn.invert_if_negative = False
    for place in chart.lead if len(chart.series) == 1 else ():
        fill = drawn.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(LIGHT.value)
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(12 if len(chart.series) == 1 and len(chart.categories) <= MOST_QUIET else 9)
    labels.font.color.rgb = RGBColor.from_string(LIGHT.ink.removeprefix("#"))
