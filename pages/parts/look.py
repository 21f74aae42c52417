"""Which colour, size and margin does every chart take?

One colour has one meaning, in a light and a dark palette; one number, the root size of the presentation,
gives every size. Charts know nothing of Streamlit: they get a `Palette` and a `Scale`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SANS = '"Source Sans", sans-serif'
Figure = dict[str, Any]


@dataclass(frozen=True)
class Palette:
    """Colours by meaning. `sequential` has ten steps; the first `first_inverse` carry `step_text`, the rest
    `step_text_inverse`, so that small text on every step keeps a contrast of at least 5.
    """

    name: str
    background: str
    panel: str
    ink: str
    soft: str
    value: str
    value_other: str
    agreed: str
    ses: Mapping[str, str]
    comparison: str
    comparison_text: str
    signal: str
    provisional: str
    hidden: str
    hidden_dots: str
    hidden_text: str
    expected: str
    grid: str
    axis: str
    band_inner: str
    band_outer: str
    sequential: tuple[str, ...]
    first_inverse: int
    step_text: str
    step_text_inverse: str
    categorical: tuple[str, ...]

    def text_on(self, step: int) -> str:
        """The text colour that is readable on a step (0 to 9) of the sequential scale."""
        return self.step_text if step < self.first_inverse else self.step_text_inverse


LIGHT = Palette(
    name="light",
    background="#FFFFFF",
    panel="#F1F4F6",
    ink="#17242F",
    soft="#51606D",
    value="#0B6570",
    value_other="#669AA1",
    agreed="#3C4A57",
    ses={"laag": "#B5470B", "midden": "#626D78", "hoog": "#23559B"},
    comparison="#84919D",
    comparison_text="#626D78",
    signal="#92256E",
    provisional="#BFC9D1",
    hidden="#E3E8EC",
    hidden_dots="#84919D",
    hidden_text="#51606D",
    expected="#D9E8EA",
    grid="#E6EBEF",
    axis="#84919D",
    band_inner="#E6EBEF",
    band_outer="#F1F4F6",
    sequential=(
        "#EFF6F7",
        "#DCEBED",
        "#C3DDE0",
        "#A5CBD0",
        "#83B6BC",
        "#63A3AB",
        "#2F7983",
        "#1C6B75",
        "#0B5A64",
        "#04434B",
    ),
    first_inverse=6,
    step_text="#17242F",
    step_text_inverse="#FFFFFF",
    categorical=("#0B6570", "#B5470B", "#23559B", "#626D78", "#92256E", "#3C4A57"),
)

DARK = Palette(
    name="dark",
    background="#111920",
    panel="#1B252E",
    ink="#E9EEF2",
    soft="#A9B6C1",
    value="#5CBFC9",
    value_other="#35797F",
    agreed="#C3CDD6",
    ses={"laag": "#F0925A", "midden": "#A3AEB9", "hoog": "#7FB0F0"},
    comparison="#66737F",
    comparison_text="#A3AEB9",
    signal="#E88AC6",
    provisional="#46535F",
    hidden="#2A353F",
    hidden_dots="#73818E",
    hidden_text="#A9B6C1",
    expected="#1D3A40",
    grid="#25313B",
    axis="#66737F",
    band_inner="#25313B",
    band_outer="#1B252E",
    sequential=(
        "#1D3A40",
        "#1F464D",
        "#22545C",
        "#27646D",
        "#2A6E77",
        "#3F959F",
        "#479BA5",
        "#5BAEB7",
        "#74C1C9",
        "#93D4DA",
    ),
    first_inverse=5,
    step_text="#E9EEF2",
    step_text_inverse="#111920",
    categorical=("#5CBFC9", "#F0925A", "#7FB0F0", "#A3AEB9", "#E88AC6", "#C3CDD6"),
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme type (`light`, `dark`; None, before the browser told, is light)."""
    return DARK if theme == "dark" else LIGHT


@dataclass(frozen=True)
class Scale:
    """The presentation: for whom at what distance. Every size in pixels follows from `root`."""

    name: str
    label: str
    root: int

    def rem(self, size: float) -> int:
        """`size` times the root, in whole pixels."""
        return round(size * self.root)

    def margin(self, at_root_16: float) -> int:
        """A margin given for root 16, at this root."""
        return round(at_root_16 * self.root / 16)

    @property
    def axis(self) -> int:
        """Axis text."""
        return self.rem(1.0 if self.name == "sessie" else 0.875)

    @property
    def small(self) -> int:
        """The smallest text that a chart may hold."""
        return self.rem(0.8)

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
        return round(self.root / 8, 1)

    @property
    def hairline(self) -> float:
        return max(1.0, round(self.root / 20, 1))

    @property
    def point(self) -> float:
        return round(self.root / 1.7, 1)


LAPTOP = Scale("laptop", "Laptop", 16)
WAND = Scale("wand", "Wand", 22)
SESSIE = Scale("sessie", "Sessie", 30)
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
