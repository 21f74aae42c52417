"""How does a reader find what an indicator means? By searching, or by theme."""

from __future__ import annotations

import streamlit as st

import metrics
from metrics.indicator import Indicator, Theme
from pages.parts import definition
from pages.parts.layout import row
from pages.parts.markdown import plain


def catalogue() -> None:
    """A search field and every indicator that fits it, per theme."""
    words = st.text_input(
        "Zoek een cijfer of woord",
        key="zoek",
        bind="query-params",
        placeholder="Bijvoorbeeld: bereik, wachttijd of noemer",
        max_chars=60,
    )
    found = [indicator for indicator in metrics.CATALOGUE.values() if definition.matches(indicator, words or "")]
    if not found:
        st.markdown(f"Geen cijfer gevonden met '{plain(words)}'. Probeer een ander woord, of maak het veld leeg.")
    for theme in Theme:
        of_theme = [indicator for indicator in found if indicator.theme is theme]
        if of_theme:
            _theme(theme, of_theme)


def _theme(theme: Theme, indicators: list[Indicator]) -> None:
    with st.container(key=f"fig-thema-{theme.name.lower()}", gap=None):
        st.header(theme.value.capitalize(), anchor=False)
        columns = row(1, 1)
        for place, indicator in enumerate(indicators):
            with columns[place % 2], st.expander(indicator.name, key=f"open-{indicator.key}"):
                definition.show(indicator)
