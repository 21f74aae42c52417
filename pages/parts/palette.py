"""Which colour has which meaning, in light and in dark?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
