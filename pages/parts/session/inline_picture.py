"""How does a drawing become part of the page, with the letters of the page and at any size?

The page drops SVG that stands in its HTML, and an image would not get our letters. So a component puts the drawing
in; it is made by us, every text in it is escaped, and it holds nothing but what is drawn.

The server does not know the screen. So a room gets the drawing at a few heights, and the browser shows the one that
fits the shape of its window: a projector of 4:3 is not left with a third of white.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.components import v2

from data.session.figures import SessionFigure
from pages.parts import look
from pages.parts.report.svg import figure_svg
from pages.parts.session.keeping import draw

_SCRIPT = """
export default function ({ parentElement, data }) {
  const place = parentElement.querySelector(".tekening");
  if (place.dataset.mark !== data.mark) { place.innerHTML = data.svg; place.dataset.mark = data.mark; }
}
"""
_CSS = """
svg { width: 100%; height: auto; display: block; }
.midden, .hoog { display: none; }
@media (max-aspect-ratio: 8/5) { .breed { display: none; } .midden { display: block; } }
@media (max-aspect-ratio: 7/5) { .midden { display: none; } .hoog { display: block; } }
"""
_SHAPES = ("breed", "midden", "hoog")
KEPT: dict[tuple[str, str, str, int, int], str] = {}
"""Drawings by the hash of the figure, its presentation, theme and size; a kept figure never changes."""


@st.cache_resource
def _component() -> object:
    return v2.component("tekening", html='<div class="tekening"></div>', css=_CSS, js=_SCRIPT)


def inline_picture(kept: SessionFigure, size: look.Scale, width: int, heights: Sequence[int], key: str) -> None:
    """The kept figure, laid out for `width` pixels and scaled to the place where it stands.

    `heights` is one height, or three: for a window that is wide, less wide, and 4:3.
    """
    drawn = [_drawing(kept, size, width, height) for height in heights]
    shapes = _SHAPES if len(drawn) == len(_SHAPES) else ("",)
    svg = "".join(f'<div class="{shape}">{each}</div>' for shape, each in zip(shapes, drawn, strict=True))
    mark = f"{kept.kenmerk}-{kept.figuur}-{size.name}-{st.context.theme.type}-{width}-{heights}-{hash(svg)}"
    _component()(data={"svg": svg, "mark": mark}, key=key)  # type: ignore[operator]


def _drawing(kept: SessionFigure, size: look.Scale, width: int, height: int) -> str:
    palette = look.palette(st.context.theme.type)
    name = (kept.kenmerk, f"{kept.address}{size.name}{palette.name}", kept.figuur, width, height)
    if name not in KEPT:
        picture = draw(kept, palette, size.name, height / size.root)
        KEPT[name] = figure_svg(
            picture.spec, title=kept.titel, description=kept.lezing, name=f"{kept.figuur}-{height}", width=width
        )
    return KEPT[name]
