"""Which colour, size and margin does every chart take?

One colour has one meaning, in a light and a dark palette; one number, the root size of the presentation,
gives every size. Charts know nothing of Streamlit: they get a `Palette` and a `Scale`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts.palette import DARK, LIGHT, Palette, palette

__all__ = [
    "DARK",
    "LAPTOP",
    "LIGHT",
    "SCALES",
    "SESSIE",
    "WAND",
    "Figure",
    "Palette",
    "Scale",
    "base_layout",
    "config",
    "font",
    "palette",
    "plot_height",
    "scale",
]

UNCHANGED = 1
"""A chart in the browser is drawn, then given the same once more with its theme; saying that its data are the same
spares the second drawing. A chart with other data is another one, so the number never has to move."""
SANS = '"Source Sans", sans-serif'
Figure = dict[str, Any]


@dataclass(frozen=True)
class Scale:
    """The presentation: for whom at what distance. Every size in pixels follows from `root`.

    For people who look from four metres no text is smaller than `least_text` and no line thinner than `least_line`.
    """

    name: str
    label: str
    root: int
    least_text: int = 0
    least_line: float = 0.0

    def rem(self, size: float) -> int:
        """`size` times the root, in whole pixels."""
        return round(size * self.root)

    def margin(self, at_root_16: float) -> int:
        """A margin given for root 16, at this root."""
        return round(at_root_16 * self.root / 16)

    @property
    def axis(self) -> int:
        """Axis text."""
        return max(self.rem(1.0 if self.name == "sessie" else 0.875), self.least_text)

    @property
    def small(self) -> int:
        """The smallest text that a chart may hold."""
        return max(self.rem(0.8), self.least_text)

    @property
    def label_size(self) -> int:
        """Labels at a line or bar."""
        return self.rem(1.0)

    @property
    def label_large(self) -> int:
        """The label of the one line that the figure is about."""
        return self.rem(1.15)

    @property
    def line(self) -> float:
        return round(self.root / 4.5, 1)

    @property
    def thin_line(self) -> float:
        return max(round(self.root / 8, 1), self.least_line)

    @property
    def reference(self) -> float:
        """Dashed lines that say something: a break, a norm, the city."""
        return max(self.hairline * 1.5, self.least_line)

    @property
    def hairline(self) -> float:
        """Grid and axes, which say nothing by themselves."""
        return max(1.0, round(self.root / 20, 1))

    @property
    def point(self) -> float:
        return round(self.root / 1.7, 1)


LAPTOP = Scale("laptop", "Laptop", 16)
WAND = Scale("wand", "Wand", 22, 20, 3.0)
SESSIE = Scale("sessie", "Sessie", 30, 20, 3.0)
SCALES: Mapping[str, Scale] = {scale.name: scale for scale in (LAPTOP, WAND, SESSIE)}


def scale(name: str | None) -> Scale:
    """The presentation with that name; an unknown or absent name is the laptop."""
    return SCALES.get(name or "", LAPTOP)


def font(size: float, colour: str, *, strong: bool = False) -> dict[str, Any]:
    """A Plotly font."""
    return {"family": SANS, "size": size, "color": colour, "weight": 700 if strong else 400}


def base_layout(look: Palette, size: Scale, height_rem: float, margin: Sequence[float] = (8, 8, 30, 46)) -> Figure:
    """The layout that every chart starts from; `margin` is top, right, bottom, left at root 16."""
    top, right, bottom, left = (size.margin(side) for side in margin)
    return {
        "template": None,
        "height": size.rem(height_rem),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "datarevision": UNCHANGED,
        "separators": ",.",
        "font": font(size.axis, look.ink),
        "margin": {"t": top, "r": right, "b": bottom, "l": left, "pad": 0, "autoexpand": False},
        "hoverlabel": {
            "bgcolor": look.ink,
            "bordercolor": look.ink,
            "font": font(size.axis, look.background),
            "align": "left",
        },
        "annotations": [],
        "shapes": [],
    }


def plot_height(layout: Figure) -> float:
    """The height of the plot itself, in pixels."""
    return float(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])


def config(size: Scale) -> Figure:
    """Plotly's settings: no mode bar on the wall or in a session, and Dutch words wherever Plotly has its own."""
    return {
        "displayModeBar": False if size.name in ("wand", "sessie") else "hover",
        "displaylogo": False,
        "modeBarButtonsToRemove": ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
        "scrollZoom": False,
        "responsive": True,
        "locale": "nl",
        "locales": {"nl": _DUTCH},
    }


_DUTCH: Figure = {
    "dictionary": {
        "Download plot as a PNG": "Download als afbeelding",
        "Download plot": "Download als afbeelding",
        "Reset axes": "Assen herstellen",
        "Reset": "Herstellen",
        "Double-click to zoom back out": "Dubbelklik om uit te zoomen",
        "Taking snapshot - this may take a few seconds": "De afbeelding wordt gemaakt",
        "Snapshot succeeded": "De afbeelding is klaar",
        "Sorry, there was a problem downloading your snapshot!": "Het maken van de afbeelding lukte niet",
    },
    "format": {
        "days": ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        "shortDays": ["zo", "ma", "di", "wo", "do", "vr", "za"],
        "months": [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        "shortMonths": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        "date": "%d-%m-%Y",
        "decimal": ",",
        "thousands": ".",
    },
}
