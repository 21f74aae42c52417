"""What do the forms share in which somebody writes beside the figures: events and stories?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

import results
from data.store import store_exists
from pages.parts import logbook
from pages.parts.bookkeeping import csv_bytes
from pages.parts.markdown import plain


def whole_list(label: str, subject: str, file_name: str, frame: pl.DataFrame, headers: Mapping[str, str]) -> None:
    """Everything that was written, as a file; taking it is logged under `subject`."""
    st.download_button(
        label,
        data=logbook.file(subject, lambda: csv_bytes(frame, headers)),
        file_name=file_name,
        mime="text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key=f"bestand-{subject}",
    )  # fmt: skip


def can_write(about: str, said: str) -> bool:
    """The head of a form: what it is for, and what came of the last time, kept under the key `said`.

    False when there is no store to write in, which is then said.
    """
    st.header("Opschrijven of aanpassen", anchor=False)
    if not store_exists():
        st.markdown("Er is nog geen opslag. Lees eerst een bestand in, of maak de voorbeeldgemeente.")
        return False
    st.markdown(about)
    if results.store_facts().example:
        st.markdown(
            "Dit is de voorbeeldgemeente. Wat u hier opschrijft, is weg als het voorbeeld opnieuw wordt gemaakt."
        )
    if text := st.session_state.pop(said, None):
        st.markdown(f"**{plain(text)}**")
    return True
