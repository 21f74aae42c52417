"""How does the screen of a room become whole, and stay awake?"""

from __future__ import annotations

import streamlit as st
from streamlit.components import v2

_HTML = '<button type="button" title="Volledig scherm" aria-label="Volledig scherm">⛶</button>'
_CSS = """
button { border: 0; background: none; color: inherit; font: inherit; font-size: 1rem; cursor: pointer; padding: 0; }
button:focus-visible { outline: 2px solid; }
"""
_SCRIPT = """
export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = async () => {
    button.blur();
    if (document.fullscreenElement) { await document.exitFullscreen(); return; }
    await document.documentElement.requestFullscreen();
    if (!navigator.wakeLock) { return; }
    try { await navigator.wakeLock.request("screen"); } catch (refused) { console.info(refused); }
  };
}
"""


@st.cache_resource
def _component() -> object:
    return v2.component("volledig_scherm", html=_HTML, css=_CSS, js=_SCRIPT)


def full_screen() -> None:
    """A small button: the browser fills the screen and, where it is allowed, does not fall asleep."""
    _component()(key="volledig-scherm", width="content")  # type: ignore[operator]
