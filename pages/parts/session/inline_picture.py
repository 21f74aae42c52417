"""How does a drawing become part of the page, with the letters of the page and at any size?

The page drops SVG that stands in its HTML, and an image would not get our letters. So a component puts the drawing
in; it is made by us, every text in it is escaped, and it holds nothing but what is drawn.

The server does not know the screen. So a room gets the drawing at a few heights, and the browser shows the one that
fits the shape of its window: a projector of 4:3 is not left with a third of white.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

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
BY_SHAPE = """
.midden, .hoog { display: none; }
@media (max-aspect-ratio: 8/5) { .breed { display: none; } .midden { display: block; } }
@media (max-aspect-ratio: 7/5) { .midden { display: none; } .hoog { display: block; } }
"""
"""Of three that were drawn for a window that is wide, less wide, and 4:3, the one that fits is shown."""
_CSS = """
svg { width: 100%; height: auto; display: block; }
.schuift { overflow-x: auto; }
.schuift svg { width: auto; max-width: none !important; }
:is(.breed, .midden, .hoog) svg { max-height: calc(100vh - 15.6rem); }
"""
SHAPES = ("breed", "midden", "hoog")
KEPT: dict[tuple[str, str, str, int, int], tuple[str, str]] = {}
"""Drawings with their subtitles, by the hash of the figure, its presentation, theme and size; a kept figure never
changes."""


@st.cache_resource
def _component() -> object:
    return v2.component("tekening", html='<div class="tekening"></div>', css=_CSS + BY_SHAPE, js=_SCRIPT)


def inline_picture(
    kept: SessionFigure, size: look.Scale, width: int, heights: Sequence[int], key: str, *, slides: bool = False
) -> None:
    """The kept figure, laid out for `width` pixels and scaled to the place where it stands.

    `heights` is one height, or three: for a window that is wide, less wide, and 4:3. A picture that `slides` keeps
    its own width.
    """
    drawn = [_drawing(kept, size, width, height)[0] for height in heights]
    svg = "".join(f'<div class="{"schuift" if slides else shape}">{each}</div>' for shape, each in _by_shape(drawn))
    mark = f"{kept.kenmerk}-{kept.figuur}-{size.name}-{st.context.theme.type}-{width}-{heights}-{hash(svg)}"
    _component()(data={"svg": svg, "mark": mark}, key=key)  # type: ignore[operator]


def subtitle(kept: SessionFigure, size: look.Scale, width: int, heights: Sequence[int]) -> str:
    """What stands under the title, as HTML: what a higher drawing has more room for, it does not call left out."""
    told = [_drawing(kept, size, width, height)[1] for height in heights]
    if len(set(told)) == 1:
        return f"<p>{escape(told[0])}</p>"
    return "".join(f'<p class="{shape}">{escape(each)}</p>' for shape, each in _by_shape(told))


def _by_shape(each: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(SHAPES if len(each) == len(SHAPES) else ("",), each, strict=True)


def _drawing(kept: SessionFigure, size: look.Scale, width: int, height: int) -> tuple[str, str]:
    palette = look.palette(st.context.theme.type)
    name = (kept.kenmerk, f"{kept.address}{size.name}{palette.name}", kept.figuur, width, height)
    if name not in KEPT:
        picture = draw(kept, palette, size.name, height / size.root)
        svg = figure_svg(
            picture.spec, title=kept.titel, description=kept.lezing, name=f"{kept.figuur}-{height}", width=width
        )
        KEPT[name] = svg, picture.subtitle
    return KEPT[name]
