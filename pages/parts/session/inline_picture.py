"""How does a drawing become part of the page, with the letters of the page and at any size?

The page drops SVG that stands in its HTML, and an image would not get our letters. So a component puts the drawing
in; it is made by us, every text in it is escaped, and it holds nothing but what is drawn.
"""

from __future__ import annotations

import streamlit as st
from streamlit.components import v2

from data.session.figures import SessionFigure
from pages.parts import look
from pages.parts.report.svg import figure_svg
from pages.parts.session.keeping import draw

_SCRIPT = """
export default function ({ parentElement, data }) {
  const place = parentElement.querySelector("div");
  if (place.dataset.mark !== data.mark) { place.innerHTML = data.svg; place.dataset.mark = data.mark; }
}
"""
_CSS = "svg { width: 100%; height: auto; display: block; }"
KEPT: dict[tuple[str, str, str, int], str] = {}
"""Drawings by the hash of the figure, its presentation, theme and width; a kept figure never changes."""


@st.cache_resource
def _component() -> object:
    return v2.component("tekening", html="<div></div>", css=_CSS, js=_SCRIPT)


def inline_picture(kept: SessionFigure, size: look.Scale, width: int, height: int, key: str) -> None:
    """The kept figure, laid out for `width` by `height` pixels and scaled to the place where it stands."""
    palette = look.palette(st.context.theme.type)
    name = (kept.kenmerk, f"{kept.address}{size.name}{palette.name}", kept.figuur, width)
    if name not in KEPT:
        picture = draw(kept, palette, size.name, height / size.root)
        KEPT[name] = figure_svg(picture.spec, title=kept.titel, description=kept.lezing, name=kept.figuur, width=width)
    _component()(data={"svg": KEPT[name], "mark": "-".join(map(str, name))}, key=key)  # type: ignore[operator]
