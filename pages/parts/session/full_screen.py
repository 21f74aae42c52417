"""How does the screen of a room become whole, and stay awake?"""

from __future__ import annotations

import streamlit as st
from streamlit.components import v2

_ICON = (
    '<svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2">'
    '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/></svg>'
)
_HTML = '<button type="button" title="Volledig scherm" aria-label="Volledig scherm">' + _ICON + "</button>"
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
