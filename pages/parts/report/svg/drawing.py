"""In which order is a picture built up: ground, grid, marks, axes, words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.report.svg import traces, words
from pages.parts.report.svg.fills import Fills
from pages.parts.report.svg.ink import amount, element
from pages.parts.report.svg.plane import Axis, Plane, plane_of
from pages.parts.report.svg.words import Block

FONT = "'Source Sans', 'Source Sans 3', Calibri, Carlito, 'Segoe UI', Arial, sans-serif"
USUAL_WIDTH = 760
_TICK_GAP = 5  # pixels between an axis and its texts

Spec = Mapping[str, Any]


def figure_svg(spec: Spec, *, title: str, description: str, name: str = "figuur", width: float = USUAL_WIDTH) -> str:
    """The picture of a Plotly dict as one SVG element.

    `title` and `description` are for who cannot see it; `name` (letters, digits, hyphens) must differ between the
    pictures of one page. It scales with the page; `width` is the number of pixels for which its texts are laid out.
    """
    layout = spec["layout"]
    plane, fills = plane_of(layout, width), Fills(name)
    marks = "".join(traces.draw(trace, plane, fills) for trace in spec["data"])
    shapes = layout.get("shapes", ())
    drawn = [
        _grid(layout, plane),
        *(_shape(shape, plane) for shape in shapes if shape.get("layer") == "below"),
        marks,
        _axis_lines(layout, plane),
        *(_shape(shape, plane) for shape in shapes if shape.get("layer") != "below"),
        _tick_texts(layout, plane),
        *(_note(note, plane) for note in layout.get("annotations", ())),
    ]
    told = element("title", words.plain(title) or " ", id=f"{name}-t")
    told += element("desc", words.plain(description) or " ", id=f"{name}-d")
    patterns = fills.definitions()
    return element(
        "svg", told + (element("defs", patterns) if patterns else "") + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {amount(plane.width)} {amount(plane.height)}",
        width=plane.width, height=plane.height, role="img", aria_labelledby=f"{name}-t {name}-d", font_family=FONT,
        style="max-width:100%;height:auto;overflow:visible;white-space:pre",
    )  # fmt: skip


def _axes(layout: Spec) -> list[tuple[str, Spec]]:
    return [
        (key[0] + key[5:], own)
        for key, own in layout.items()
        if key.startswith(("xaxis", "yaxis")) and own.get("visible", True)
    ]


def _grid(layout: Spec, plane: Plane) -> str:
    """Lines across the plot at the ticks of an axis that shows its grid."""
    drawn = []
    for name, own in _axes(layout):
        if own.get("showgrid", True) and own.get("gridcolor"):
            other = plane.partner(name, layout)
            for value in _ticks(own):
                at = plane.axes[name].at(value)
                drawn.append(_stroke(name, at, other, own["gridcolor"], own.get("gridwidth", 1)))
    return "".join(drawn)


def _stroke(name: str, at: float, other: Axis, colour: str, thick: float) -> str:
    if name[0] == "y":
        return element("line", x1=other.start, x2=other.end, y1=at, y2=at, stroke=colour, stroke_width=thick)
    return element("line", x1=at, x2=at, y1=other.start, y2=other.end, stroke=colour, stroke_width=thick)


def _axis_lines(layout: Spec, plane: Plane) -> str:
    drawn = []
    for name, own in _axes(layout):
        if own.get("showline") and own.get("linecolor"):
            other, axis = plane.partner(name, layout), plane.axes[name]
            drawn.append(_stroke("y" if name[0] == "x" else "x", other.start, axis, own["linecolor"], own["linewidth"]))
    return "".join(drawn)


def _ticks(own: Spec) -> Sequence[float]:
    low, high = sorted(own["range"])
    return [value for value in own.get("tickvals", ()) if low - 1e-9 <= value <= high + 1e-9]


def _tick_texts(layout: Spec, plane: Plane) -> str:
    drawn = []
    for name, own in _axes(layout):
        if own.get("showticklabels", True) and own.get("ticktext"):
            shown = set(_ticks(own))
            for value, text in zip(own["tickvals"], own["ticktext"], strict=True):
                if value in shown:
                    drawn.append(words.draw(text, _tick_block(name, own, value, plane, layout)))
        if own.get("title", {}).get("text"):
            drawn.append(_axis_title(name, own, plane))
    return "".join(drawn)


def _tick_block(name: str, own: Spec, value: float, plane: Plane, layout: Spec) -> Block:
    size, colour, strong = words.font_of(own["tickfont"])
    at, other = plane.axes[name].at(value), plane.partner(name, layout)
    if name[0] == "y":
        return Block(other.start - _TICK_GAP, at, "end", "middle", size, colour, strong)
    if own.get("side") == "top":
        return Block(at, other.end - _TICK_GAP, "middle", "bottom", size, colour, strong)
    return Block(at, other.start + _TICK_GAP, "middle", "top", size, colour, strong)


def _axis_title(name: str, own: Spec, plane: Plane) -> str:
    """The name of a lying axis, under its ticks; a standing axis of this product never has one."""
    size, colour, strong = words.font_of(own["title"]["font"])
    axis = plane.axes[name]
    block = Block(axis.at_share(0.5), plane.height - 2, "middle", "bottom", size, colour, strong)
    return words.draw(own["title"]["text"], block)


def _shape(shape: Spec, plane: Plane) -> str:
    x, y = _reference(shape, "x"), _reference(shape, "y")
    x0, x1 = plane.place(x, shape["x0"]), plane.place(x, shape["x1"])
    y0, y1 = plane.place(y, shape["y0"]), plane.place(y, shape["y1"])
    line = shape.get("line", {})
    style = {
        "stroke": line.get("color"), "stroke_width": line.get("width"),
        "stroke_dasharray": traces.dashes(line.get("dash")),
    }  # fmt: skip
    if shape["type"] == "line":
        return element("line", x1=x0, y1=y0, x2=x1, y2=y1, **style)
    if shape["type"] == "rect":
        fill = shape.get("fillcolor", "none")
        return element(
            "rect", x=min(x0, x1), y=min(y0, y1), width=abs(x1 - x0), height=abs(y1 - y0), fill=fill, **style
        )
    raise ValueError(f"Een vorm '{shape['type']}' is niet te tekenen.")


def _note(note: Spec, plane: Plane) -> str:
    """A text in the picture; Plotly's shifts go right and up. A name that would leave the picture at its left goes to
    the other side of its point: names are placed for a screen, and a page is less wide.
    """
    size, colour, strong = words.font_of(note["font"])
    x = plane.place(_reference(note, "x"), note["x"])
    y = plane.place(_reference(note, "y"), note["y"]) - note.get("yshift", 0)
    anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
    shift = note.get("xshift", 0)
    if anchor == "end" and shift < 0 and x + shift < words.width(words.lines_of(note["text"]), size):
        anchor, shift = "start", -shift
    upright = note.get("yanchor", "middle")
    return words.draw(note["text"], Block(x + shift, y, anchor, upright, size, colour, strong, note.get("bgcolor")))


def _reference(mark: Spec, direction: str) -> str:
    """`x`, `y2`, `x domain`; the paper gets its direction in front."""
    given = str(mark.get(f"{direction}ref", direction))
    return f"{direction} paper" if given == "paper" else given
